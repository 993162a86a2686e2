"""How each number of a result is computed, with the numbers in the formula. Nothing is computed here: what a
formula equals is taken from the result, and what the result hides stays hidden."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.models import Goal, Indicator
from goals.numbers import HIDDEN, format_change_percent, format_number, format_percent
from goals.progress import Progress
from reporting import wording
from reporting.origin.formula import Formula
from reporting.origin.numbers import number
from reporting.origin.target_formulas import target_formulas

MOST_ADDED = 12
"""So many numbers of a sum are still written out."""


class Added(NamedTuple):
    """What a sum is made of: how many figures, and these as they are shown, if they are few and none is
    hidden."""

    members: int
    shown: tuple[str, ...] = ()


def formulas(progress: Progress, goal: Goal, added: Added | None) -> list[Formula]:
    """From the figure itself to its distance from the target; `added` for a sum."""
    return [
        _figure(progress, goal, added),
        *_changes(progress),
        *target_formulas(progress),
    ]


def _figure(progress: Progress, goal: Goal, added: Added | None) -> Formula:
    name = pgettext("origin of a figure", "The figure")
    if "latest" in progress.hidden or progress.latest is None:
        return Formula(name, _figure_rule(progress, goal, added), "", HIDDEN)
    return Formula(
        name,
        _figure_rule(progress, goal, added),
        _figure_numbers(progress, added),
        wording.counted(progress.measure, progress.latest, wording.telling_decimals(progress)),
    )


def _figure_rule(progress: Progress, goal: Goal, added: Added | None) -> str:
    if progress.published:
        return _("An official figure for the whole area. It goes before the sum of the municipalities.")
    if not progress.measure.is_ratio:
        if added is None:
            return _("A count as it was reported. Nothing is computed.")
        return ngettext(
            "The figure of %(count)s municipality",
            "The sum of the figures of %(count)s municipalities",
            added.members,
        ) % {"count": added.members}
    if added is None and progress.numerator is None and "numerator" not in progress.hidden:
        return _("Only the percentage was reported. It can be shown and compared, but not added up.")
    rule = _ratio_rule(goal.indicator, added)
    if "numerator" in progress.hidden:
        why = _("The two parts are not shown, for discretion.")
        return f"{wording.sentence(rule)} {why}"
    return rule


def _ratio_rule(indicator: Indicator, added: Added | None) -> str:
    parts = {"numerator": indicator.numerator_name, "denominator": indicator.denominator_name}
    if added is None:
        return _("%(numerator)s / %(denominator)s × 100") % parts
    return ngettext(
        "%(numerator)s / %(denominator)s × 100, of %(count)s municipality",
        "The sums of %(count)s municipalities: %(numerator)s / %(denominator)s × 100. Never a mean of "
        "percentages.",
        added.members,
    ) % (parts | {"count": str(added.members)})


def _figure_numbers(progress: Progress, added: Added | None) -> str:
    measure, value = progress.measure, progress.latest
    if value is None:
        return ""
    if measure.is_ratio:
        if progress.numerator is None or progress.denominator is None:
            return ""
        numbers = f"{format_number(progress.numerator)} / {format_number(progress.denominator)} × 100"
        return f"{numbers} = {format_percent(value, 2)}"
    if added is None or len(added.shown) < 2 or progress.published:
        return ""
    return f"{' + '.join(added.shown)} = {format_number(value)}"


def _changes(progress: Progress) -> Iterator[Formula]:
    measure, month = progress.measure, progress.previous_month
    if month is None:
        return
    before = month.window_label(measure.window)
    name = _("Change in a year")
    rule = _("The figure − the one 12 months before (%(period)s)") % {"period": before}
    if progress.crosses_break:
        crossing = _("The change in a year runs across a series break.")
        rule = f"{wording.sentence(rule)} {crossing}"
    if "change" in progress.hidden:
        yield Formula(name, rule, "", HIDDEN)
        return
    if progress.change is None or progress.latest is None or progress.previous is None:
        yield Formula(
            name, _("There is no figure 12 months before (%(period)s).") % {"period": before}, "", ""
        )
        return
    numbers = f"{number(measure, progress.latest)} − {number(measure, progress.previous)}"
    equals = number(measure, progress.change)
    yield Formula(name, rule, f"{numbers} = {equals}", wording.difference(measure, progress.change))
    if not measure.is_ratio:
        yield _change_percent(progress, progress.change, progress.previous)


def _change_percent(progress: Progress, change: Decimal, previous: Decimal) -> Formula:
    measure, name = progress.measure, _("Change in per cent")
    if progress.change_pct is None:
        rule = _("Not computed: the earlier figure is 0 or under %(base)s.") % {"base": measure.small_base}
        return Formula(name, rule, "", wording.NONE)
    numbers = f"{number(measure, change)} / {number(measure, previous)} × 100"
    return Formula(
        name,
        _("The change / the earlier figure × 100"),
        f"{numbers} = {format_number(progress.change_pct, 2)}",
        format_change_percent(progress.change_pct),
    )
