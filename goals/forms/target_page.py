"""A municipality's targets of a year: of each goal what binds, what is proposed, and whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.dialogue import Action, Dialogue, State
from goals.dialogue.words import StateWords, at_most, implied_text, state_words, turn_text
from goals.models import TargetVersion
from goals.months import Month, today
from goals.progress import Line
from goals.series import measure_of, read
from jobcentres.models import User


class Said(NamedTuple):
    """A target or a proposal: `højst 38`, and what it implies."""

    amount: str
    implied: str


class Row(NamedTuple):
    number: int
    name: str
    address: str
    target: Said | None
    """What binds."""
    proposal: Said | None
    state: StateWords
    turn: str
    is_yours: bool
    link: str


class Overview(NamedTuple):
    rows: list[Row]
    sentence: str
    to_send: int
    """How many drafts the reader may send to hearing."""


def overview(dialogues: Sequence[Dialogue], user: User, roles: Collection[str]) -> Overview:
    baselines = own_baselines(dialogues, user)
    rows = [_row(one, roles, baselines) for one in dialogues]
    to_send = sum(Action.SEND in one.possible(roles) for one in dialogues)
    return Overview(rows, _sentence(dialogues), to_send)


def _row(dialogue: Dialogue, roles: Collection[str], baselines: Baselines) -> Row:
    state, goal = dialogue.state, dialogue.goal
    is_yours = any(role in roles for role in dialogue.turn)
    return Row(
        number=goal.number,
        name=goal.short_name,
        address=address_of(dialogue),
        target=said(dialogue, dialogue.binding, baselines),
        proposal=said(dialogue, dialogue.proposal, baselines),
        state=state_words(state),
        turn=turn_text(state, dialogue.turn),
        is_yours=is_yours,
        link=_link(dialogue, roles) if is_yours else _("See the dialogue"),
    )


def _link(dialogue: Dialogue, roles: Collection[str]) -> str:
    if dialogue.state == State.HEARING:
        return _("Give the hearing response")
    if dialogue.state == State.ANSWERED:
        return _("Enter the adoption")
    return _("See the draft") if dialogue.state == State.DRAFT else _("Write a draft")


def said(dialogue: Dialogue, version: TargetVersion | None, baselines: Baselines) -> Said | None:
    if version is None:
        return None
    indicator = dialogue.goal.indicator
    own = baselines.get((indicator.pk, dialogue.area.pk, version.baseline_month))
    return Said(at_most(indicator, version.value), implied_text(indicator, version, own))


def address_of(dialogue: Dialogue) -> str:
    goal = dialogue.goal
    return reverse("target", args=[goal.goal_year.year, dialogue.area.code, goal.indicator.code])


Baselines = Mapping[tuple[int, int, Month | None], Decimal]


def own_baselines(dialogues: Iterable[Dialogue], user: User) -> Baselines:
    """The released figures of the baselines' months, of versions that give a month and no value, as `user`
    sees them."""
    wanted = [
        (one, version)
        for one in dialogues
        for version in (one.binding, one.proposal)
        if version and version.baseline_month and version.baseline_value is None
    ]
    if not wanted:
        return {}
    measures = {one.goal.indicator_id: measure_of(one.goal.indicator) for one, _version in wanted}
    months: dict[int, set[Month]] = {}
    for one, version in wanted:
        months.setdefault(one.goal.indicator_id, set()).add(version.baseline_month)
    areas = {one.area.pk for one, _version in wanted}
    series = read(
        measures.values(), as_of=Month.of(today()), reader=user.reader, area_ids=areas, months=months
    )
    found = {}
    for one, version in wanted:
        line, month = series.area(measures[one.goal.indicator_id], one.area.pk), version.baseline_month
        value = line.value(month) if line.is_open_to(user.reader) else line.shown_outside(month)
        if value is not None:
            found[one.goal.indicator_id, one.area.pk, month] = value
    return found


def baselines_on(line: Line, dialogue: Dialogue, user: User) -> Baselines:
    """The same of one dialogue, whose line has been read."""
    found = {}
    for version in (dialogue.binding, dialogue.proposal):
        month = version.baseline_month if version else None
        if month is not None:
            value = line.value(month) if line.is_open_to(user.reader) else line.shown_outside(month)
            if value is not None:
                found[dialogue.goal.indicator_id, dialogue.area.pk, month] = value
    return found


def _sentence(dialogues: Sequence[Dialogue]) -> str:
    """`2 af 4 måltal er vedtaget. 1 er i høring, 1 mangler et udkast.`"""
    states = [one.state for one in dialogues]
    adopted = states.count(State.ADOPTED)
    text = ngettext(
        "%(adopted)s of %(all)s target is adopted.",
        "%(adopted)s of %(all)s targets are adopted.",
        len(states),
    ) % {"adopted": adopted, "all": len(states)}
    in_hearing = states.count(State.HEARING) + states.count(State.ANSWERED)
    drafts, missing = states.count(State.DRAFT), states.count(State.NONE)
    rest = [
        (ngettext("%(count)s is in hearing", "%(count)s are in hearing", in_hearing), in_hearing),
        (ngettext("%(count)s is a draft", "%(count)s are drafts", drafts), drafts),
        (ngettext("%(count)s is not begun", "%(count)s are not begun", missing), missing),
    ]
    told = ", ".join(form % {"count": count} for form, count in rest if count)
    return f"{text} {told}." if told else text
