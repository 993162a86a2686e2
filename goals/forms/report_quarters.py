"""Quarters side by side: a region's in the year, and all regions' with what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.report_page import Numbers, known_text, meeting_text
from goals.forms.report_words import GoalRow, StatusWords, listed, rows_of
from goals.forms.words import long_day_text
from goals.models import Report, ReportText
from goals.months import Month, today
from goals.reports import State, content_in
from jobcentres.models import Area

Kind = ReportText.Kind


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """A column: the quarter with its address if there is something to read, and where it stands."""

    name: str
    address: str
    known: str
    standing: StatusWords
    decision: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Goals × quarters. A cell is None where there is nothing to read."""

    heads: list[QuarterHead]
    rows: list[tuple[str, list[GoalRow | None]]]


class RegionCell(NamedTuple):
    name: str
    standing: StatusWords
    missing: str
    address: str


class RegionRow(NamedTuple):
    region: Area
    cells: list[RegionCell]


def quarter_name(quarter: int, year: int | None = None) -> str:
    """`3. kvartal 2013`"""
    if year is None:
        return _("quarter %(quarter)s") % {"quarter": quarter}
    return _("quarter %(quarter)s of %(year)s") % {"quarter": quarter, "year": year}


def grid_of(quarters: Sequence[Numbers], *, sees_all: bool) -> Grid:
    shown = {
        numbers.quarter: rows_of(content_in(numbers.newest))
        for numbers in quarters
        if numbers.newest and (sees_all or numbers.state == State.FINISHED)
    }
    names = {row.number: f"{row.number} {row.name}" for rows in shown.values() for row in rows}
    cells = {(quarter, row.number): row for quarter, rows in shown.items() for row in rows}
    return Grid(
        heads=[_head(numbers, may_read=sees_all or numbers.quarter in shown) for numbers in quarters],
        rows=[
            (name, [cells.get((numbers.quarter, number)) for numbers in quarters])
            for number, name in sorted(names.items())
        ],
    )


def _head(numbers: Numbers, *, may_read: bool) -> QuarterHead:
    newest = numbers.newest if may_read else None
    return QuarterHead(
        name=quarter_name(numbers.quarter),
        address=_address(numbers) if may_read else "",
        known=known_text(newest.known_on) if newest else "",
        standing=standing_of(numbers),
        decision=_decision(numbers, newest),
    )


def _decision(numbers: Numbers, report: Report | None) -> str:
    decision = numbers.holding(report).get((Kind.DECISION, None))
    return f"{decision.text} ({meeting_text(decision)})" if decision else ""


def standing_of(numbers: Numbers, day: date | None = None) -> StatusWords:
    """`✓ besluttet`, `… afventer beslutning`, `! mangler`, `… kvartalet er ikke slut`, on `day` (today)"""
    if numbers.state == State.FINISHED:
        return StatusWords("✓", pgettext("follow-up", "decided"), "met")
    if numbers.state == State.FROZEN:
        return StatusWords("…", _("awaits the decision of RBR"), "waiting")
    if (day or today()) <= last_day_of(numbers):
        return StatusWords("…", _("the quarter is not over"), "waiting")
    return StatusWords("!", pgettext("follow-up", "missing"), "missing")


def last_day_of(numbers: Numbers) -> date:
    return Month(numbers.goal_year.year, 3 * numbers.quarter).last_day


def standing_text(quarters: Iterable[Numbers], day: date | None = None) -> list[tuple[str, str, StatusWords]]:
    """Name, address and standing of each quarter of the year on a day (None: today)."""
    return [(quarter_name(one.quarter), _address(one), standing_of(one, day)) for one in quarters]


def regions_of(found: Iterable[Numbers], regions: Sequence[Area]) -> list[RegionRow]:
    cells: dict[int, list[RegionCell]] = {region.pk: [] for region in regions}
    for numbers in found:
        cells[numbers.area.pk].append(
            RegionCell(
                quarter_name(numbers.quarter), standing_of(numbers), _missing(numbers), _address(numbers)
            )
        )
    return [RegionRow(region, cells[region.pk]) for region in regions]


def _missing(numbers: Numbers) -> str:
    """What a follow-up that is not decided still lacks: assessments, a proposed decision, the decision."""
    newest = numbers.newest
    if newest is None:
        day = long_day_text(last_day_of(numbers))
        return "" if today() > last_day_of(numbers) else _("ends %(day)s") % {"day": day}
    if numbers.state == State.FINISHED:
        decision = numbers.holding(newest)[Kind.DECISION, None]
        return meeting_text(decision)
    texts = numbers.holding(newest)
    goals = [goal["number"] for goal in content_in(newest)["frame"]["goals"]]
    unassessed = [str(number) for number in goals if (Kind.ASSESSMENT, number) not in texts]
    lacks = []
    if unassessed:
        lacks.append(_("assessment of goal %(numbers)s") % {"numbers": listed(unassessed)})
    if (Kind.PROPOSAL, None) not in texts:
        lacks.append(_("proposed decision"))
    lacks.append(pgettext("follow-up", "the decision"))
    return _("lacks: %(things)s") % {"things": ", ".join(lacks)}


def _address(numbers: Numbers) -> str:
    return reverse("follow_up", args=[numbers.goal_year.year, numbers.area.code, numbers.quarter])
