"""What a draft or an amendment says, as fields: a target with its baseline for each of the minister's goals,
and the region's own goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext as _

from goals.contracts import Agreement, OwnGoal, Promised, Wording
from goals.dialogue.baseline import usual_baseline
from goals.forms.contract_words import promised_text
from goals.forms.fields import FreeTextField
from goals.forms.layout import Group
from goals.forms.target_form import MonthOfField, PlainNumberField
from goals.models import Goal, RegionalGoal
from goals.months import Month
from goals.numbers import rounded
from goals.progress import Line

NEW = "new"


class WordingFields:
    """The fields and what they show first. `lines` are the region's figures, by the indicator's key: a
    baseline without a number takes it from there."""

    def __init__(
        self, agreement: Agreement, goals: tuple[Goal, ...], lines: Mapping[int, Line], *, to_amend: bool
    ) -> None:
        self.agreement = agreement
        self.goals = goals
        self.lines = lines
        self.fields: dict[str, forms.Field] = {}
        self.initial: dict[str, Any] = {}
        self.layout: list[Any] = []
        self.own = [held[-1] for held in agreement.own_goals.values() if not held[-1].is_dropped]
        for goal in goals:
            self._add_goal(goal)
        for own in (*self.own, None):
            self._add_own(own, to_amend=to_amend)

    def _add_goal(self, goal: Goal) -> None:
        value, month, baseline = _names(goal)
        whole, standing = not goal.indicator.is_ratio, self.standing(goal)
        at_least = goal.indicator.direction == goal.indicator.Direction.UP
        number = {"number": goal.number}
        self.fields |= {
            value: PlainNumberField(
                whole=whole,
                label=(_("Target %(number)s, at least") if at_least else _("Target %(number)s, at most"))
                % number,
            ),
            month: MonthOfField(label=_("Baseline of target %(number)s, month") % number, required=False),
            baseline: PlainNumberField(
                whole=whole,
                label=_("Baseline of target %(number)s, number") % number,
            ),
        }
        self.initial |= dict(zip(_names(goal), self._shown(goal), strict=True))
        unit = "" if whole else " (" + _("per cent") + ")"
        legend = f"{goal.number} {goal.short_name}{unit}{_stands_now(goal, standing)}"
        self.layout.append(Group(legend, Div(*map(Field, _names(goal)), css_class="contract-fields")))

    def standing(self, goal: Goal) -> Promised | None:
        newest = self.agreement.targets.get(goal.indicator_id, [])[-1:]
        return (
            Promised(newest[0].value, newest[0].baseline_month, newest[0].baseline_value) if newest else None
        )

    def _shown(self, goal: Goal) -> tuple[Decimal | None, Month | None, Decimal | None]:
        """What stands, or the baseline that contracts usually have: December before the year."""
        standing = self.standing(goal)
        if standing is not None:
            return standing.value, standing.baseline_month, standing.baseline_value
        december = Month.december(goal.goal_year.year - 1)
        figure = self._figure(goal, december)
        if figure is not None:
            return None, december, figure
        usual = usual_baseline(self.lines[goal.indicator_id], goal.goal_year.year) if self.lines else None
        return (None, usual.month, usual.value) if usual else (None, None, None)

    def _figure(self, goal: Goal, month: Month) -> Decimal | None:
        line = self.lines.get(goal.indicator_id)
        value = line.value(month) if line else None
        return None if value is None else rounded(value, goal.indicator.decimals)

    def _add_own(self, goal: RegionalGoal | None, *, to_amend: bool) -> None:
        place = f"own-{goal.number if goal else NEW}"
        named = {"name": goal.number if goal else _("new")}
        self.fields |= {
            f"{place}-title": FreeTextField(
                longest=300,
                label=_("Own goal %(name)s: what it is called") % named,
                widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
            ),
            f"{place}-value": PlainNumberField(
                whole=False,
                label=_("Own goal %(name)s: number to reach") % named,
                help_text=_("Empty for a goal in words."),
            ),
            f"{place}-unit": FreeTextField(
                longest=60,
                label=_("Own goal %(name)s: unit") % named,
                help_text=_("E.g. persons, per cent."),
                widget=forms.TextInput(attrs={"class": "input-width-s", "autocomplete": "off"}),
            ),
            f"{place}-text": FreeTextField(
                longest=4000,
                label=_("Own goal %(name)s: what is meant") % named,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
        }
        for name in ("title", "unit", "text"):
            self.fields[f"{place}-{name}"].show_hidden_initial = False
            self.initial[f"{place}-{name}"] = getattr(goal, name) if goal else ""
        self.initial[f"{place}-value"] = goal.value if goal else None
        parts = [
            Field(f"{place}-title"),
            Div(Field(f"{place}-value"), Field(f"{place}-unit"), css_class="contract-fields"),
            Field(f"{place}-text"),
        ]
        if goal is not None:
            self.fields[f"{place}-dropped"] = forms.BooleanField(
                required=False,
                label=_("Own goal %(name)s is dropped by the amendment") % named
                if to_amend
                else _("Own goal %(name)s is dropped") % named,
            )
            parts.append(Field(f"{place}-dropped"))
        self.layout.append(Group(f"{goal.number} {goal.title}" if goal else _("A new own goal"), *parts))

    def faults(self, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Of what was read: the field that must be changed, and how."""
        for goal in self.goals:
            value, month, baseline = _names(goal)
            if not given.keys() >= {value, month, baseline}:
                continue
            if given[value] is not None:
                yield from self._fault_of_baseline(goal, given)
            elif self.standing(goal) is not None:
                yield value, _("Write the target. It can be changed, not deleted.")

    def _fault_of_baseline(self, goal: Goal, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        _value, month_name, number_name = _names(goal)
        month, shown = given[month_name], self._shown(goal)[1]
        if month is not None and self._is_left_over(goal, given) and self._figure(goal, month) is None:
            message = _("The number is that of %(shown)s. Write the one of %(month)s, or delete it.")
            yield number_name, message % {"shown": shown.label if shown else "", "month": month.label}

    def _is_left_over(self, goal: Goal, given: Mapping[str, Any]) -> bool:
        """Whether the month of the baseline was changed, and its number was not."""
        _value, month, number = self._shown(goal)
        _value_name, month_name, number_name = _names(goal)
        return number is not None and given.get(month_name) != month and given.get(number_name) == number

    def wording(self, given: Mapping[str, Any]) -> Wording:
        """What was written. Raises nothing: the writer tells what cannot be promised."""
        targets = {goal.indicator_id: self._promised(goal, given) for goal in self.goals}
        own = [self._own_goal(goal, given) for goal in (*self.own, None)]
        return Wording(
            {key: promised for key, promised in targets.items() if promised is not None},
            [one for one in own if one is not None],
        )

    def _promised(self, goal: Goal, given: Mapping[str, Any]) -> Promised | None:
        value, month, number = (given[name] for name in _names(goal))
        if value is None:
            return None
        if self._is_left_over(goal, given):
            number = None
        if month is not None and number is None:
            number = self._figure(goal, month)
        return Promised(value, month, number)

    def _own_goal(self, goal: RegionalGoal | None, given: Mapping[str, Any]) -> OwnGoal | None:
        place = f"own-{goal.number if goal else NEW}"
        title, text, unit = (given[f"{place}-{name}"] for name in ("title", "text", "unit"))
        value = given[f"{place}-value"]
        if goal is None and not (title or text or unit or value is not None):
            return None
        return OwnGoal(
            title=title,
            text=text,
            value=value,
            unit=unit,
            number=goal.number if goal else None,
            is_dropped=bool(given.get(f"{place}-dropped")),
        )


def _names(goal: Goal) -> tuple[str, str, str]:
    code = goal.indicator.code
    return f"{code}-value", f"{code}-baseline_month", f"{code}-baseline_value"


def _stands_now(goal: Goal, standing: Promised | None) -> str:
    """Beside the name, so that it is seen also where somebody else has changed it meanwhile."""
    if standing is None:
        return ""
    return " · " + _("stands now: %(amount)s") % {"amount": promised_text(goal.indicator, standing.value)}
