"""A region's table of targets as a file: the same objects as the page, one row for each dialogue."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from goals.forms.target_region import Cell, RegionTable
from goals.live_text import harmless
from goals.models import TargetVersion
from goals.numbers import format_csv, format_csv_dk

KINDS = ("csv", "csv-dk")
Write = Callable[[Decimal | None, int], str]

COLUMNS = (
    *("year", "goal", "indicator", "area", "area_name", "state", "target", "baseline_month", "baseline"),
    *("decided_on", "proposal", "proposal_baseline_month", "proposal_baseline", "implied_change_pct", "late"),
)


def table_file(table: RegionTable, kind: str) -> str:
    """`csv` with `,` and points for programs, `csv-dk` with `;`, commas and a byte order mark."""
    is_danish = kind == "csv-dk"
    file = io.StringIO()
    write = csv.writer(
        file, delimiter=";" if is_danish else ",", lineterminator="\r\n" if is_danish else "\n"
    ).writerow
    write(COLUMNS)
    number = partial(_number, is_danish)
    for row in table.rows:
        for cell in row.cells:
            write(_line(cell, number))
    return ("\N{ZERO WIDTH NO-BREAK SPACE}" if is_danish else "") + file.getvalue()


def _line(cell: Cell, number: Write) -> list[str]:
    dialogue, goal = cell.dialogue, cell.dialogue.goal
    binding, proposal = dialogue.binding, dialogue.proposal
    decimals = 1 if goal.indicator.is_ratio else 0
    return [
        str(goal.goal_year.year),
        str(goal.number),
        goal.indicator.code,
        dialogue.area.code,
        harmless(dialogue.area.name),
        dialogue.state.value,
        *_amounts(binding, number, decimals),
        binding.decided_on.isoformat() if binding and binding.decided_on else "",
        *_amounts(proposal, number, decimals),
        number(cell.implied, 1),
        cell.late.value if cell.late else "",
    ]


def _amounts(version: TargetVersion | None, number: Write, decimals: int) -> list[str]:
    if version is None:
        return ["", "", ""]
    month = version.baseline_month
    return [
        number(version.value, decimals),
        str(month) if month else "",
        number(version.baseline_value, decimals),
    ]


def _number(is_danish: bool, value: Decimal | None, decimals: int) -> str:
    if value is None:
        return ""
    return format_csv_dk(value, decimals) if is_danish else format_csv(value)
