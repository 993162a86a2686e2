"""What a total is made of: each member with its figure and the way to where that comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals.forms.words import source_text
from goals.models import Goal
from goals.months import Month
from goals.numbers import HIDDEN, format_number
from goals.progress import Line, Progress
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.origin.formulas import MOST_ADDED, Added
from reporting.origin.trail import Version, shown_versions, sources
from reporting.origin_address import Addresses
from reporting.summaries import Book
from reporting.wording.cells import bare_latest, coverage_then


@dataclass(frozen=True, slots=True)
class Input:
    """`parts`: numerator and denominator, of a percentage; `coverage`: of a total. In strings."""

    name: str
    address: str
    value: str
    parts: tuple[str, ...]
    source: str
    recorded: str
    coverage: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """`between`: the totals of the regions inside the country, on the way to the municipalities."""

    members: tuple[Input, ...]
    between: tuple[Input, ...]
    coverage: str
    missing: str
    sources: tuple[str, ...]
    part_names: tuple[str, ...]
    added: Added
    has_hidden: bool
    has_preliminary: bool


class Reading:
    """One month of one indicator in a book, with the versions of its figures."""

    def __init__(
        self, book: Book, goal: Goal, month: Month, versions: Mapping[int, Sequence[Version]]
    ) -> None:
        self.book, self.goal, self.month, self.versions = book, goal, month, versions
        self.then = book.at(month)
        self.addresses = Addresses(book.choice)

    def inputs(self, line: Line, members: Sequence[Area], between: Sequence[Area] = ()) -> Inputs:
        results = {member.pk: self._result(member) for member in members}
        lines = [self.book.line(member, self.goal) for member in members]
        missing = [
            member.name for member, own in zip(members, lines, strict=True) if not own.reported(self.month)
        ]
        indicator = self.goal.indicator
        return Inputs(
            members=tuple(self._input(member, results[member.pk]) for member in members),
            between=tuple(self._input(one, self._result(one)) for one in between),
            coverage=coverage_then(line.reported(self.month), len(members)),
            missing=", ".join(missing) if 0 < len(missing) < len(members) else "",
            sources=tuple(sources(self.versions, self.book, members)),
            part_names=(indicator.numerator_name, indicator.denominator_name) if indicator.is_ratio else (),
            added=self._added(members, results),
            has_hidden=any(one and one.hidden for one in results.values()),
            has_preliminary=any(one and one.preliminary for one in results.values()),
        )

    def _result(self, area: Area) -> Progress | None:
        """As of the month; None without a value: looking for an earlier one would have the past read."""
        if self.book.line(area, self.goal).at(self.month).value is None:
            return None
        return self.then.progress(area, self.goal)

    def _added(self, members: Sequence[Area], results: Mapping[int, Progress | None]) -> Added:
        shown = [
            format_number(result.latest)
            for result in results.values()
            if result is not None and result.latest is not None
        ]
        is_short = len(shown) == len(members) <= MOST_ADDED
        return Added(len(members), tuple(shown) if is_short else ())

    def _input(self, area: Area, result: Progress | None) -> Input:
        shown = shown_versions(self.book, area, self.versions.get(area.pk, ()))
        newest = shown[-1] if shown else None
        return Input(
            name=area.name,
            address=self.addresses.of(self.goal, area, self.month),
            value=self._value(area, result),
            parts=self._parts(result),
            source=source_text(newest) if newest else "",
            recorded=wording.numeric_day(newest.recorded_at.astimezone(COPENHAGEN)) if newest else "",
            coverage=self._coverage(area),
        )

    def _coverage(self, area: Area) -> str:
        if area.level == Area.Level.MUNICIPALITY:
            return ""
        expected = len(self.book.places.members(area))
        return coverage_then(self.book.line(area, self.goal).reported(self.month), expected)

    def _value(self, area: Area, result: Progress | None) -> str:
        if result is not None:
            return bare_latest(result)
        text = wording.cell(self.book.line(area, self.goal), self.month, self.book.reader)
        if text != wording.NONE:
            return text
        return _("missing") if area.level == Area.Level.MUNICIPALITY else _("no total")

    def _parts(self, result: Progress | None) -> tuple[str, ...]:
        if not self.goal.indicator.is_ratio:
            return ()
        if result is None:
            return (wording.NONE, wording.NONE)
        hidden = {"numerator", "denominator"} & result.hidden
        return tuple(
            HIDDEN if hidden else wording.NONE if part is None else format_number(part)
            for part in (result.numerator, result.denominator)
        )
