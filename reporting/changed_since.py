"""Which released figures of an area and of its municipalities are others than at an earlier moment."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import NamedTuple, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Goal
from goals.months import Month
from goals.numbers import HIDDEN
from goals.progress import Line, Point, Released, Replacement, as_seen_by, latest_replacement, progress_of
from goals.replacements import Spot
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.choices import Kept, NothingThere, choice_query, kept_choices, since_asked
from reporting.moments import typed_day, written_moment
from reporting.status_table import status_of, waits
from reporting.summaries import Book
from reporting.visits import last_visit
from reporting.wording import StatusWords
from reporting.wording.replacements import changed_how, stood
from reporting.yearbook import Yearbook

MOST_ON_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """Strings ready to be placed. `status` is what the old figure would give and what the new one does, where
    they differ."""

    area: Area
    address: str
    goal: str
    period: str
    before: str
    now: str
    how: str
    status: tuple[StatusWords, StatusWords] | None


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """`rows` are the newest changes, `more` leads to all of them; `kept` are the form's hidden fields."""

    told: str
    rows: tuple[ChangedRow, ...]
    has_areas: bool
    has_hidden: bool
    more: str
    typed: str
    kept: Kept


class _Change(NamedTuple):
    """A figure whose number is another now; `before` stood at the moment, `after` stands now."""

    area: Area
    goal: Goal
    month: Month
    before: Replacement
    after: Replacement


def changed_since(request: HttpRequest, book: Book, area: Area) -> ChangedSince | None:
    """For the page of `area`: since the moment of its address (`siden`), else since the reader's last visit.
    None on a page that shows an earlier moment itself."""
    if book.choice.known_on is not None:
        return None
    return _told(request, book, area, since_asked(request), most=MOST_ON_A_PAGE)


def all_changed_since(request: HttpRequest, book: Book, area: Area, default: datetime) -> ChangedSince:
    """All changes, for a page of their own; since `default` if neither address nor visit says otherwise."""
    if book.choice.known_on is not None:
        raise NothingThere(_("This page tells what has changed up to now. Leave the moment (kendt) out."))
    asked = since_asked(request) or last_visit(request) or default
    return _told(request, book, area, asked, most=None)


def _told(
    request: HttpRequest, book: Book, area: Area, asked: datetime | None, *, most: int | None
) -> ChangedSince:
    visited = last_visit(request)
    since = asked or visited
    changes = sorted(_changes(book, area, since), key=_order) if since else []
    statuses = _statuses_before(book, changes[:most])
    rows = tuple(_row(book, one, statuses) for one in changes[:most])
    return ChangedSince(
        told=_sentence(len(changes), since, is_visit=asked is None or asked == visited),
        rows=rows,
        has_areas=len(book.places.members(area)) > 1,
        has_hidden=any(HIDDEN in (row.before, row.now) for row in rows),
        more=_address(request, area, since) if since and len(changes) > len(rows) else "",
        typed=typed_day(since) if since else "",
        kept=kept_choices(request, "aar", "maaned", "grundlag"),
    )


def _address(request: HttpRequest, area: Area, since: datetime) -> str:
    query = choice_query(request, siden=written_moment(since))
    return reverse("changed_since", args=[area.code]) + query


def _sentence(count: int, since: datetime | None, *, is_visit: bool) -> str:
    if since is None:
        return _("From your next visit on this tells which released figures have changed in the meantime.")
    shown = {"count": count, "moment": _moment(since.astimezone(COPENHAGEN))}
    if is_visit and count == 0:
        return _("No released figure has changed since your last visit, %(moment)s.") % shown
    if count == 0:
        return _("No released figure has changed since %(moment)s.") % shown
    if is_visit:
        form = ngettext(
            "%(count)s released figure has changed since your last visit, %(moment)s.",
            "%(count)s released figures have changed since your last visit, %(moment)s.",
            count,
        )
        return form % shown
    form = ngettext(
        "%(count)s released figure has changed since %(moment)s.",
        "%(count)s released figures have changed since %(moment)s.",
        count,
    )
    return form % shown


def _moment(since: datetime) -> str:
    """`1. maj 2014`, `1. maj 2014 kl. 8.00`"""
    return wording.full_moment(since) if since.time() != time.min else wording.full_day(since)


def count_changed(yearbook: Yearbook, since: datetime, last: Month) -> int:
    """Of the figures of months up to `last` that were read as changed since then."""
    return sum(
        month <= last and _change(versions, since) is not None
        for (_indicator, _area, month), versions in yearbook.changed.items()
    )


def _changes(book: Book, area: Area, since: datetime) -> Iterator[_Change]:
    goals = {goal.indicator_id: goal for goal in book.goals}
    areas = {one.pk: one for one in (area, *book.places.members(area), *_regions_in(book, area))}
    for (indicator_id, area_id, month), versions in _versions(book).items():
        if indicator_id in goals and area_id in areas and month <= book.choice.as_of:
            found = _change(versions, since)
            if found is not None:
                yield _Change(areas[area_id], goals[indicator_id], month, *found)


def _regions_in(book: Book, area: Area) -> tuple[Area, ...]:
    """The country's regions, of which the source may publish figures of their own."""
    return book.places.regions if area.level == Area.Level.COUNTRY else ()


def _versions(book: Book) -> Mapping[Spot, list[Released]]:
    """A municipality's released versions are read with its page; of others those of what has changed."""
    return book.yearbook.released or book.yearbook.changed


def _change(versions: list[Released], since: datetime) -> tuple[Replacement, Replacement] | None:
    """What stood at `since` and what stands now; None for a figure not released then, and where both say the
    same number."""
    ordered = sorted(versions, key=lambda one: one.version)
    before = [one for one in ordered if one.recorded_at <= since][-1:]
    made = latest_replacement([*before, ordered[-1]])
    latest = latest_replacement(ordered)
    if not before or made is None or latest is None:
        return None
    how = replace(latest, before=made.before)
    return how, replace(latest, before=ordered[-1].point)


def _order(change: _Change) -> tuple[object, ...]:
    """The newest first."""
    return (-change.before.recorded_at.timestamp(), change.goal.number, change.area.sort_key, change.month)


_Place = tuple[int, int, Month]
"""The ids of a goal and of an area, and the newest month changed."""


def _statuses_before(book: Book, changes: Collection[_Change]) -> dict[_Place, StatusWords]:
    """The statuses that the figures of then would give now, where they are others."""
    points: dict[tuple[Goal, Area], dict[Month, Point]] = defaultdict(dict)
    for one in changes:
        points[one.goal, one.area][one.month] = one.before.before
    return {
        (goal.pk, area.pk, max(then)): status
        for (goal, area), then in points.items()
        if (status := _status_with(book, goal, area, then)) is not None
    }


def _status_with(book: Book, goal: Goal, area: Area, then: Mapping[Month, Point]) -> StatusWords | None:
    line, progress = book.line(area, goal), book.progress(area, goal)
    if progress.preliminary:
        return None
    points = ChainMap(dict(then), cast(dict[Month, Point], line.points))
    line_then = Line(line.measure, points, line.members, line.area_ids, line.past)
    result = progress_of(line_then, book.promise(area, goal), book.choice.year, book.choice.as_of)
    seen = as_seen_by(book.reader, result, line_then)
    if seen.status == progress.status or "status" in seen.hidden | progress.hidden:
        return None
    return wording.status_words(seen, book.awaited(area, goal) if waits(seen) else None)


def _row(book: Book, change: _Change, statuses: Mapping[_Place, StatusWords]) -> ChangedRow:
    area, goal, month, before, after = change
    line = book.line(area, goal)
    is_hidden = any(one.is_hidden_from(book.reader, line, month) for one in (before, after))
    status = None if is_hidden else statuses.get((goal.pk, area.pk, month))
    return ChangedRow(
        area=area,
        address=area.get_absolute_url() + book.query,
        goal=f"{goal.number} {goal.short_name}",
        period=month.window_label(line.measure.window),
        before=HIDDEN if is_hidden else stood(before, line, month, book.reader),
        now=HIDDEN if is_hidden else stood(after, line, month, book.reader),
        how=changed_how(before, book.choice.year),
        status=(status, status_of(book, area, goal)) if status else None,
    )
