"""CSV, calendars, mails and log lines: what becomes a formula, another line or another header."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from email import message_from_bytes, policy

from icalendar import Calendar

from tests.injection.fields import MARKED
from tests.injection.payloads import HOST

FORMULA_SIGNS = frozenset("=+-@\t\r\n\0＝＋－＠")
BLANKS = " \N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"
CALENDAR_WORDS = {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "UID", "DTSTAMP", "STATUS"}
CALENDAR_WORDS |= {"LAST-MODIFIED", "SEQUENCE", "DESCRIPTION", "URL", "TRANSP", "SUMMARY", "DTSTART", "DTEND"}
CALENDAR_WORDS |= {"CATEGORIES"}
MAIL_HEADERS = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date"}
MAIL_HEADERS |= {"Reply-To", "Message-ID", "Auto-Submitted"}
LOG_NAMES = {"time", "level", "logger", "message", "reference", "user", "method", "path", "exception"}
LOG_NAMES |= {"status_code", "wait", "entry"}


def faults_of_csv(content: bytes) -> Iterator[str]:
    """Every row has the header's cells, and no cell is one that a spreadsheet computes."""
    separator = ";" if content.startswith(b"\xef\xbb\xbf") else ","
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = list(csv.reader(text, delimiter=separator, strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells: {row}"
        yield from (f"cell {cell[:60]!r}" for cell in row if MARKED.search(cell) and _is_formula(cell))


def _is_formula(cell: str) -> bool:
    return not FORMULA_SIGNS.isdisjoint((cell[:1], cell.lstrip(BLANKS)[:1]))


def faults_of_calendar(content: bytes) -> Iterator[str]:
    """Every line is a property that we write, and a parser finds no other."""
    for line in content.decode().replace("\r\n ", "").split("\r\n"):
        if line and line.partition(":")[0].partition(";")[0] not in CALENDAR_WORDS:
            yield f"line {line[:60]!r}"
    for part in Calendar.from_ical(content).walk():
        yield from (f"property {name}" for name in sorted(set(part) - CALENDAR_WORDS))


def faults_of_mail(content: bytes) -> Iterator[str]:
    """One recipient, our headers alone and once, text and nothing else."""
    mail = message_from_bytes(content, policy=policy.default)
    yield from (f"header {name}" for name in mail if name not in MAIL_HEADERS)
    yield from (f"twice {name}" for name in set(mail) if len(mail.get_all(name, [])) > 1)
    if mail.get_content_type() != "text/plain":
        yield f"a part of {mail.get_content_type()}"
    if HOST in str(mail["To"]) or "," in str(mail["To"]):
        yield f"to {mail['To']}"


def text_of_mail(content: bytes) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    return str(mail["Subject"]) + str(mail.get_content())


def faults_of_log(content: bytes) -> Iterator[str]:
    """Each line is one record of ours, in printable ASCII."""
    for line in content.decode().splitlines():
        if not line.isascii() or not line.isprintable():
            yield f"signs in {line[:60]!r}"
        if strange := set(json.loads(line)) - LOG_NAMES:
            yield f"{sorted(strange)} in {line[:60]}"
