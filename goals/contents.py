"""What somebody wants to say about one figure, and the rules it must keep, wherever it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal

from django.utils.translation import gettext as _

from goals.calendar import is_counted
from goals.free_text import LONGEST, LONGEST_SOURCE, TextRefused, free_text
from goals.models import FigureState, Indicator, SourceKind
from goals.months import Month, today
from goals.numbers import MAX_DECIMALS, MAX_DIGITS, format_exact, format_number
from goals.refusals import Problem
from jobcentres.models import Area

AGREEMENT = Decimal("0.1")

_EXACT = Context(prec=80)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """The whole content that a figure shall have.

    `expected_version` is the version its author saw (0: no figure); None: whatever stands there.
    `line` is where the entry stands in its file.
    """

    indicator: Indicator
    area: Area
    month: Month
    state: str = FigureState.REPORTED
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source_kind: str = SourceKind.JOBINDSATS
    source: str = ""
    note: str = ""
    expected_version: int | None = None
    line: int = 0

    @property
    def has_numbers(self) -> bool:
        return not (self.value is None and self.numerator is None and self.denominator is None)

    @property
    def has_parts(self) -> bool:
        return self.numerator is not None and self.denominator is not None


def normalised(entry: FigureEntry) -> FigureEntry:
    """As it will be stored: texts cleaned, and no percentage beside the two parts that give it exactly.

    Only for entries without problems.
    """
    source, note = free_text(entry.source, longest=LONGEST_SOURCE), free_text(entry.note)
    value = None if entry.has_parts else entry.value
    if source == entry.source and note == entry.note and value is entry.value:
        return entry
    return replace(entry, source=source, note=note, value=value)


def problems_of(entry: FigureEntry, *, day: date | None = None) -> list[Problem]:
    """Everything that is wrong with the entry itself, whoever records it; `day` is today."""
    found = [*_problems_of_period(entry, day or today()), *_problems_of_state(entry)]
    if entry.state == _REPORTED and entry.has_numbers:
        rules = _problems_of_ratio if entry.indicator.is_ratio else _problems_of_count
        found += [
            problem
            for name in _NUMBERS
            for problem in problems_of_amount(entry.indicator, name, getattr(entry, name))
        ] or rules(entry)
    found += _problems_of_texts(entry)
    return found


_PARTS = ("numerator", "denominator")
_NUMBERS = ("value", *_PARTS)
_REPORTED = FigureState.REPORTED.value
_STATES = frozenset(FigureState.values)
_SOURCE_KINDS = frozenset(SourceKind.values)


def _problems_of_period(entry: FigureEntry, day: date) -> Iterator[Problem]:
    month, area, indicator = entry.month, entry.area, entry.indicator
    if month >= Month.of(day):
        message = _("%(month)s is not over yet.")
        yield Problem("month", "future", message % {"month": _capitalised(month.label)})
    elif area.valid_from > month.last_day or (area.valid_to and area.valid_to < month.first_day):
        message = _("%(area)s did not exist in %(month)s.")
        yield Problem("month", "area_not_valid", message % {"area": area.full_name, "month": month.label})
    if entry.has_numbers and not is_counted(indicator, month):
        message = _("%(indicator)s is counted for a whole year: only December has a number. Write %(month)s.")
        shown = {"indicator": indicator.name, "month": str(Month.december(month.year))}
        yield Problem("month", "not_december", message % shown)
    if indicator.owner_id and indicator.owner_id not in (area.pk, area.parent_id):
        yield Problem("area", "not_owner", _("This local indicator belongs to another area."))


def _problems_of_state(entry: FigureEntry) -> Iterator[Problem]:
    if entry.state == _REPORTED:
        if not entry.has_numbers:
            yield Problem("value", "empty", _("Write the number, or choose why there is none."))
    elif entry.state not in _STATES:
        yield Problem("state", "unknown_state", _("Choose one of the states."))
    elif entry.has_numbers:
        yield Problem("state", "numbers_with_state", _("Delete the numbers, or leave the state empty."))
    elif entry.state == FigureState.NOT_REPORTED and not entry.note:
        yield Problem("note", "note_missing", _("Write why the figure is withdrawn."))


def problems_of_amount(indicator: Indicator, name: str, number: Decimal | None) -> Iterator[Problem]:
    """What is wrong with an amount of the indicator in the field `name`: a value, or one of its parts."""
    if number is None:
        return
    if not number.is_finite():
        yield Problem(name, "not_a_number", _("Write the number with digits, e.g. 143."))
    elif number < 0:
        yield Problem(name, "negative", _("A number cannot be negative. Write 0 or above."))
    elif _is_too_exact(number):
        message = _("A number may have at most %(digits)s digits, and at most %(decimals)s decimals.")
        yield Problem(name, "too_many_digits", message % {"digits": MAX_DIGITS, "decimals": MAX_DECIMALS})
    elif number % 1 and (name in _PARTS or (not indicator.is_ratio and indicator.decimals == 0)):
        message = _("A count must be a whole number. Write %(example)s instead of %(written)s.")
        shown = {"example": format_exact(number // 1), "written": format_exact(number)}
        yield Problem(name, "not_whole", message % shown)


def _is_too_exact(number: Decimal) -> bool:
    exponent = int(number.as_tuple().exponent)
    if -MAX_DECIMALS <= exponent <= 0 and number.adjusted() - exponent < MAX_DIGITS:
        return False
    shortest = number.normalize(_EXACT)
    exponent = int(shortest.as_tuple().exponent)
    return exponent < -MAX_DECIMALS or shortest.adjusted() - min(exponent, 0) >= MAX_DIGITS


def _problems_of_count(entry: FigureEntry) -> Iterator[Problem]:
    for name in _PARTS:
        if getattr(entry, name) is not None:
            message = _("%(indicator)s is a count and has no parts. Write the number as the value.")
            yield Problem(name, "parts_on_count", message % {"indicator": entry.indicator.name})


def _problems_of_ratio(entry: FigureEntry) -> Iterator[Problem]:
    if entry.numerator is None or entry.denominator is None:
        yield from _problems_of_percentage(entry)
    elif entry.numerator > entry.denominator:
        yield _swapped(entry.indicator, entry.numerator, entry.denominator)
    elif entry.value is not None:
        yield from _problems_of_agreement(entry.value, entry.numerator, entry.denominator)


def _problems_of_percentage(entry: FigureEntry) -> Iterator[Problem]:
    indicator = entry.indicator
    if entry.numerator is not None or entry.denominator is not None:
        missing, name = ("denominator", indicator.denominator_name)
        if entry.numerator is None:
            missing, name = ("numerator", indicator.numerator_name)
        message = _("Write %(name)s as well, or the percentage alone.")
        yield Problem(missing, "part_missing", message % {"name": uncapitalised(name)})
    elif entry.value is not None and entry.value > _HUNDRED:
        yield Problem("value", "above_100", _("A percentage is at most 100."))


def _swapped(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> Problem:
    message = _(
        "%(numerator_name)s (%(numerator)s) is more than %(denominator_name)s (%(denominator)s). "
        "Have the two numbers been swapped?"
    )
    shown = {
        "numerator_name": indicator.numerator_name,
        "numerator": format_number(numerator),
        "denominator_name": uncapitalised(indicator.denominator_name),
        "denominator": format_number(denominator),
    }
    return Problem("numerator", "swapped", message % shown)


def _problems_of_agreement(value: Decimal, numerator: Decimal, denominator: Decimal) -> Iterator[Problem]:
    if not denominator:
        message = _("There is no percentage of 0. Delete the percentage, or correct the numbers.")
        yield Problem("value", "value_on_zero", message)
        return
    apart = abs(_EXACT.subtract(_EXACT.multiply(_HUNDRED, numerator), _EXACT.multiply(value, denominator)))
    if apart > _EXACT.multiply(AGREEMENT, denominator):
        message = _(
            "%(numerator)s of %(denominator)s is %(computed)s per cent, but it says %(written)s per cent. "
            "Correct one of the numbers, or delete the percentage."
        )
        shown = {
            "numerator": format_number(numerator),
            "denominator": format_number(denominator),
            "computed": format_number(_HUNDRED * numerator / denominator, 1),
            "written": format_number(value, max(1, -int(value.as_tuple().exponent))),
        }
        yield Problem("value", "disagrees", message % shown)


def _problems_of_texts(entry: FigureEntry) -> Iterator[Problem]:
    if entry.source_kind not in _SOURCE_KINDS:
        yield Problem("source_kind", "unknown_source_kind", _("Choose one of the sources."))
    for name, text, longest in (("source", entry.source, LONGEST_SOURCE), ("note", entry.note, LONGEST)):
        try:
            free_text(text, longest=longest)
        except TextRefused as refusal:
            yield Problem(name, refusal.code, refusal.message)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """A name within a sentence: `Unge på ydelse` → `unge på ydelse`; `SU` stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
