"""Where each number of a block belongs: by the names around it, else by the field it was pasted into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from django.utils.translation import gettext as _

from goals.blocks.axes import Mark, Spot, counted, is_name, read_axes
from goals.blocks.frame import VALUE, Frame, Input
from goals.blocks.labels import Label, Vocabulary, joined, over
from goals.blocks.new_year import runs_over_new_year
from goals.blocks.places import Cell, Fault, Layout, Place, Skipped
from goals.blocks.reading import Table
from goals.models import Indicator
from goals.months import Month

_EXPLAINED = 100


def lay_out(table: Table, frame: Frame) -> Layout:
    vocabulary = Vocabulary(frame)
    return _Layer(frame, vocabulary, read_axes(table, vocabulary.is_own_code)).lay_out()


class _NotUnderstood(Exception):
    """`str()` says why a number has no place, and what to do."""


class _LeftOut(Exception):
    """A number that a name shows not to be for this sheet."""

    def __init__(self, facet: str, reason: str) -> None:
        super().__init__(reason)
        self.facet = facet


class _Layer:
    def __init__(self, frame: Frame, vocabulary: Vocabulary, spots: Sequence[Spot]) -> None:
        self.frame = frame
        self.vocabulary = vocabulary
        self.spots = spots
        self.size = counted(spots)
        self.beside = self._label_of({mark for spot in spots for mark in spot.beside})
        self.over = self._label_of({mark for spot in spots for mark in spot.over})
        self.around = self._label_of({mark for spot in spots for mark in spot.around})
        self.lines_of_areas, self.lines_of_indicators = self._lines_of("area"), self._lines_of("indicator")
        self.misspelled = self._misspelled()
        self.has_beside = any(label.says_something for label in self.beside.values())
        self.has_over = any(label.says_something for label in self.over.values())
        self.has_area = self._says("area")
        self.has_indicator = self._says("indicator")
        self.has_month = self._says("number")
        self.faults: dict[tuple[int, int], Fault] = {}
        self.skipped: dict[tuple[int, int], Skipped] = {}

    def _label_of(self, marks: set[Mark]) -> dict[Mark, Label]:
        return {mark: self.vocabulary.read(mark.text) for mark in marks}

    def _says(self, facet: str) -> bool:
        known = (*self.beside.values(), *self.over.values(), *self.around.values())
        return any(getattr(label, facet) for label in known)

    def lay_out(self) -> Layout:
        cells = list(self._without_turning_years(list(self._cells())))
        faults = sorted(self.faults.values())
        return Layout(cells, faults, sorted(self.skipped.values()))

    def _cells(self) -> Iterator[Cell]:
        for spot in self.spots:
            try:
                cell = self._cell(spot)
            except _NotUnderstood as refusal:
                self._fault(spot.row, spot.column, spot.text, str(refusal))
            except _LeftOut as refusal:
                self._skip(spot, refusal.facet, str(refusal))
            else:
                if cell is not None:
                    yield cell

    def _cell(self, spot: Spot) -> Cell | None:
        if self._is_aside(spot) or self._has_unknown(spot):
            return None
        beside = joined(self.beside[mark] for mark in spot.beside)
        above = joined(self.over[mark] for mark in spot.over)
        own = joined([beside, above]) if beside is not None and above is not None else None
        if own is None:
            reason = _("The names beside and over this number contradict each other.")
            raise _NotUnderstood(reason)
        if is_name(spot.text):
            reason = _("A number should stand here. Names stand to the left of the numbers and over them.")
            raise _NotUnderstood(reason)
        if own.is_sum:
            raise _LeftOut("is_sum", _("A sum is not entered: the system adds up itself."))
        return self._placed(spot, self._with_position(spot, over(own, self._around(spot))))

    def _is_aside(self, spot: Spot) -> bool:
        """Whether it stands under a heading that asks for no number, whatever else the names say."""
        labels = [*(self.beside[mark] for mark in spot.beside), *(self.over[mark] for mark in spot.over)]
        return any(label.is_aside for label in labels)

    # What was not understood

    def _has_unknown(self, spot: Spot) -> bool:
        marks = [
            *((mark, self.beside) for mark in spot.beside),
            *((mark, self.over) for mark in spot.over),
        ]
        unknown = [(mark, labels) for mark, labels in marks if labels[mark].unknown]
        unknown += [(mark, self.around) for mark in spot.around if mark in self.misspelled]
        for mark, labels in unknown:
            if (mark.row, mark.column) not in self.faults:
                reason = _("This name is not known.")
                if len(self.faults) < _EXPLAINED:  # looking for the nearest name is slow
                    reason = self.vocabulary.reason(mark.text, is_area=self._is_area(mark, labels))
                self._fault(mark.row, mark.column, mark.text, reason)
        return bool(unknown)

    def _misspelled(self) -> set[Mark]:
        """A title may say anything; but the name of a municipality with a letter too many is no title."""
        unknown = (mark for mark, label in self.around.items() if label.unknown)
        return {mark for mark in unknown if self.vocabulary.is_near_own_area(mark.text)}

    def _is_area(self, mark: Mark, labels: dict[Mark, Label]) -> bool | None:
        """Whether a name stands among municipalities; None if its neighbours do not tell."""
        line = ("column", mark.column) if labels is self.beside else ("row", mark.row)
        if labels is self.around or line in self.lines_of_areas:
            return True
        if line in self.lines_of_indicators:
            return False
        return False if self.has_area and not self.has_indicator else None

    def _lines_of(self, facet: str) -> set[tuple[str, int]]:
        """The columns of names, and the rows over the numbers, in which one of them says this."""
        columns = {("column", mark.column) for mark, label in self.beside.items() if getattr(label, facet)}
        return columns | {("row", mark.row) for mark, label in self.over.items() if getattr(label, facet)}

    def _fault(self, row: int, column: int, written: str, reason: str) -> None:
        self.faults.setdefault((row, column), Fault(row, column, written, reason))

    def _skip(self, spot: Spot, facet: str, reason: str) -> None:
        marks = [(mark, self.beside[mark]) for mark in spot.beside]
        marks += [(mark, self.over[mark]) for mark in spot.over]
        marks += [(mark, self.around[mark]) for mark in spot.around[::-1]]
        mark = next((mark for mark, label in marks if getattr(label, facet)), Mark(spot.row, spot.column, ""))
        key = mark.row, mark.column
        count = self.skipped[key].count + 1 if key in self.skipped else 1
        self.skipped[key] = Skipped(mark.row, mark.column, mark.text, reason, count)

    # What names do not say

    def _around(self, spot: Spot) -> Label:
        """Titles and headings, the nearest first; a sum among them is not about the rows below it."""
        said = [replace(self.around[mark], is_sum=False, unknown="") for mark in spot.around]
        return reduce(lambda older, newer: over(newer, older), said, Label())

    def _with_position(self, spot: Spot, label: Label) -> Label:
        """The first names, then the place on the sheet."""
        for is_free, steps, count, is_down in (
            (not self.has_beside, spot.down, self.size.rows, True),
            (not self.has_over, spot.across, self.size.columns, False),
        ):
            if is_free:
                label = self._along(steps, count, is_down=is_down, label=label)
        return label

    def _along(self, steps: int, count: int, *, is_down: bool, label: Label) -> Label:
        """What the sheet has `steps` further on, if the names along this side say nothing."""
        if self._counts_months(count, is_down=is_down):
            month = self.frame.first_month.plus(steps)
            return over(label, Label(number=month.number, year=month.year))
        if count == 1 and not (self._has_no_names and is_down == (self.size.rows >= self.size.columns)):
            return label
        choices = self._choices(label)
        if not choices:
            reason = _("Copy the names over and beside the numbers as well, so that each has its place.")
            raise _NotUnderstood(reason)
        if steps >= len(choices):
            reason = _("The sheet has no more fields here. Copy the names of the rows and columns as well.")
            raise _NotUnderstood(reason)
        return over(label, choices[steps])

    @property
    def _has_no_names(self) -> bool:
        return not self.has_beside and not self.has_over

    def _counts_months(self, count: int, *, is_down: bool) -> bool:
        """On the page of a year the rows without names are months, unless names say the months."""
        if self.frame.month or self.has_month:
            return False
        return is_down or (count > 1 and self.has_indicator)

    def _choices(self, label: Label) -> list[Label]:
        """The fields of the sheet in their order, of which the names leave some open."""
        if label.indicator and not self.has_indicator:
            return []  # the rows have been placed one by one already
        if not self.has_indicator and not self.has_area:
            return [_label_of_input(one) for one in self.frame.inputs_from_start()]
        if not self.has_indicator:
            area = label.area or self.frame.area
            of_area = [one for one in self.frame.inputs if area is None or one.area == area]
            return [replace(_label_of_input(one), area=None) for one in _from_start(of_area, self.frame)]
        if not self.has_area:
            return [Label(area=area) for area in self.frame.areas_from_start()]
        return []

    # The place

    def _placed(self, spot: Spot, label: Label) -> Cell:
        label = self._with_field(label)
        area, indicator = label.area, label.indicator
        if area is None:
            reason = _("Write which municipality the number is for.")
            raise _NotUnderstood(reason)
        if area not in self.frame.municipalities:
            reason = _("%(name)s is not entered by %(jobcentre)s.")
            shown = {"name": area.full_name, "jobcentre": self.frame.jobcentre.name}
            raise _LeftOut("area", reason % shown)
        if indicator is None:
            reason = _("Write what the number counts: the name of the indicator.")
            raise _NotUnderstood(reason)
        month = self._month(label)
        if month is None:
            reason = _("Write the month of the number, e.g. April 2014.")
            raise _NotUnderstood(reason)
        if self.frame.goal_of(indicator, month) is None:
            reason = _("%(indicator)s is not entered for %(year)s.")
            shown = {"indicator": indicator.name, "year": str(month.year)}
            raise _NotUnderstood(reason % shown)
        part = label.part if indicator.is_ratio and label.part else VALUE
        return Cell(spot.row, spot.column, spot.text, Place(area, indicator, month, part))

    def _with_field(self, label: Label) -> Label:
        """The field in which somebody pasted says what no name says."""
        start = self.frame.start
        if label.indicator is None and start and not self.has_indicator:
            label = replace(label, indicator=start.indicator, part=label.part or start.part)
        is_named = self.has_area and len(self.frame.municipalities) > 1
        return label if label.area or is_named else replace(label, area=self.frame.area)

    def _month(self, label: Label) -> Month | None:
        if label.number:
            return Month(label.year or self.frame.year, label.number)
        if self.has_month:
            return None
        if label.year and label.indicator and label.indicator.window == Indicator.Window.CALENDAR_YEAR:
            return Month.december(label.year)
        if self.frame.month:
            return self.frame.month if label.year in (None, self.frame.month.year) else None
        return self.frame.start_month

    def _without_turning_years(self, cells: Sequence[Cell]) -> Iterator[Cell]:
        """Months without a year that run over New Year could belong to two years: that must be written."""
        labels = [*self.beside.items(), *self.over.items()]
        bare = [mark for mark, label in labels if label.number and not label.year]
        if (
            self._says("year")
            or not bare
            or not runs_over_new_year({mark: label.number or 0 for mark, label in labels if mark in bare})
        ):
            yield from cells
            return
        mark = min(bare)
        reason = _("The months run over New Year. Write the year of each month, e.g. April 2014.")
        self._fault(mark.row, mark.column, mark.text, reason)


def _label_of_input(one: Input) -> Label:
    return Label(area=one.area, indicator=one.indicator, part=one.part)


def _from_start(inputs: Sequence[Input], frame: Frame) -> Sequence[Input]:
    """From the field that was pasted into, of whichever municipality."""
    start = frame.start
    if start is None:
        return inputs
    places = [(one.indicator, one.part) for one in inputs]
    wanted = (start.indicator, start.part)
    return inputs[places.index(wanted) :] if wanted in places else inputs
