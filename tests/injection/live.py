"""What in an output is live: text of somebody's that became code, a formula, a link, a header or another row.

Every output is read by a parser of its kind that is not ours. A mark that is found anywhere but in text is
live, and so is one in capitals, which only a program that was run can have made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from functools import lru_cache

from tests.injection import live_files, live_pages, live_texts
from tests.injection.fields import MARKED, RUN

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
UNFIT = re.compile(r'^/|\.\.|[\\\x00-\x1f<>:"|?*]')
MOST_ALIKE = 2


def faults_of_zip(content: bytes) -> Iterator[str]:
    """Every name, and the parts that are no further one of the same kind as many before."""
    yield from (f"path {name}" for name in live_files.names_in(content) if UNFIT.search(name))
    for name, part in _some_parts(content):
        yield from (f"{name}: {fault}" for fault in faults_of(BY_ENDING.get(ending_of(name), ""), part))


def _some_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    seen: Counter[str] = Counter()
    for name, part in live_files.parts_of(content):
        seen[ending_of(name)] += 1
        if seen[ending_of(name)] <= MOST_ALIKE:
            yield name, part


def ending_of(name: str) -> str:
    return name.rpartition(".")[2]


Check = Callable[[bytes], Iterator[str]]
CHECKS: Mapping[str, Check] = {
    "text/html": live_pages.faults_of_html,
    **dict.fromkeys(
        (
            "application/json",
            "application/ld+json",
            "application/problem+json",
            "application/vnd.oai.openapi+json",
            "application/vnd.json-stat+json",
        ),
        live_pages.faults_of_json,
    ),
    "text/csv": live_texts.faults_of_csv,
    "text/calendar": live_texts.faults_of_calendar,
    "message/rfc822": live_texts.faults_of_mail,
    "application/x-ndjson": live_texts.faults_of_log,
    "text/plain": lambda _content: iter(()),
    "application/pdf": live_files.faults_of_pdf,
    "application/zip": faults_of_zip,
    SPREADSHEET: live_files.faults_of_workbook,
    SLIDES: live_files.faults_of_slides,
}
BY_ENDING = {"pdf": "application/pdf", "xlsx": SPREADSHEET, "pptx": SLIDES, "txt": "text/plain"}


def faults_of(content_type: str, content: bytes) -> Iterator[str]:
    """`content_type` may carry parameters. A kind that nobody reads here is itself a fault."""
    check = CHECKS.get(content_type.partition(";")[0].strip())
    if check is None:
        yield f"nothing here reads {content_type}"
        return
    try:
        yield from check(content)
    except Exception as fault:
        yield f"cannot be read: {type(fault).__name__} {fault}"
    yield from (f"run: {found}" for found in sorted(set(RUN.findall(text_of(content_type, content)))))


def faults_of_headers(headers: Mapping[str, str]) -> Iterator[str]:
    for name, value in headers.items():
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value):
            yield f"header {name}: {value!r}"
        if name == "Content-Disposition":
            yield from _faults_of_file_name(value)
        elif MARKED.search(value) and not (name == "Location" and live_pages.is_own_address(value)):
            yield f"header {name}: {value[:60]!r}"


def _faults_of_file_name(value: str) -> Iterator[str]:
    header = message_from_bytes(f"Content-Disposition: {value}\n\n".encode(), policy=policy.default)
    name = header.get_filename() or ""
    if set(header["Content-Disposition"].params) - {"filename"} or re.search(r"[/\\\x00-\x1f]", name):
        yield f"file name {name!r} in {value[:80]!r}"


@lru_cache(maxsize=4)  # asked for twice, and slow for PDF
def text_of(content_type: str, content: bytes) -> str:
    """Everything in it that a person may read or hear, to look for marks."""
    kind = content_type.partition(";")[0].strip()
    if kind in {SPREADSHEET, SLIDES}:
        return "".join(live_files.texts_of_package(content))
    if kind == "application/pdf":
        return live_files.text_of_pdf(content)
    if kind == "application/zip":
        return "".join(
            text_of(BY_ENDING.get(ending_of(name), ""), part) for name, part in _some_parts(content)
        )
    if kind == "message/rfc822":
        return live_texts.text_of_mail(content)
    return content.decode(errors="replace")
