"""Books of results written as short as a table, without a database, for the tests of the paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from goals.models import Goal, GoalYear, Indicator
from goals.months import Month
from goals.progress import Line, Measure, Point, Promise, Reader, Released
from goals.series import Basis, measure_of
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.comparisons import Comparisons
from reporting.paragraph import Paragraph, paragraph_of, part_of
from reporting.places import Clusters, Places
from reporting.summaries import Book, Choice
from reporting.yearbook import Record, Remark, SeriesMark, Yearbook
from tests.goals.progress_builders import MINISTRY, OUTSIDER, Written, month, point, promise

M1, M2, M3, M4 = "uddannelsesgrad", "foertidspension", "langtidsledige", "samarbejdsgrad"
KINDS = {
    M1: ("Unge i uddannelse", "percent", "up", "year_to_date"),
    M2: ("Førtidspension", "persons", "down", "rolling_12"),
    M3: ("Langtidsledige", "persons", "down", "month"),
    M4: ("Virksomhedssamarbejde", "percent", "up", "calendar_year"),
}
INSIDER = MINISTRY
AREA, REGION, COUNTRY = 1, 900, 1000


@dataclass(frozen=True)
class Given:
    """One goal: its figures by month, its target with baseline month and value, and what is due when.

    `before`: the number that everybody could read before, and since when the present one holds.
    """

    figures: Mapping[str, Written] = field(default_factory=dict)
    target: int | str | None = None
    baseline: tuple[str, int | str | None] | None = None
    due: Mapping[str, str] = field(default_factory=dict)
    unpublished: Sequence[str] = ()
    marks: Sequence[tuple[str, str, bool]] = ()
    before: Written | None = None
    changed_on: str = "2014-06-12"
    by_source: bool = True
    reason: str = ""
    submitted_on: str = ""
    entered_on: str = "2014-06-03"
    protects: Sequence[str] = ()
    """Months whose figure would give readers outside somebody's small count."""
    window: str = ""
    """Another than that of the goals of 2014."""
    others: Mapping[str, Mapping[str, Written]] = field(default_factory=dict)
    """The figures of the other municipalities of the region, by their names."""


@dataclass(frozen=True)
class World:
    place: str = "Sorø"
    as_of: str = "2014-05"
    today: str = "2014-06-12"
    region: str = "Østdanmark"

    def book(self, goals: Mapping[str, Given], reader: Reader = OUTSIDER, basis: str = "approved") -> Book:
        """Of the place and its region, as a page reads it."""
        rows = tuple(
            _goal(code, place, goals[code]) for place, code in enumerate(KINDS, start=1) if code in goals
        )
        measures = {row.indicator_id: _measure(row, goals[row.indicator.code]) for row in rows}
        areas = self.areas(goals)
        book = Book(
            choice=Choice(
                month(self.as_of).year, month(self.as_of), _moment(f"{self.today}T13:00"), Basis(basis)
            ),
            reader=reader,
            places=Places(areas),
            goals=rows,
            measures=measures,
            yearbook=_yearbook(rows, goals),
            promises=_promises(rows, goals),
            series=Points(rows, goals, {area.name: area.pk for area in areas}),  # type: ignore[arg-type]
            area_ids=frozenset(area.pk for area in areas),
        )
        book.__dict__["_clusters"] = Clusters({})
        return book

    def areas(self, goals: Mapping[str, Given]) -> list[Area]:
        country = _area(COUNTRY, "DK", "Hele landet", "country")
        region = _area(REGION, "HS", self.region, "region", country)
        names = sorted({name for given in goals.values() for name in given.others})
        others = [_area(pk, f"{pk:04}", name, "municipality", region) for pk, name in enumerate(names, 2)]
        return [country, region, _area(AREA, "0001", self.place, "municipality", region), *others]

    def paragraph(
        self,
        goals: Mapping[str, Given],
        *,
        reader: Reader = OUTSIDER,
        about: Sequence[str] | None = None,
        basis: str = "approved",
    ) -> Paragraph:
        """Of all the goals, or its details of only those named."""
        book = self.book(goals, reader, basis)
        chosen = None if about is None else [goal for goal in book.goals if goal.indicator.code in about]
        return paragraph_of(book, book.places.of_id(AREA), about=chosen)

    def part(self, code: str, given: Given, *, reader: Reader = OUTSIDER) -> Paragraph:
        """Of one goal alone."""
        book = self.book({code: given}, reader)
        area = book.places.of_id(AREA)
        return part_of(book, area, book.goals[0], comparisons=Comparisons(book, [area]))


class Points:
    """Stands where a book keeps what it read from the database."""

    def __init__(self, rows: Sequence[Goal], goals: Mapping[str, Given], ids: Mapping[str, int]) -> None:
        self._points: dict[tuple[int, int], dict[Month, Point]] = {}
        self._protected: set[tuple[int, int, Month]] = set()
        for row in rows:
            given = goals[row.indicator.code]
            self._protected |= {(row.indicator_id, AREA, month(text)) for text in given.protects}
            self._points[row.indicator_id, AREA] = _points(given.figures)
            for name, figures in given.others.items():
                self._points[row.indicator_id, ids[name]] = _points(figures)

    def area(self, measure: Measure, area_id: int) -> Line:
        points = self._points.get((measure.id, area_id), {})
        return Line(measure, points, area_ids=frozenset({area_id}), discretion=self)  # type: ignore[arg-type]

    def hides(self, measure: Measure, area_id: int, month: Month) -> bool:
        return (measure.id, area_id, month) in self._protected

    def hides_parts(self, *_of: object) -> bool:
        return False

    hides_total = hides_parts

    def group(self, measure: Measure, member_ids: Sequence[int], area_id: int | None = None) -> Line:
        own = frozenset(member_ids) if area_id is None else frozenset({area_id})
        return Line(measure, {}, [self.area(measure, pk) for pk in member_ids], own)


def _points(figures: Mapping[str, Written]) -> dict[Month, Point]:
    return {month(text): point(written) for text, written in figures.items()}


def _area(pk: int, code: str, name: str, level: str, parent: Area | None = None) -> Area:
    return Area(pk=pk, code=code, name=name, level=level, parent=parent, sort_key=name.lower(), slug=name)


def _goal(code: str, place: int, given: Given) -> Goal:
    name, unit, direction, window = KINDS[code]
    decimals = 1 if unit == "percent" else 0
    indicator = Indicator(
        pk=place,
        code=code,
        unit=unit,
        direction=direction,
        window=given.window or window,
        decimals=decimals,
        tolerance="0.02",
    )
    return Goal(pk=place, number=place, goal_year=GoalYear(year=2014), indicator=indicator, short_name=name)


def _measure(row: Goal, given: Given) -> Measure:
    return measure_of(row.indicator, [month(text) for text, _name, is_break in given.marks if is_break])


def _promises(rows: Sequence[Goal], goals: Mapping[str, Given]) -> dict[tuple[int, int], Promise]:
    found = {}
    for row in rows:
        given = goals[row.indicator.code]
        if given.target is not None:
            found[row.indicator_id, AREA] = promise(given.target, *(given.baseline or ()))
    return found


def _yearbook(rows: Sequence[Goal], goals: Mapping[str, Given]) -> Yearbook:
    book = Yearbook()
    for row in rows:
        given, pk = goals[row.indicator.code], row.indicator_id
        book.marks[pk] = [SeriesMark(month(text), name, is_break) for text, name, is_break in given.marks]
        for text, day in given.due.items():
            book.deadlines[pk, month(text)] = _moment(f"{day}T12:00")
        for text in given.unpublished:
            book.remarks[pk, AREA, month(text)] = Remark("", True)
        if given.figures:
            _note_versions(book, pk, given)
    return book


def _note_versions(book: Yearbook, pk: int, given: Given) -> None:
    newest = max(given.figures)
    spot = (pk, AREA, month(newest))
    entered = _moment(f"{given.entered_on}T10:00")
    book.records[spot] = [Record(2, True, entered, "typed", "jobindsats", "", None)]
    if given.submitted_on:
        book.submitted[spot] = {2: _moment(f"{given.submitted_on}T10:00")}
    if given.before is not None:
        changed = _moment(f"{given.changed_on}T08:00")
        book.released[spot] = [
            Released(1, entered, given.by_source, point(given.before)),
            Released(2, changed, given.by_source, point(given.figures[newest])),
        ]
        book.reasons[spot] = {changed: given.reason}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=COPENHAGEN)


def in_months(earlier: Written | None, latest: Written, last: str) -> dict[str, Written]:
    """The latest figure, and that of the year before."""
    year, number = last.split("-")
    before = {} if earlier is None else {f"{int(year) - 1}-{number}": earlier}
    return {**before, last: latest}


def in_april(earlier: Written | None, latest: Written, target: int | str = "24.0", **more: object) -> Given:
    """Young people in education: the benchmark for April is a third of the target."""
    return Given(in_months(earlier, latest, "2014-04"), target, **more)  # type: ignore[arg-type]


def pensions(earlier: Written | None, latest: Written, target: int = 50, **more: object) -> Given:
    """In the twelve months up to May, from 62 in December: with the usual target the benchmark is 57."""
    return Given(in_months(earlier, latest, "2014-05"), target, ("2013-12", 62), **more)  # type: ignore[arg-type]


def unemployed(earlier: Written | None, latest: Written, target: int = 170, **more: object) -> Given:
    """In April, from 206 in December: with the usual target the benchmark is 194."""
    return Given(in_months(earlier, latest, "2014-04"), target, ("2013-12", 206), **more)  # type: ignore[arg-type]


def companies(
    earlier: Written | None, latest: Written, target: str | None = "35.0", year: int = 2013, **more: object
) -> Given:
    """Of a whole year."""
    return Given(in_months(earlier, latest, f"{year}-12"), target, **more)  # type: ignore[arg-type]


class Case(NamedTuple):
    """What a paragraph says of these goals."""

    goals: Mapping[str, Given]
    said: str
    world: World = World()
    reader: Reader = OUTSIDER
    basis: str = "approved"

    @property
    def text(self) -> str:
        return self.world.paragraph(self.goals, reader=self.reader, basis=self.basis).text


IN_FEBRUARY = World(as_of="2014-12", today="2015-02-10")
"""When the first results of the year are there."""
