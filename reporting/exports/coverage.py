"""How many municipalities stand behind each total, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from goals.progress import Coverage
from jobcentres.models import Area
from reporting.exports.columns import COLUMNS
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.summaries import Book


@dataclass(frozen=True, slots=True)
class CoverageRow:
    area: Area
    goal: Goal
    covered: Coverage
    missing: tuple[Area, ...]

    @property
    def hidden(self) -> frozenset[str]:
        return frozenset()

    @property
    def share(self) -> Decimal | None:
        """In per cent; None where the area has no municipalities."""
        _month, reported, expected = self.covered
        return 100 * Decimal(reported) / expected if expected else None


COVERAGE_COLUMNS: Mapping[str, Column[CoverageRow]] = {
    **{name: PLACE_COLUMNS[name] for name in ("goal", "indicator", "level", "area", "area_name")},
    "coverage_month": COLUMNS["coverage_month"].of(lambda row: row.covered.month),
    "reported": COLUMNS["reported"].of(lambda row: row.covered.reported),
    "expected": COLUMNS["expected"].of(lambda row: row.covered.expected),
    "share": Column(
        lambda row: row.share,
        Kind.RATE,
        _("Coverage, per cent"),
        _("Municipalities with a figure in per cent of all of the area."),
        width=11,
    ),
    "missing": Column(
        lambda row: ", ".join(area.name for area in row.missing),
        Kind.TEXT,
        _("Missing municipalities"),
        _("The municipalities without what a total needs in that month."),
        width=60,
        is_long=True,
    ),
}


def coverage_rows(book: Book, areas: Sequence[Area]) -> Iterator[CoverageRow]:
    """Goal by goal: of the country and the regions among `areas`; of the municipalities if there are none."""
    groups = [area for area in areas if area.level != Area.Level.MUNICIPALITY]
    for goal in book.goals:
        for area in groups or areas:
            covered = book.progress(area, goal).coverage
            yield CoverageRow(area, goal, covered, _missing(book, area, goal, covered))


def _missing(book: Book, area: Area, goal: Goal, covered: Coverage) -> tuple[Area, ...]:
    if covered.month is None:
        return book.places.members(area)
    return tuple(
        member for member in book.places.members(area) if not book.line(member, goal).reported(covered.month)
    )
