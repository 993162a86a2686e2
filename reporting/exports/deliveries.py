"""Deliveries as a file, one row to a due line: the same objects as the page counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from goals.live_text import harmless
from goals.returns.delivered import Delivery
from jobcentres.clock import COPENHAGEN
from reporting.exports.separated import danish_lines, machine_lines


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(COPENHAGEN).isoformat(timespec="seconds") if moment else ""


def _flag(one: Delivery) -> str:
    """Empty where nothing was due."""
    if not one.is_counted:
        return ""
    return "true" if one.is_on_time else "false"


COLUMNS: Mapping[str, Callable[[Delivery], str]] = {
    "jobcentre": lambda one: one.line.jobcentre.slug,
    "jobcentre_name": lambda one: harmless(one.line.jobcentre.name),
    "region": lambda one: one.line.jobcentre.region.code,
    "municipality": lambda one: one.line.municipality.code,
    "municipality_name": lambda one: harmless(one.line.municipality.name),
    "indicator": lambda one: one.line.indicator.code,
    "month": lambda one: str(one.line.month),
    "expected_on": lambda one: one.line.expected_on.isoformat(),
    "due_at": lambda one: _moment(one.line.due_at),
    "delivered_at": lambda one: _moment(one.delivered_at),
    "state": lambda one: str(one.verdict),
    "working_days_late": lambda one: "" if one.days_late is None else str(one.days_late),
    "reminded_at": lambda one: _moment(one.reminded_at),
    "on_time": _flag,
    "line_state": lambda one: str(one.line.state),
}
FORMATS = {"csv": machine_lines, "csv-dk": danish_lines}


def delivery_lines(found: Iterable[Delivery], kind: str) -> Iterator[str]:
    """`kind` is one of `FORMATS`."""
    return FORMATS[kind](COLUMNS, ([value(one) for value in COLUMNS.values()] for one in found))
