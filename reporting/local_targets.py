"""The municipalities' own targets added up, beside the contract of their region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Goal
from goals.numbers import format_number
from goals.progress import Measure, SumOfTargets, sum_of_targets
from jobcentres.models import Area
from reporting import wording
from reporting.summaries import Book

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class LocalTargetsRow:
    """Of one goal: the sum, how many municipalities are in it, the contract's target, and what follows."""

    number: int
    name: str
    total: str
    coverage: str
    contract: str
    verdict: str


@dataclass(frozen=True, slots=True)
class LocalTargets:
    """`percentages`: the numbers of the goals whose targets cannot be added up."""

    rows: tuple[LocalTargetsRow, ...]
    percentages: str


def local_targets(book: Book, region: Area) -> LocalTargets:
    """The goals for which the region has a contract."""
    members = book.places.members(region)
    promised = [goal for goal in book.goals if book.promise(region, goal)]
    return LocalTargets(
        rows=tuple(row for goal in promised if (row := _row(book, region, goal, members))),
        percentages=wording.listed([str(goal.number) for goal in promised if book.measure(goal).is_ratio]),
    )


def _row(book: Book, region: Area, goal: Goal, members: Sequence[Area]) -> LocalTargetsRow | None:
    measure = book.measure(goal)
    found = sum_of_targets(
        measure, book.promise(region, goal), [book.promise(member, goal) for member in members]
    )
    if found is None:
        return None
    return LocalTargetsRow(
        number=goal.number,
        name=goal.short_name,
        total=format_number(found.total) if found.count else wording.NONE,
        coverage=_coverage(found, [area for area in members if book.promise(area, goal) is None]),
        contract=wording.at_most(measure, found.own),
        verdict=_verdict(measure, found),
    )


def _coverage(found: SumOfTargets, without: Sequence[Area]) -> str:
    """`18 af 19; Samsø mangler`"""
    told = _("%(reported)s of %(expected)s") % {"reported": found.count, "expected": found.expected}
    if not without:
        return told
    if len(without) > MOST_NAMED:
        return _("%(told)s; %(count)s are missing") % {"told": told, "count": len(without)}
    form = ngettext("%(told)s; %(names)s is missing", "%(told)s; %(names)s are missing", len(without))
    return form % {"told": told, "names": wording.listed([area.name for area in without])}


def _verdict(measure: Measure, found: SumOfTargets) -> str:
    """`75 for mange: planerne rækker ikke til kontrakten`"""
    if found.short_by is None:
        return _("can be told once all have a target")
    number = {"number": format_number(abs(found.short_by))}
    if found.short_by == 0:
        return _("exactly the contract")
    if found.short_by < 0:
        form = (
            _("%(number)s more than the contract asks for")
            if measure.direction == "up"
            else _("%(number)s fewer than the contract allows")
        )
        return form % number
    form = (
        _("%(number)s too few: the local targets do not reach the contract")
        if measure.direction == "up"
        else _("%(number)s too many: the local targets do not reach the contract")
    )
    return form % number
