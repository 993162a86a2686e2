"""Which figures have been reported at all, whatever the basis, and which are due: that they exist, never what
they say. One query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from goals import calendar
from goals.models import (
    Deadline,
    Figure,
    FigureRevision,
    FigureState,
    Goal,
    Indicator,
    ReturnEvent,
    ReturnLine,
    SentMail,
    SubmittedLine,
)
from goals.months import Month, now
from goals.plain_columns import PlainInteger, WrittenMonths
from goals.returns.delivered import REMINDERS
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from jobcentres.remembered import Remembered

Place = tuple[int, int, Month]
"""The ids of an indicator and of an area, and the month."""


class Due(NamedTuple):
    """A month's figure: when its source should have it, and by when it must be reported."""

    expected_on: date
    due_at: datetime


class Open(NamedTuple):
    """A figure that somebody must still report, or report anew."""

    goal: Goal
    area: Area
    month: Month
    due_at: datetime
    is_sent_back: bool
    is_overdue: bool


@dataclass(slots=True)
class Reported:
    """`updated`: when the newest released figure of an indicator was recorded."""

    versions: dict[Place, int] = field(default_factory=dict)
    released: set[Place] = field(default_factory=set)
    entered: set[Place] = field(default_factory=set)
    """not released as they stand, and not submitted"""
    unpublished: set[Place] = field(default_factory=set)
    sent_back: set[Place] = field(default_factory=set)
    updated: dict[int, datetime] = field(default_factory=dict)
    reminders: dict[str, datetime] | None = None
    """The last that went out, by occasion: a deadline and a jobcentre. None if they were not asked for."""
    known_on: datetime | None = None
    _deadlines: dict[tuple[int, Month], Due] = field(default_factory=dict)
    _answers: dict[Place, tuple[int, int, str]] = field(default_factory=dict)
    _months: WrittenMonths = field(default_factory=WrittenMonths)

    @classmethod
    def read(
        cls,
        indicator_ids: Collection[int],
        area_ids: Collection[int],
        first: Month,
        last: Month,
        *,
        known_on: datetime | None = None,
        reminded: Collection[str] = (),
    ) -> Reported:
        """Of the indicators and areas, for the months from `first` to `last`; and when the jobcentres with
        these slugs were `reminded` of each deadline.

        As it stood at `known_on` it tells what was reported and released; not what had been sent back.
        What stands now is kept until something is recorded; mails go out beside the chain.
        """
        if known_on is not None:
            found = cls(known_on=known_on)
            found._read_then(indicator_ids, area_ids, (first, last), known_on)
            return found
        if reminded:
            return cls._read_now(indicator_ids, area_ids, (first, last), reminded)
        key = (frozenset(indicator_ids), frozenset(area_ids), first, last)
        return _remembered.of(key, lambda: cls._read_now(indicator_ids, area_ids, (first, last)))

    @classmethod
    def _read_now(
        cls,
        indicator_ids: Collection[int],
        area_ids: Collection[int],
        months: tuple[Month, Month],
        reminded: Collection[str] = (),
    ) -> Reported:
        found = cls(reminders={} if reminded else None)
        figures = Figure.objects.filter(
            indicator__in=indicator_ids, area__in=area_ids, month__range=months
        ).exclude(state=FigureState.NOT_REPORTED)
        lines = ReturnLine.objects.filter(
            indicator__in=indicator_ids,
            municipality__in=area_ids,
            monthly_return__month__range=months,
            state=ReturnLine.State.NOT_PUBLISHED,
        )
        answers = SubmittedLine.objects.filter(
            figure__indicator__in=indicator_ids, figure__area__in=area_ids, figure__month__range=months
        ).exclude(outcome=SubmittedLine.Outcome.APPROVED)
        parts = (
            _deadlines(Deadline.objects.filter(indicator__in=indicator_ids, month__range=months)),
            _figures(figures),
            _updated(figures),
            _rows(lines, "unpublished", "monthly_return__month", area="municipality_id"),
            _answers(answers),
            *([_reminders(reminded, months[0])] if reminded else []),
        )
        for kind, *content in parts[0].union(*parts[1:], all=True):
            found._add(kind, *content)
        found._note_answers()
        return found

    def _read_then(
        self,
        indicator_ids: Collection[int],
        area_ids: Collection[int],
        months: tuple[Month, Month],
        known_on: datetime,
    ) -> None:
        """The same from what was recorded up to `known_on`, event after event."""
        revisions = FigureRevision.objects.filter(
            figure__indicator__in=indicator_ids,
            figure__area__in=area_ids,
            figure__month__range=months,
            change__recorded_at__lte=known_on,
        )
        states = ReturnEvent.objects.filter(
            indicator__in=indicator_ids,
            municipality__in=area_ids,
            monthly_return__month__range=months,
            kind=ReturnEvent.Kind.LINE_STATE,
            change__recorded_at__lte=known_on,
        )
        deadlines = _deadlines(Deadline.objects.filter(indicator__in=indicator_ids, month__range=months))
        rows = deadlines.union(_revisions(revisions), _line_states(states), all=True)
        for kind, *content in sorted(rows, key=lambda row: row[_NUMBER]):
            self._add(kind, *content)

    def due(self, indicator: Indicator, month: Month) -> Due:
        return self._deadlines.get((indicator.pk, month)) or Due(
            calendar.expected_on(indicator, month), calendar.due_at(indicator, month)
        )

    def open(self, goal: Goal, areas: Collection[Area], months: Collection[Month]) -> Iterator[Open]:
        """What is due by now and not reported, or sent back, month by month in the areas' order."""
        moment = self.known_on or now()
        day = moment.astimezone(COPENHAGEN).date()
        for month in months:
            if month.last_day >= day or not calendar.is_counted(goal.indicator, month):
                continue
            due = self.due(goal.indicator, month)
            for area in (one for one in areas if goal.asks_of(one.pk, month)):
                place = (goal.indicator_id, area.pk, month)
                is_missing = place not in self.versions and place not in self.unpublished
                if place in self.sent_back or (is_missing and due.expected_on <= day):
                    yield Open(
                        goal, area, month, due.due_at, place in self.sent_back, is_overdue=due.due_at < moment
                    )

    def to_submit(self, goal: Goal, areas: Collection[Area]) -> list[Month]:
        """The months of the goal's figures that are entered and not submitted."""
        ids = {area.pk for area in areas}
        year = goal.goal_year.year
        return [
            month
            for indicator, area, month in self.entered
            if indicator == goal.indicator_id and area in ids and month.year == year
        ]

    def _add(self, kind: str, indicator: int, area: int, month: str, *content: Any) -> None:
        at = self._months[month]
        place, (word, number, order, day, moment) = (indicator, area, at), content
        match kind:
            case "figure":
                self._add_figure(place, number, order)
            case "updated" if moment is not None:
                self.updated[indicator] = moment
            case "deadline":
                self._deadlines[indicator, at] = Due(day, moment)
            case "revision":
                self._add_revision(place, number, word, is_approved=bool(order), moment=moment)
            case "state" if word != ReturnLine.State.NOT_PUBLISHED:
                self.unpublished.discard(place)
            case "unpublished" | "state":
                self.unpublished.add(place)
            case "reminder" if self.reminders is not None:
                self.reminders[word] = max(moment, self.reminders.get(word, moment))
            case "answer":
                self._answers[place] = max((order, number, word), self._answers.get(place, (0, 0, "")))

    def _add_figure(self, place: Place, version: int, released: int) -> None:
        self.versions[place] = version
        if released:
            self.released.add(place)
        if released != version:
            self.entered.add(place)

    def _add_revision(
        self, place: Place, version: int, state: str, *, is_approved: bool, moment: datetime
    ) -> None:
        if state == FigureState.NOT_REPORTED:
            self.versions.pop(place, None)
        else:
            self.versions[place] = version
        if is_approved:
            self.released.add(place)
            self.entered.discard(place)
            self.updated[place[0]] = max(moment, self.updated.get(place[0], moment))
        else:
            self.entered.add(place)

    def _note_answers(self) -> None:
        """Of what stands as it was submitted; what was released since, even by another way, is settled."""
        for place, (_order, version, outcome) in self._answers.items():
            if version == self.versions.get(place) and place in self.entered:
                self.entered.remove(place)
                if outcome == SubmittedLine.Outcome.SENT_BACK:
                    self.sent_back.add(place)


_remembered: Remembered[tuple[frozenset[int], frozenset[int], Month, Month], Reported] = Remembered(8)

_NUMBER = 5
"""Where a row has its version or the number of its change: kind, indicator, area, month, word, number."""

_EMPTY: dict[str, Any] = {
    "word": Cast(Value(""), models.TextField()),
    "number": Cast(Value(0), PlainInteger()),
    "order": Cast(Value(0), PlainInteger()),
    "day": Cast(Value(None), models.DateField()),
    "moment": Cast(Value(None), models.DateTimeField()),
}


def _rows(
    rows: QuerySet[Any],
    kind: str,
    month: str | Value,
    *,
    indicator: str = "indicator_id",
    area: str | None = None,
    **content: Any,
) -> Any:
    """The columns of `_add`, in one shape for all parts of the union. Numbers and months come past Django's
    converters, which would cost more than the query."""
    columns = {
        "row_kind": Cast(Value(kind), models.TextField()),
        "row_indicator": F(indicator),
        "row_area": F(area) if area else Cast(Value(0), PlainInteger()),
        "row_month": Cast(month, models.CharField()),
    } | {f"row_{name}": value for name, value in (_EMPTY | content).items()}
    return rows.order_by().annotate(**columns).values_list(*columns)


def _deadlines(rows: QuerySet[Any]) -> Any:
    return _rows(rows, "deadline", "month", day=F("expected_on"), moment=F("due_at"))


def _figures(rows: QuerySet[Any]) -> Any:
    return _rows(rows, "figure", "month", area="area_id", number=F("version"), order=F("approved_version"))


def _updated(rows: QuerySet[Any]) -> Any:
    """One row for each indicator."""
    released = Q(revisions__is_approved=True)
    newest = Max("revisions__change__recorded_at", filter=released)
    return _rows(rows.order_by().values("indicator_id"), "updated", Value("1900-01-01"), moment=newest)


def _revisions(rows: QuerySet[Any]) -> Any:
    approved = Case(When(is_approved=True, then=Value(1)), default=Value(0))
    return _rows(
        rows,
        "revision",
        "figure__month",
        indicator="figure__indicator_id",
        area="figure__area_id",
        word=Cast("state", models.TextField()),
        number=F("version"),
        order=approved,
        moment=F("change__recorded_at"),
    )


def _line_states(rows: QuerySet[Any]) -> Any:
    return _rows(
        rows,
        "state",
        "monthly_return__month",
        area="municipality_id",
        word=Cast("new", models.TextField()),
        number=F("change__number"),
    )


def _reminders(slugs: Collection[str], first: Month) -> Any:
    """An occasion begins with the day of the deadline."""
    rows = SentMail.objects.filter(
        kind__in=REMINDERS,
        sent_at__isnull=False,
        jobcentre__slug__in=slugs,
        occasion__gte=str(first),
    )
    return _rows(
        rows,
        "reminder",
        "begun_at",
        indicator="jobcentre_id",
        word=Cast("occasion", models.TextField()),
        moment=F("sent_at"),
    )


def _answers(rows: QuerySet[Any]) -> Any:
    return _rows(
        rows,
        "answer",
        "figure__month",
        indicator="figure__indicator_id",
        area="figure__area_id",
        word=Cast("outcome", models.TextField()),
        number=F("figure_version"),
        order=F("submission__number"),
    )
