"""What is promised, where a dialogue stands and whose turn it is, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.dialogue.rules import Action, Role, State
from goals.models import Indicator, TargetVersion
from goals.numbers import format_change_percent, format_number, format_percent, rounded

SIGNS = {
    State.NONE: "·",
    State.DRAFT: "○",
    State.HEARING: "…",
    State.ANSWERED: "◐",
    State.ADOPTED: "✓",
    State.REOPENED: "↺",
}


class StateWords(NamedTuple):
    kind: str
    sign: str
    word: str


def state_words(state: State) -> StateWords:
    word = {
        State.NONE: pgettext("target", "no target yet"),
        State.DRAFT: pgettext("target", "draft"),
        State.HEARING: pgettext("target", "in hearing"),
        State.ANSWERED: pgettext("target", "hearing over"),
        State.ADOPTED: pgettext("target", "adopted and locked"),
        State.REOPENED: pgettext("target", "reopened"),
    }[state]
    return StateWords(state.value, SIGNS[state], word)


def turn_text(state: State, roles: Sequence[str]) -> str:
    """`Venter på LBR og beskæftigelsesregionen`; empty where nothing is awaited."""
    if not roles:
        return ""
    if state == State.HEARING:
        if set(roles) == {Role.LOCAL_COUNCIL, Role.OFFICER}:
            return _("Awaits LBR and the employment region")
        return _("Awaits LBR") if Role.LOCAL_COUNCIL in roles else _("Awaits the employment region")
    return {
        State.NONE: _("The jobcentre's manager writes the draft"),
        State.DRAFT: _("The jobcentre's manager sends the draft to hearing"),
        State.ANSWERED: _("The municipal council adopts: the manager enters it"),
        State.REOPENED: _("The jobcentre's manager writes a new draft"),
    }.get(state, "")


def amount(indicator: Indicator, value: Decimal) -> str:
    """`34` or `37,0 pct.`"""
    return format_percent(value, indicator.decimals) if indicator.is_ratio else format_number(value)


def at_most(indicator: Indicator, value: Decimal) -> str:
    """`højst 38`, `mindst 24,0 pct.`"""
    form = _("at least %(amount)s") if indicator.direction == "up" else _("at most %(amount)s")
    return form % {"amount": amount(indicator, value)}


def implied_text(indicator: Indicator, version: TargetVersion, own_baseline: Decimal | None = None) -> str:
    """`−55,8 pct. fra dec. 2012 (86), vedtaget som −56,0 pct.`; `own_baseline` is the figure of the
    baseline's month where the version gives none."""
    baseline = version.baseline_value if version.baseline_value is not None else own_baseline
    if not baseline or version.baseline_month is None:
        return ""
    implied = 100 * (version.value - baseline) / baseline
    text = _("%(change)s from %(month)s (%(baseline)s)") % {
        "change": format_change_percent(implied),
        "month": version.baseline_month.short_label,
        "baseline": amount(indicator, baseline),
    }
    percent = version.adopted_percent
    if percent is None or rounded(percent, 1) == rounded(implied, 1):
        return text
    form = (
        _("%(change)s, adopted as %(percent)s")
        if version.is_binding
        else _("%(change)s, written as %(percent)s")
    )
    return form % {"change": text, "percent": format_change_percent(percent)}


def action_text(action: str) -> str:
    """The heading of the form."""
    return {
        Action.DRAFT: _("Write a draft"),
        Action.SEND: _("Send the draft to hearing"),
        Action.ANSWER_LBR: _("Hearing response of LBR"),
        Action.ANSWER_REGION: _("Hearing response of the employment region"),
        Action.ADOPT: _("Enter the adoption by the municipal council"),
        Action.ADOPT_ON_PAPER: _("Enter a target adopted on paper"),
        Action.REOPEN: _("Reopen the target"),
    }[Action(action)]
