"""What a block would change: old and new of each number, and what was not understood. Nothing is written."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from goals.blocks.dialect import Decided, Written, decide, read_number
from goals.blocks.frame import DENOMINATOR, NUMERATOR, VALUE, Frame
from goals.blocks.layout import lay_out
from goals.blocks.places import Cell, Fault, Skipped, where
from goals.blocks.reading import Table
from goals.contents import FigureEntry, normalised, problems_of
from goals.forms.words import figure_text
from goals.models import Figure, FigureState, Indicator
from goals.months import Month, today
from goals.numbers import NumberError
from jobcentres.changes import canonical_json
from jobcentres.models import Area

Key = tuple[int, int, Month]
"""The ids of a municipality and an indicator, and the month."""


class Kind(StrEnum):
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Row:
    """One number: what stands there, and what would stand there."""

    kind: Kind
    entry: FigureEntry
    before: str
    after: str
    note: str = ""

    @property
    def municipality(self) -> Area:
        return self.entry.area

    @property
    def indicator(self) -> Indicator:
        return self.entry.indicator

    @property
    def month(self) -> Month:
        return self.entry.month


@dataclass(frozen=True)
class Problem:
    """Something that was not understood or breaks a rule; nothing can be saved before it is put right."""

    place: str
    written: str
    reason: str
    about: str = ""
    position: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Preview:
    rows: Sequence[Row]
    problems: Sequence[Problem]
    skipped: Sequence[Skipped]
    decided: Decided
    swappable: Sequence[Indicator] = ()
    swapped: frozenset[str] = field(default_factory=frozenset)

    def of(self, kind: Kind) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]

    @cached_property
    def entries(self) -> list[FigureEntry]:
        """What would be recorded, each with the version of the figure that it replaces."""
        return [row.entry for row in self.rows if row.kind in (Kind.NEW, Kind.CHANGED)]

    @property
    def is_undecided(self) -> bool:
        return self.decided.written is Written.UNDECIDED

    @property
    def can_be_saved(self) -> bool:
        return bool(self.entries) and not self.problems and not self.is_undecided

    @cached_property
    def seal(self) -> str:
        """The same for the same numbers in place of the same versions: only what was confirmed is saved."""
        said = [
            [
                *(entry.area.code, entry.indicator.code, str(entry.month), entry.expected_version),
                *map(str, (entry.value, entry.numerator, entry.denominator)),
            ]
            for entry in self.entries
        ]
        return hashlib.sha256(canonical_json(said)).hexdigest()


def preview(table: Table, frame: Frame, *, written: str = "", swapped: Iterable[str] = ()) -> Preview:
    """`written`: the chosen dialect; `swapped`: the codes of ratios whose two columns have changed places."""
    laid = lay_out(table, frame)
    swaps = frozenset(swapped)
    cells = [_swapped(cell) if cell.place.indicator.code in swaps else cell for cell in laid.cells]
    decided = decide(cells, written)
    judge = _Judge(frame, decided.written)
    if decided.written is not Written.UNDECIDED:
        judge.take(cells)
    return Preview(
        rows=judge.rows,
        problems=sorted(
            [*map(_of_fault, laid.faults), *judge.problems], key=lambda problem: problem.position
        ),
        skipped=laid.skipped,
        decided=decided,
        swappable=judge.swappable(),
        swapped=swaps,
    )


def _swapped(cell: Cell) -> Cell:
    other = {NUMERATOR: DENOMINATOR, DENOMINATOR: NUMERATOR}.get(cell.place.part, cell.place.part)
    return Cell(cell.row, cell.column, cell.text, cell.place._replace(part=other))


def _of_fault(fault: Fault) -> Problem:
    return Problem(
        where(fault.row, fault.column), fault.written, fault.reason, position=(fault.row, fault.column)
    )


class _Judge:
    def __init__(self, frame: Frame, written: Written) -> None:
        self.frame = frame
        self.written = written
        self.areas = {area.pk: place for place, area in enumerate(frame.municipalities)}
        self.goals = {(goal.goal_year.year, goal.indicator_id): goal.number for goal in frame.goals}
        self.today = today()
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.pairs: dict[Indicator, list[bool]] = defaultdict(list)

    def take(self, cells: Sequence[Cell]) -> None:
        by_figure: dict[Key, list[Cell]] = defaultdict(list)
        for cell in cells:
            place = cell.place
            by_figure[place.area.pk, place.indicator.pk, place.month].append(cell)
        standing = read_standing(by_figure)
        for key, group in by_figure.items():
            self._judge(group, standing.get(key))
        self.rows.sort(key=self._order)

    def _order(self, row: Row) -> tuple[int, int, Month]:
        goal = self.goals.get((row.month.year, row.indicator.pk), 0)
        return self.areas[row.municipality.pk], goal, row.month

    def _judge(self, cells: Sequence[Cell], standing: Figure | None) -> None:
        numbers = self._numbers(cells)
        if numbers is None:
            return
        entry = _entry(cells[0], numbers, standing)
        if entry.has_parts:
            self.pairs[entry.indicator].append((entry.numerator or 0) > (entry.denominator or 0))
        found = problems_of(entry, day=self.today)
        for problem in found[:1]:
            cell = next((cell for cell in cells if cell.place.part == problem.field), cells[0])
            self._refuse(cell, problem.message)
        if not found:
            self.rows.append(_row(normalised(entry), standing))

    def _numbers(self, cells: Sequence[Cell]) -> dict[str, Decimal] | None:
        """The group's numbers by part; None if one of them cannot be read."""
        numbers: dict[str, Decimal] = {}
        first: dict[str, Cell] = {}
        is_sound = True
        for cell in cells:
            part = cell.place.part
            earlier = first.setdefault(part, cell)
            if earlier is not cell:
                reason = _("The same number stands in %(place)s as well. Delete one of them.")
                self._refuse(cell, reason % {"place": where(earlier.row, earlier.column)})
                is_sound = False
                continue
            try:
                numbers[part] = read_number(cell, self.written)
            except NumberError as refusal:
                self._refuse(cell, _told(refusal))
                is_sound = False
        return numbers if is_sound else None

    def _refuse(self, cell: Cell, reason: str) -> None:
        place = cell.place
        several = len(self.frame.municipalities) > 1
        names = [self._field_name(cell), *([place.area.full_name] if several else []), place.month.label]
        place_text, position = where(cell.row, cell.column), (cell.row, cell.column)
        self.problems.append(Problem(place_text, cell.text, reason, ", ".join(names), position))

    def _field_name(self, cell: Cell) -> str:
        indicator = cell.place.indicator
        parts = {NUMERATOR: indicator.numerator_name, DENOMINATOR: indicator.denominator_name}
        return parts.get(cell.place.part) or indicator.name

    def swappable(self) -> list[Indicator]:
        """Ratios of which every pair of the block would be right the other way round."""
        return [indicator for indicator, pairs in self.pairs.items() if pairs and all(pairs)]


def read_standing(keys: Iterable[Key]) -> Mapping[Key, Figure]:
    """The figures that stand there, in one query."""
    wanted = set(keys)
    if not wanted:
        return {}
    months = [month for _area, _indicator, month in wanted]
    found = Figure.objects.filter(
        area__in={area for area, _indicator, _month in wanted},
        indicator__in={indicator for _area, indicator, _month in wanted},
        month__range=(min(months).first_day, max(months).first_day),
    )
    by_key = {(figure.area_id, figure.indicator_id, figure.month): figure for figure in found}
    return {key: figure for key, figure in by_key.items() if key in wanted}


def _entry(cell: Cell, numbers: Mapping[str, Decimal], standing: Figure | None) -> FigureEntry:
    """The pasted numbers; what the block leaves out stays, as it would in the fields of the page."""
    place = cell.place
    kept = dict(numbers)
    if standing is not None and standing.state == FigureState.REPORTED and place.indicator.is_ratio:
        names = (NUMERATOR, DENOMINATOR)
        if standing.numerator is not None and (VALUE in numbers or len(numbers) == 1):
            kept = {name: getattr(standing, name) for name in names} | kept
    return FigureEntry(
        indicator=place.indicator,
        area=place.area,
        month=place.month,
        value=kept.get(VALUE),
        numerator=kept.get(NUMERATOR),
        denominator=kept.get(DENOMINATOR),
        source_kind=standing.source_kind if standing else place.indicator.source_kind,
        source=standing.source if standing else "",
        expected_version=standing.version if standing else 0,
    )


def _row(entry: FigureEntry, standing: Figure | None) -> Row:
    after = figure_text(entry.indicator, entry)
    if standing is None or standing.state == FigureState.NOT_REPORTED:
        before, kind = _("no number"), Kind.NEW
    else:
        before = figure_text(entry.indicator, standing)
        kind = Kind.UNCHANGED if _says_the_same(entry, standing) else Kind.CHANGED
    if standing is not None and standing.is_locked and kind != Kind.UNCHANGED:
        note = _("The number has been released. Ask the employment region for a correction.")
        return Row(Kind.LOCKED, entry, before, after, note)
    return Row(kind, entry, before, after)


def _says_the_same(entry: FigureEntry, standing: Figure) -> bool:
    said = (entry.state, entry.value, entry.numerator, entry.denominator)
    stands = (standing.state, standing.value, standing.numerator, standing.denominator)
    return said == stands or (entry.has_parts and said[0] == stands[0] and said[2:] == stands[2:])


def _told(refusal: NumberError) -> str:
    """In a spreadsheet there are no states to choose, and no field to leave empty."""
    if refusal.code in {"dots", "cross"}:
        return _("This is no number. Leave the cell empty, and choose on the page why there is none.")
    if refusal.code == "unit":
        return _("Copy the number without the unit after it.")
    return refusal.message
