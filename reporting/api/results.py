"""Summary, figures, revisions and coverage: the rows of the files, of which a page reads no more than it has.

A page's rows are told before anything is read. Only their areas and indicators are then loaded, in a fixed
number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from goals.models import Goal, Indicator
from goals.months import Month
from goals.series import Basis
from jobcentres.models import Area
from reporting.api.caller import Caller
from reporting.api.problems import Fault, Problem
from reporting.api.tables import Call, Chosen, Table, chosen_of
from reporting.api.years import goals_of, month_over
from reporting.exports.columns import COLUMNS
from reporting.exports.coverage import COVERAGE_COLUMNS, coverage_rows
from reporting.exports.extract import ALL_LEVELS, FIGURES, SUMMARY, Extract, Extracted
from reporting.exports.figures import FIGURE_COLUMNS, figure_rows
from reporting.exports.json_stat import json_stat
from reporting.exports.revisions import REVISION_COLUMNS, revision_rows
from reporting.places import Places
from reporting.summaries import Book, Choice, load

MOST_AT_ONCE = 25_000
"""Rows of what cannot be had page by page."""

R = TypeVar("R")


class Place(NamedTuple):
    """A row's place among all: its goal and area, and its month where rows have one."""

    goal: Goal
    area: Area
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the parameters choose, before any figure is read."""

    extract: Extract
    goals: tuple[Goal, ...]
    areas: tuple[Area, ...]
    places: Places
    caller: Caller

    @property
    def choice(self) -> Choice:
        return self.extract.choice

    @property
    def chosen(self) -> dict[str, str | int]:
        return chosen_of(self.choice)

    def load(self, rows: Iterable[Place]) -> Book:
        """The results of the goals and areas of these rows."""
        goals, areas = {row.goal.pk: row.goal for row in rows}, {row.area.code for row in rows}
        return load(
            self.choice,
            self.caller.reader,
            areas=sorted(areas),
            goals=tuple(goals.values()) or self.goals,
            places=self.places,
        )

    def whole(self) -> Extracted:
        """Everything at once."""
        codes = [area.code for area in self.areas]
        book = load(self.choice, self.caller.reader, areas=codes, goals=self.goals, places=self.places)
        return _Exactly(self.extract, book, self.areas)


class _Exactly(Extracted):
    """Of the areas found already."""

    def __init__(self, extract: Extract, book: Book, areas: tuple[Area, ...]) -> None:
        super().__init__(extract, book)
        self._areas = areas

    @property
    def areas(self) -> tuple[Area, ...]:
        return self._areas


def summary(call: Call) -> Table:
    wanted = read_wanted(call)
    page = Page.of(call, _areas(wanted.goals, wanted.areas))
    return Table(
        COLUMNS,
        page.rows_of(wanted, lambda book, areas: book.summaries(areas)),
        page.found,
        wanted.chosen,
        wanted.choice.known_on,
        cube=lambda: _cube(wanted, SUMMARY, page.found),
    )


def figures(call: Call) -> Table:
    wanted = read_wanted(call, since=call.asked.since)
    first = wanted.extract.first_month
    page = Page.of(call, _months(wanted, first))
    return Table(
        FIGURE_COLUMNS,
        page.rows_of(wanted, lambda book, areas: figure_rows(book, areas, first)),
        page.found,
        wanted.chosen | {"since": str(first)},
        wanted.choice.known_on,
        cube=lambda: _cube(wanted, FIGURES, page.found),
    )


def coverage(call: Call) -> Table:
    wanted = read_wanted(call)
    groups = tuple(area for area in wanted.areas if area.level != Area.Level.MUNICIPALITY)
    page = Page.of(call, _areas(wanted.goals, groups or wanted.areas))
    return Table(
        COVERAGE_COLUMNS,
        page.rows_of(wanted, coverage_rows),
        page.found,
        wanted.chosen,
        wanted.choice.known_on,
    )


def revisions(call: Call) -> Table:
    """How many there are is known only once all are read."""
    wanted = read_wanted(call, since=call.asked.since)
    _refuse_too_many(_months(wanted, wanted.extract.first_month).number)
    rows = list(revision_rows(wanted.whole()))
    chosen = wanted.chosen | {"since": str(wanted.extract.first_month)}
    return Table(REVISION_COLUMNS, rows[slice(*call.window)], len(rows), chosen, wanted.choice.known_on)


class Counted(NamedTuple):
    """Places, and how many they are."""

    rows: Iterable[Place]
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """The places of the rows on the page, of the `found` in all."""

    places: Sequence[Place]
    found: int

    @classmethod
    def of(cls, call: Call, places: Counted) -> Page:
        return cls(list(islice(places.rows, *call.window)), places.number)

    def rows_of(self, wanted: Wanted, rows: Callable[[Book, Sequence[Area]], Iterator[Any]]) -> Iterator[Any]:
        """Nothing is read where the page is empty."""
        if not self.places:
            return iter(())
        book = wanted.load(self.places)
        areas = tuple({place.area.pk: place.area for place in self.places}.values())
        in_order = [area for area in wanted.areas if area in areas]
        mine = {_key(place.goal, place.area, place.month) for place in self.places}
        return (
            row
            for row in rows(book, in_order)
            if _key(row.goal, row.area, row.month if self.places[0].month else None) in mine
        )


def _key(goal: Goal, area: Area, month: Month | None) -> tuple[int, int, Month | None]:
    return goal.pk, area.pk, month


def read_wanted(call: Call, since: Month | None = None) -> Wanted:
    """What the parameters choose. Raises `Problem` for what there is not, or is not for the caller; two
    queries."""
    asked, caller = call.asked, call.caller
    refuse_preliminary(caller, asked.basis)
    as_of = None if asked.as_of is None else month_over(asked.as_of, "as_of")
    goals = goals_of(asked.year or (as_of.year if as_of else None), asked.indicator, known_on=asked.known_on)
    choice = choice_of(call, goals[0].goal_year.year, as_of)
    extract = Extract(
        choice,
        asked.level or ALL_LEVELS,
        frozenset(asked.area),
        within=asked.within or "",
        indicators=frozenset(asked.indicator),
        figures_since=_first(choice, since),
    )
    places = Places.on(choice.as_of)
    for code in (*asked.area, *([asked.within] if asked.within else [])):
        places.of_code(code)
    areas = tuple(area for area in places.all if extract.wants(area, places.above(area)))
    return Wanted(extract, goals, areas, places, caller)


def choice_of(call: Call, year: int, as_of: Month | None) -> Choice:
    """With the moment of knowledge filled in. Without one in the parameters the months up to today count."""
    asked_for = Choice.of(year, as_of=as_of, known_on=call.asked.known_on, basis=call.asked.basis)
    return replace(asked_for, known_on=call.known_on)


def refuse_preliminary(caller: Caller, basis: str) -> None:
    if basis == Basis.PRELIMINARY and not caller.sees_preliminary:
        raise Problem(
            403,
            _("You see released figures only. Leave basis out, or use a key with your own rights."),
            faults=[Fault("basis", _("Preliminary figures are for the own jobcentre, region and ministry."))],
        )


def _first(choice: Choice, since: Month | None) -> Month | None:
    if since is not None and since > choice.as_of:
        told = {"month": str(choice.as_of)}
        raise Problem(
            404,
            _("The first month lies after the last."),
            faults=[Fault("since", _("Write %(month)s or an earlier month.") % told)],
        )
    return since


def _areas(goals: Sequence[Goal], areas: Sequence[Area]) -> Counted:
    return Counted((Place(goal, area) for goal in goals for area in areas), len(goals) * len(areas))


def _months(wanted: Wanted, first: Month) -> Counted:
    """Every month of every area; of what is counted by the year the Decembers. Counted, not yet listed:
    somebody may ask for a hundred years."""
    months = Month.range(first, wanted.choice.as_of)
    decembers = [month for month in months if month.is_december]
    own = [(goal, decembers if _is_yearly(goal) else months) for goal in wanted.goals]
    rows = (Place(goal, area, month) for goal, of_goal in own for area in wanted.areas for month in of_goal)
    return Counted(rows, sum(len(of_goal) for _goal, of_goal in own) * len(wanted.areas))


def _is_yearly(goal: Goal) -> bool:
    return goal.indicator.window == Indicator.Window.CALENDAR_YEAR


def _cube(wanted: Wanted, shape: str, found: int) -> Chosen:
    _refuse_too_many(found)
    extracted = wanted.whole()
    extracted.extract = replace(wanted.extract, shape=shape)
    return json_stat(extracted)


def _refuse_too_many(rows: int) -> None:
    if rows > MOST_AT_ONCE:
        told = {"rows": rows, "most": MOST_AT_ONCE}
        raise Problem(
            422,
            _("That is %(rows)s figures, and %(most)s at most can be had so. Choose fewer areas or months.")
            % told,
        )
