"""Every format of an extract as somebody outside reads it, back to rows of names and plain cells.

A cell is a `Decimal`, a text (codes, months, days, `true`), `..` where it is hidden, or None.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.test import Client
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from pypdf import PdfReader

from goals.numbers import HIDDEN
from jobcentres.clock import COPENHAGEN
from reporting.exports.kinds import Column, Kind
from tests.reporting.json_stat_reader import read_dataset

Cell = Decimal | str | None
Row = Mapping[str, Cell]
Columns = Mapping[str, Column[Any]]

NUMBERS = {Kind.WHOLE, Kind.AMOUNT, Kind.COUNT, Kind.PATH, Kind.RATE}
ROWS_AT_ONCE = 500
PLACE = ("indicator", "area", "month")
MONTHS = "januar februar marts april maj juni juli august september oktober november december"
PERIOD = re.compile(
    rf"(?:(?:{'|'.join(month[:3] for month in MONTHS.split())})\w*\.?|\b20\d\d\b|[–-](?=\s*\d))"
)
AFTER_TABLE = re.compile(
    r"Kommunens egne mål|Pejlemærket er|\.\. vises|^Mangler|^Ventes|^Ministermål \d ·|Foreløbig", re.MULTILINE
)
NUMBER = re.compile(r"[+−-]?\d[\d.]*(?:,\d+)?")


def from_csv(content: bytes, columns: Columns) -> list[Row]:
    """Either dialect, told by its byte order mark."""
    is_danish = content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = csv.DictReader(text, delimiter=";" if is_danish else ",", strict=True)
    return [
        {name: _of_text(value, columns[name], is_danish=is_danish) for name, value in row.items()}
        for row in rows
    ]


def _of_text(written: str, column: Column[Any], *, is_danish: bool) -> Cell:
    if column.kind not in NUMBERS or written in {"", HIDDEN}:
        return written or None
    return Decimal(written.replace(",", ".") if is_danish else written)


def from_json(content: bytes, columns: Columns) -> list[Row]:
    return _of_records(json.loads(content, parse_float=Decimal), columns)


def from_api(client: Client, table: str, asked: Mapping[str, Any], columns: Columns) -> list[Row]:
    """All its pages."""
    rows: list[Row] = []
    answer = _called(client, f"/api/v1/{table}", {**asked, "limit": ROWS_AT_ONCE})
    while True:
        told = json.loads(answer.content, parse_float=Decimal)
        rows += _of_records(told["rows"], columns)
        if "next" not in told["links"]:
            return rows
        answer = _called(client, told["links"]["next"])


def _called(client: Client, address: str, asked: Mapping[str, Any] | None = None) -> Any:
    """Waits where there were too many calls."""
    answer = client.get(address, asked)
    while answer.status_code == 429:
        time.sleep(int(answer.headers["Retry-After"]))
        answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer


def _of_records(records: Iterable[Mapping[str, Any]], columns: Columns) -> list[Row]:
    return [
        {name: _of_json(value, columns[name]) for name, value in record.items() if name in columns}
        for record in records
    ]


def _of_json(value: Any, column: Column[Any]) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    if column.kind in NUMBERS and value is not None:
        return Decimal(str(value))
    return value or None


def from_workbook(content: bytes, columns: Columns, *, computed: bool = False) -> list[Row]:
    """Of the first sheet. The columns stand in their order; codes are written as words. `computed`: what
    another program writes as a formula counts as its value."""
    sheet = load_workbook(io.BytesIO(content), data_only=computed).worksheets[0]
    rows = list(sheet.iter_rows(min_row=range_boundaries(sheet.auto_filter.ref)[1] + 1, values_only=True))
    return [
        {name: _of_sheet(value, columns[name]) for name, value in zip(columns, row, strict=True)}
        for row in rows
    ]


def _of_sheet(value: Any, column: Column[Any]) -> Cell:
    if value is None or value == HIDDEN:
        return value
    if column.kind is Kind.FLAG:
        return str(bool(value)).lower()
    if isinstance(value, datetime):
        return _of_date(value, column.kind)
    if column.kind in NUMBERS:
        return Decimal(str(value))
    codes = {str(words): code for code, words in column.words.items()}
    return codes.get(value, value)


def _of_date(value: datetime, kind: Kind) -> str:
    if kind is Kind.MOMENT:
        return value.replace(tzinfo=COPENHAGEN).isoformat()
    return f"{value:%Y-%m}" if kind is Kind.MONTH else f"{value:%Y-%m-%d}"


def from_cube(content: bytes, columns: Columns) -> list[Row]:
    """The numbers of JSON-stat 2, and the texts beside them; a place without any is no row."""
    dataset = json.loads(content)
    cells = read_dataset(dataset)
    names = dataset["id"][:-1]
    rows: dict[tuple[str, ...], dict[str, Cell]] = {}
    for (*place, name), (value, state) in cells.items():
        row = rows.setdefault(tuple(place), dict(zip(names, place, strict=True)))
        row[name] = state or _of_cube(value, columns[name])
    for name, texts in dataset["extension"]["texts"].items():
        for row, text in zip(rows.values(), texts, strict=True):
            row[name] = text
    return [row for row in rows.values() if any(cell for name, cell in row.items() if name not in PLACE)]


def _of_cube(value: float | None, column: Column[Any]) -> Cell:
    if value is None:
        return None
    if column.kind is Kind.FLAG:
        return "true" if value else "false"
    return Decimal(str(value))


def numbers_in_paper(content: bytes, goals: Sequence[Any]) -> dict[str, list[Decimal]]:
    """By indicator: the numbers in its row of a municipality's status table, from the left."""
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    table = AFTER_TABLE.split(text.partition("Status på målene")[2])[0]
    found: dict[str, list[Decimal]] = {}
    starts = [_heading_of(goal).search(table) for goal in goals]
    ends = [*(start.start() if start else len(table) for start in starts[1:]), len(table)]
    for goal, start, end in zip(goals, starts, ends, strict=True):
        row = table[start.end() : end] if start else ""
        found[goal.indicator.code] = [_danish(one) for one in NUMBER.findall(_without_dates(row))]
    return found


def _heading_of(goal: Any) -> re.Pattern[str]:
    """Its number and name, wherever the line breaks."""
    signs = f"{goal.number}{goal.short_name}".replace(" ", "")
    return re.compile(r"[\s\u00ad\u200b-]*".join(map(re.escape, signs)))


def _without_dates(text: str) -> str:
    joined = re.sub(r"\bventes\s+\d+\.|\bfrist\s+\d+\.", " ", text)
    return PERIOD.sub(" ", joined)


def _danish(written: str) -> Decimal:
    return Decimal(written.rstrip(".").replace(".", "").replace(",", ".").replace("−", "-"))


def by_place(rows: Iterable[Row]) -> dict[tuple[Cell, ...], Row]:
    """By what tells a row from others."""
    found = {}
    for row in rows:
        place = tuple(row.get(name) for name in (*PLACE, "version") if name in row)
        assert place not in found, f"{place} stands there twice"
        found[place] = row
    return found


def plain_cell(value: Any) -> Cell:
    """Of a result, as the readers above give it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return value.isoformat() if isinstance(value, date) else str(value)
