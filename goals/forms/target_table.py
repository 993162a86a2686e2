"""A region's table of targets in strings, ready to be placed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.dialogue import State
from goals.dialogue.together import Lateness
from goals.dialogue.words import StateWords, at_most, state_words
from goals.forms.target_order import Column, in_order
from goals.forms.target_page import address_of
from goals.forms.target_region import Cell, MunicipalityRow, RegionTable, Together
from goals.forms.words import short_day_text
from goals.models import Indicator
from goals.numbers import format_change_percent, format_number, format_percent
from goals.progress import SumOfTargets

MOST_NAMED = 3


class ShownCell(NamedTuple):
    amount: str
    address: str
    implied: str
    binding: str
    """what binds meanwhile, beside a proposal"""
    state: StateWords
    late: str
    is_yours: bool


class ShownRow(NamedTuple):
    name: str
    address: str
    adopted: str
    late: int
    cells: list[ShownCell]


class ShownSum(NamedTuple):
    number: int
    name: str
    total: str
    coverage: str
    contract: str
    verdict: str
    proposed: str


class ShownTable(NamedTuple):
    sentence: str
    order: list[Column]
    sorted_by: str
    rows: list[ShownRow]
    sums: list[ShownSum]
    deadlines: str


def shown_table(table: RegionTable, order: Sequence[Column], roles: Collection[str]) -> ShownTable:
    return ShownTable(
        sentence=_sentence(table),
        order=list(order),
        sorted_by=next(one for one in order if one.sort).told,
        rows=[_row(table, row, roles) for row in in_order(table.rows, order)],
        sums=[_sum(one) for one in table.together],
        deadlines=_deadlines(table),
    )


def _row(table: RegionTable, row: MunicipalityRow, roles: Collection[str]) -> ShownRow:
    year = table.goals[0].goal_year.year
    return ShownRow(
        name=row.area.name,
        address=reverse("targets", args=[year, row.area.code]),
        adopted=_("%(reported)s of %(expected)s") % {"reported": row.adopted, "expected": len(row.cells)},
        late=row.late,
        cells=[_cell(cell, roles) for cell in row.cells],
    )


def _cell(cell: Cell, roles: Collection[str]) -> ShownCell:
    dialogue = cell.dialogue
    return ShownCell(
        amount=at_most(dialogue.goal.indicator, cell.shown.value) if cell.shown else "",
        address=address_of(dialogue),
        binding=_binding(cell),
        implied="" if cell.implied is None else format_change_percent(cell.implied),
        state=state_words(cell.state),
        late=late_text(cell.late),
        is_yours=any(role in roles for role in dialogue.turn),
    )


def _binding(cell: Cell) -> str:
    binding = cell.dialogue.binding
    if binding is None or binding is cell.shown:
        return ""
    return _("%(amount)s binds until then") % {"amount": at_most(cell.dialogue.goal.indicator, binding.value)}


def late_text(late: Lateness | None) -> str:
    if late is None:
        return ""
    if late is Lateness.ADOPTION:
        return pgettext("target", "late: not adopted")
    return pgettext("target", "late: hearing not over")


def _deadlines(table: RegionTable) -> str:
    """`Høringen slutter 13. sep. 2013, måltallene vedtages senest 31. dec. 2013.`"""
    days = table.deadlines
    told = []
    if days.hearing:
        told.append(_("The hearing ends %(day)s.") % {"day": short_day_text(days.hearing)})
    if days.adoption:
        told.append(_("Targets are adopted at the latest %(day)s.") % {"day": short_day_text(days.adoption)})
    return " ".join(told)


def _sentence(table: RegionTable) -> str:
    states = [cell.state for row in table.rows for cell in row.cells]
    adopted = states.count(State.ADOPTED)
    text = ngettext(
        "%(adopted)s of %(all)s target is adopted.",
        "%(adopted)s of %(all)s targets are adopted.",
        len(states),
    ) % {"adopted": adopted, "all": len(states)}
    late = sum(row.late for row in table.rows)
    if not late:
        return text
    told = ngettext("%(count)s is late.", "%(count)s are late.", late) % {"count": late}
    return f"{text} {told}"


def _sum(together: Together) -> ShownSum:
    indicator, contract = together.goal.indicator, together.contract
    return ShownSum(
        number=together.goal.number,
        name=together.goal.short_name,
        total=_total(together, indicator),
        coverage=_coverage(together),
        contract=at_most(indicator, contract.value) if contract else _("none yet"),
        verdict=_verdict(together, together.summed),
        proposed=""
        if together.proposed is None
        else _("%(total)s with the proposals (%(count)s of %(expected)s)")
        % {
            "total": format_number(together.proposed.total),
            "count": together.proposed.count,
            "expected": together.proposed.expected,
        },
    )


def _total(together: Together, indicator: Indicator) -> str:
    if together.mean is not None:
        return format_percent(together.mean.value, indicator.decimals)
    return format_number(together.total) if together.total is not None else "·"


def _coverage(together: Together) -> str:
    """`18 af 19; Samsø mangler`"""
    told = _("%(reported)s of %(expected)s") % {"reported": together.count, "expected": together.expected}
    if together.mean is not None and together.mean.count < together.count:
        told = _("%(told)s, %(count)s with a denominator") % {"told": told, "count": together.mean.count}
    without = together.without
    if not without:
        return told
    if len(without) > MOST_NAMED:
        return _("%(told)s; %(count)s are missing") % {"told": told, "count": len(without)}
    form = ngettext("%(told)s; %(names)s is missing", "%(told)s; %(names)s are missing", len(without))
    return form % {"told": told, "names": ", ".join(area.name for area in without)}


def _verdict(together: Together, found: SumOfTargets | None) -> str:
    """`75 for mange: planerne rækker ikke til kontrakten`"""
    if together.contract is None:
        return _("no contract yet")
    if together.mean is not None:
        return _mean_against_contract(together)
    if found is None:
        return ""
    if found.short_by is None:
        return _("can be told once all have a target")
    if found.short_by == 0:
        return _("exactly the contract")
    is_up, number = together.measure.direction == "up", {"number": format_number(abs(found.short_by))}
    if found.short_by < 0:
        form = (
            _("%(number)s more than the contract asks for")
            if is_up
            else _("%(number)s fewer than the contract allows")
        )
        return form % number
    form = (
        _("%(number)s too few: the local targets do not reach the contract")
        if is_up
        else _("%(number)s too many: the local targets do not reach the contract")
    )
    return form % number


def _mean_against_contract(together: Together) -> str:
    """Weighed with last year's denominators, so that it is told as such, and only for all together."""
    mean, contract = together.mean, together.contract
    if mean is None or contract is None or mean.count < mean.expected:
        return _("can be told once all have a target")
    reaches = together.measure.worse_by(mean.value, contract.value) <= 0
    form = (
        _("reach the contract, weighed with the denominators of %(month)s")
        if reaches
        else _("do not reach the contract, weighed with the denominators of %(month)s")
    )
    return form % {"month": together.month.short_label}
