"""Which rows a file holds: the same for the command and for the page `/udtraek/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from goals.models import Goal
from goals.months import Month
from jobcentres.access import Reader
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.downloads import RowCount
from reporting.exports.coverage import CoverageRow, coverage_rows
from reporting.exports.figures import FigureRow, figure_rows
from reporting.places import Places
from reporting.summaries import Book, Choice, Summary, load

ALL_LEVELS = "all"
LEVELS = (*Area.Level.values, ALL_LEVELS)
LEVEL_WORDS = {
    Area.Level.COUNTRY.value: "landet",
    Area.Level.REGION.value: "regioner",
    Area.Level.MUNICIPALITY.value: "kommuner",
}
"""In the names of files and in addresses."""

SUMMARY, FIGURES, MATRIX, REVISIONS, RAW = "oversigt", "tal", "matrix", "revisioner", "raa"
"""The shapes of `reporting.exports.shapes`, as addresses, commands and the names of files say them."""

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Extract:
    """A choice, the part of its results that is wanted, and how that is laid out; no areas or indicators
    named means all. `within` is the code of a region whose municipalities alone are wanted.

    `figures_since`: the first month of all figures, None for January of the year before the goal year.
    `shape` is one of `reporting.exports.shapes.SHAPES`.
    """

    choice: Choice
    level: str = ALL_LEVELS
    areas: frozenset[str] = frozenset()
    within: str = ""
    indicators: frozenset[str] = frozenset()
    figures_since: Month | None = None
    shape: str = SUMMARY

    def read(self, reader: Reader, goals: tuple[Goal, ...] = (), places: Places | None = None) -> Extracted:
        """What `reader` may see. `goals` of the year and `places` of the last month counted, where they have
        been read already.

        Raises `NotThere` for a year, area or indicator unknown.
        """
        known = tuple(goal for goal in goals if goal.indicator.code in self.indicators or not self.indicators)
        book = load(
            self.choice,
            reader,
            areas=self.areas | ({self.within} - {""}) or None,
            indicators=self.indicators or None,
            goals=known or None,
            places=places,
        )
        return Extracted(self, book)

    @property
    def first_month(self) -> Month:
        """Of all figures, and of their revisions."""
        return self.figures_since or Month(self.choice.year - 1, 1)

    def wants(self, area: Area, above: Iterable[Area] = ()) -> bool:
        """`above`: the areas that hold it."""
        if self.within and self.within not in {one.code for one in above}:
            return False
        is_of_level = self.level in {ALL_LEVELS, area.level}
        return is_of_level and (not self.areas or area.code in self.areas)

    @property
    def file_name(self) -> str:
        """`Maaltal 2014-04 regioner kendt 2014-06-03`, without the ending."""
        choice = self.choice
        until = str(choice.as_of)
        parts = ["Maaltal", until if choice.as_of.year == choice.year else f"{choice.year} til {until}"]
        parts += [self.shape] if self.shape != SUMMARY else []
        parts += [LEVEL_WORDS[self.level]] if self.level in LEVEL_WORDS else []
        parts += ["i", self.within] if self.within else []
        parts += sorted(self.areas) if len(self.areas) <= MOST_NAMED else []
        parts += sorted(self.indicators) if len(self.indicators) <= MOST_NAMED else []
        if choice.known_on is not None:
            parts.append(f"kendt {choice.known_on.astimezone(COPENHAGEN):%Y-%m-%d}")
        return " ".join(parts)


class Extracted:
    """The results of an extract as one reader may see them. Everything is read but what stands beside all
    figures. `count` is how many rows a file of it has got so far."""

    def __init__(self, extract: Extract, book: Book) -> None:
        self.extract = extract
        self.book = book
        self.count = RowCount()

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The country, regions, municipalities, each in Danish order."""
        places = self.book.places
        return tuple(area for area in places.all if self.extract.wants(area, places.above(area)))

    def summaries(self) -> Iterator[Summary]:
        """Goal by goal, the areas in their order."""
        return self.book.summaries(self.areas)

    def figures(self) -> Iterator[FigureRow]:
        """In the same order, month by month."""
        return figure_rows(self.book, self.areas, self.extract.first_month)

    def coverage(self) -> Iterator[CoverageRow]:
        return coverage_rows(self.book, self.areas)
