"""What the pages of a region and of the whole country share: totals, those behind, and a figure per goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.numbers import format_change_percent
from goals.progress import Measure, Progress, SameMembers, median, same_members
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.area_page import Head
from reporting.breadcrumb import way_to
from reporting.charts import Chart, trend_chart
from reporting.origin_address import Addresses
from reporting.paragraph import overall
from reporting.status_table import StatusRow, status_of, status_row
from reporting.summaries import Book
from reporting.tallies import Behind, Standings, behind, standings, tallies
from reporting.trends import Key, Table, picture_of
from reporting.wording import StatusWords
from reporting.wording.cells import coverage_then


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`same`: the change of those that have reported the newest month, while others have not."""

    status: StatusRow
    coverage: str
    standings: Standings
    same: str


@dataclass(frozen=True, slots=True)
class GroupOverview:
    area: Area
    told: str
    """The verdict on all goals in short."""
    rows: tuple[GroupRow, ...]
    behind: tuple[Behind, ...]
    has_target: bool
    lacks_contract: str
    """Why a region's totals have no verdict, where none of them has a target; else empty."""
    has_preliminary: bool
    has_hidden: bool


@dataclass(frozen=True, slots=True)
class GroupSection:
    """The figure of one goal with all that belongs to it. Strings ready to be placed."""

    goal: Goal
    status: StatusWords | None
    conclusion: str
    facts: tuple[str, ...]
    chart_id: str
    chart: Chart | None
    chart_table: Table | None
    chart_key: list[Key]
    source: str
    updated: str
    next_update: str
    origin: str
    """Where the latest figure comes from."""


def group_overview(book: Book, area: Area) -> GroupOverview:
    members = book.places.members(area)
    results = [book.progress(area, goal) for goal in book.goals]
    has_target = any(result.target is not None for result in results)
    return GroupOverview(
        area=area,
        told=overall(book, area),
        rows=tuple(_row(book, area, goal, members) for goal in book.goals),
        behind=behind(book, members, book.goals),
        has_target=has_target,
        lacks_contract="" if has_target else _lacking(area, book.choice.year),
        has_preliminary=any(result.preliminary for result in results),
        has_hidden=any(result.hidden for result in results),
    )


def _lacking(area: Area, year: int) -> str:
    if area.level != Area.Level.REGION:
        return ""
    return _(
        "The contract's targets for %(year)s are not registered, so the region's totals are not assessed."
    ) % {"year": year}


def _row(book: Book, area: Area, goal: Goal, members: Sequence[Area]) -> GroupRow:
    return GroupRow(
        status=status_row(book, area, goal),
        coverage=_coverage(book, area, goal),
        standings=standings(tallies(book, members, goal)),
        same=_same(book, area, goal),
    )


def _coverage(book: Book, area: Area, goal: Goal) -> str:
    """Of the month shown; that of a newer month, which has no total yet, is told below the table."""
    progress = book.progress(area, goal)
    if progress.latest_month is None:
        return wording.coverage(progress.coverage)
    return coverage_then(book.line(area, goal).reported(progress.latest_month), progress.coverage.expected)


def _same(book: Book, area: Area, goal: Goal) -> str:
    """`Maj 2014, førtidspension: 17 af 19 har indberettet. De samme 17 kommuner: …` while the newest month
    has no total."""
    progress, line = book.progress(area, goal), book.line(area, goal)
    newest = progress.coverage.month
    if newest is None or newest == progress.latest_month:
        return ""
    found = same_members(line, newest)
    told = _("%(goal)s, %(period)s: %(reported)s of %(expected)s municipalities have a figure.") % {
        "goal": goal.short_name,
        "period": newest.window_label(line.measure.window),
        "reported": progress.coverage.reported,
        "expected": progress.coverage.expected,
    }
    return f"{told} {_same_change(line.measure, found)}" if found else told


def _same_change(measure: Measure, found: SameMembers) -> str:
    change = wording.difference(measure, found.change)
    if not measure.is_ratio and found.change_pct is not None:
        change = format_change_percent(found.change_pct)
    return _(
        "The same %(count)s municipalities: %(latest)s against %(previous)s in %(month)s (%(change)s). "
        "Not a total."
    ) % {
        "count": found.count,
        "latest": wording.amount(measure, found.latest),
        "previous": wording.amount(measure, found.previous),
        "month": found.month.year_before.label,
        "change": change,
    }


def group_head(book: Book, area: Area, updated: Mapping[int, datetime]) -> Head:
    newest = max(updated.values(), default=None)
    return Head(
        name=area.full_name,
        year=book.choice.year,
        region=None,
        jobcentre=None,
        places=(),
        as_of=book.choice.as_of.label,
        updated=wording.full_moment(newest.astimezone(COPENHAGEN)) if newest else "",
        desk="",
        query=book.query,
        breadcrumb=way_to(book, area),
        municipalities=wording.municipalities(len(book.places.members(area))),
    )


def group_sections(book: Book, area: Area, updated: Mapping[int, datetime]) -> list[GroupSection]:
    return [_section(book, area, goal, updated.get(goal.indicator_id)) for goal in book.goals]


def _section(book: Book, area: Area, goal: Goal, updated: datetime | None) -> GroupSection:
    progress, line = book.progress(area, goal), book.line(area, goal)
    picture = picture_of(line, progress, book.reader, book.yearbook.marks[goal.indicator_id])
    return GroupSection(
        goal=goal,
        status=status_of(book, area, goal) if progress.target is not None else None,
        conclusion=wording.conclusion(progress),
        facts=tuple(fact for fact in (_rule(progress), _median(book, area, goal, progress)) if fact),
        chart_id=f"figure-{goal.number}",
        chart=trend_chart(picture.trend) if picture else None,
        chart_table=picture.table if picture else None,
        chart_key=picture.key if picture else [],
        source=wording.sentence(goal.indicator.source),
        updated=wording.full_day(updated.astimezone(COPENHAGEN)) if updated else "",
        next_update=_next_update(book, area, goal),
        origin=Addresses(book.choice).of(goal, area, progress.latest_month),
    )


def _rule(progress: Progress) -> str:
    return wording.sentence(wording.capitalised(wording.status_rule(progress)))


def _median(book: Book, area: Area, goal: Goal, progress: Progress) -> str:
    """Beside the total: what is usual among its municipalities in the same month."""
    month = progress.latest_month
    lines = [book.line(member, goal) for member in book.places.members(area)]
    value = median(lines, month) if month and lines else None
    if value is None or month is None:
        return ""
    return _("The median of the municipalities is %(median)s (%(period)s).") % {
        "median": wording.counted(progress.measure, value),
        "period": month.window_label(progress.measure.window),
    }


def _next_update(book: Book, area: Area, goal: Goal) -> str:
    awaited = book.awaited(area, goal)
    if awaited is None or awaited.is_overdue:
        return ""
    return _("the figure for %(period)s is due by %(day)s") % {
        "period": awaited.period,
        "day": wording.full_day(awaited.due),
    }
