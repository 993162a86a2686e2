"""One goal in the whole country: the parts of its page, in strings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals import calendar
from goals.models import Goal
from goals.numbers import HIDDEN
from goals.returns.delivered import Punctuality, arrivals
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.dots import Dots, change_dots, level_dots
from reporting.movers import Movers, movers_of
from reporting.nationwide import Member, Nationwide, nationwide
from reporting.nationwide_words import change_text, level_text
from reporting.origin_address import Addresses
from reporting.strip import Strip, strip_of
from reporting.summaries import Book


class FigureRow(NamedTuple):
    """A municipality in the table behind the figures. `rank`: its place by what the goal is ranked by."""

    name: str
    address: str
    origin: str
    latest: str
    previous: str
    change: str
    change_percent: str
    rank: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """`origin`: where it says how the country's total comes about."""

    period: str
    origin: str
    is_ratio: bool
    level: Dots
    change: Dots
    strip: Strip | None
    movers: tuple[Movers, ...]
    rows: tuple[FigureRow, ...]
    coverage: str
    source: str
    has_preliminary: bool


def goal_figures(book: Book, goal: Goal, own: Collection[int]) -> GoalFigures | None:
    """None while no municipality has a figure."""
    found = nationwide(book, goal, own)
    if found is None:
        return None
    origins = Addresses(book.choice)
    return GoalFigures(
        period=found.period,
        origin=origins.of(goal, book.places.country, book.progress(book.places.country, goal).latest_month),
        is_ratio=found.measure.is_ratio,
        level=level_dots(found),
        change=change_dots(found),
        strip=strip_of(found),
        movers=movers_of(found, book.query),
        rows=tuple(_row(found, one, book.query, origins) for one in found.members),
        coverage=_coverage(found),
        source=wording.sentence(goal.indicator.source),
        has_preliminary=any(one.seen.preliminary for one in found.members),
    )


def _row(found: Nationwide, one: Member, query: str, origins: Addresses) -> FigureRow:
    measure, seen = found.measure, one.seen
    return FigureRow(
        name=one.area.name,
        address=one.area.get_absolute_url() + query,
        origin="" if seen.value is None else origins.of(found.goal, one.area, found.month),
        latest=level_text(measure, seen) or _absent(one),
        previous=wording.NONE if seen.previous is None else wording.amount(measure, seen.previous),
        change=_absent(one) if seen.change is None else wording.difference(measure, seen.change),
        change_percent=""
        if measure.is_ratio or seen.change is None
        else _("small base")
        if seen.change_pct is None
        else change_text(measure, seen.change_pct),
        rank=str(one.standing.rank) if one.standing else wording.NONE,
        is_own=one.is_own,
    )


def _absent(one: Member) -> str:
    return HIDDEN if one.seen.hidden else wording.NONE


def _coverage(found: Nationwide) -> str:
    """`95 af 98 kommuner har et tal for maj 2014, der kan lægges sammen.` And what follows from that."""
    _country, total = found.groups[0]
    told = ngettext(
        "%(reported)s of %(expected)s municipality has what a total needs for %(period)s.",
        "%(reported)s of %(expected)s municipalities have what a total needs for %(period)s.",
        total.expected,
    ) % {"reported": total.reported, "expected": total.expected, "period": found.period}
    if total.value is None and not total.hidden:
        return " ".join((told, _("So there is no total for the whole country yet.")))
    return told


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many figures of the newest month came in time, who has not sent one, and when the newest release
    was recorded."""

    told: str
    period: str
    deadline: str
    missing: tuple[Area, ...]
    updated: dict[int, datetime]


def arrived(book: Book, goal: Goal) -> Arrived | None:
    """As things are now: None for an earlier moment of knowledge, or while there is no figure. One query."""
    month = book.progress(book.places.country, goal).coverage.month
    if month is None or book.choice.known_on is not None:
        return None
    members = book.places.municipalities
    found = arrivals(goal.indicator, month, [area.pk for area in members])
    due_at = book.yearbook.deadlines.get((goal.indicator_id, month)) or calendar.due_at(goal.indicator, month)
    punctuality = Punctuality.of(found, due_at, book.choice.moment)
    period, day = month.window_label(book.measure(goal).window), due_at.astimezone(COPENHAGEN).date()
    releases = [one.released_at for one in found if one.released_at is not None]
    return Arrived(
        told=_punctuality(punctuality, len(members), period, wording.full_day(day)),
        period=period,
        deadline=wording.full_day(day),
        missing=tuple(area for area in members if area.pk in punctuality.missing),
        updated={goal.indicator_id: max(releases)} if releases else {},
    )


def _punctuality(found: Punctuality, expected: int, period: str, day: str) -> str:
    """`90 af 98 tal for maj 2014 kom inden fristen 10. juni 2014; 5 kom for sent, 3 mangler.`"""
    said = {
        "period": period,
        "day": day,
        "on_time": found.on_time,
        "late": found.late,
        "missing": len(found.missing),
    }
    if not found.due:
        return _("%(on_time)s of %(expected)s figures for %(period)s are there; the deadline is %(day)s.") % (
            said | {"expected": expected}
        )
    return _(
        "%(on_time)s of %(due)s figures for %(period)s came by the deadline %(day)s; %(late)s came late, "
        "%(missing)s are missing."
    ) % (said | {"due": found.due})
