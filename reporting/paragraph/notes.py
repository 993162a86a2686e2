"""What stands after the sentences: that a figure is preliminary, since when, and that it can still change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from jobcentres.clock import COPENHAGEN
from reporting import wording
from reporting.paragraph.facts import Facts
from reporting.paragraph.telling import listed
from reporting.wording import PRELIMINARY


class _State(NamedTuple):
    day: str
    is_submitted: bool


def preliminary_notes(facts: Sequence[Facts], told: str) -> list[str]:
    """One note for the figures that came on one day, with their names where there are several days or where
    the sentences do not show the mark."""
    shown = [one for one in facts if one.progress.preliminary and not one.is_hidden]
    by_state: dict[_State, list[Facts]] = {}
    for one in shown:
        by_state.setdefault(_state(one), []).append(one)
    names_them = len(by_state) > 1 or told.count(PRELIMINARY) < len(shown)
    return [_note(state, ones, names_them=names_them) for state, ones in by_state.items()]


def protecting_notes(facts: Sequence[Facts]) -> list[str]:
    """That some figures are hidden from others, since they would give back somebody's small count."""
    goals = [one.words.of for one in facts if one.is_protecting]
    if not goals:
        return []
    return [
        _(
            "The figure for %(goals)s must not be passed on outside the jobcentre, the region and the "
            "ministry."
        )
        % {"goals": listed(goals)}
    ]


def _note(state: _State, facts: Sequence[Facts], *, names_them: bool) -> str:
    said = {"goals": listed([one.words.topic for one in facts]), "day": state.day}
    if not state.day:
        if names_them:
            return _("*Preliminary (%(goals)s): not released yet. The figure may change.") % said
        return _("*Preliminary: not released yet. The figure may change.")
    if state.is_submitted:
        if names_them:
            return (
                _("*Preliminary (%(goals)s): submitted on %(day)s, not released yet. The figure may change.")
                % said
            )
        return _("*Preliminary: submitted on %(day)s, not released yet. The figure may change.") % said
    if names_them:
        return (
            _("*Preliminary (%(goals)s): entered on %(day)s, not submitted yet. The figure may change.")
            % said
        )
    return _("*Preliminary: entered on %(day)s, not submitted yet. The figure may change.") % said


def _state(facts: Facts) -> _State:
    """When the figure was submitted as it stands, else entered."""
    spot = (facts.goal.indicator_id, facts.area.pk, facts.month)
    book = facts.book.yearbook
    records = book.records.get(spot, [])
    if not records:
        return _State("", False)
    submitted = book.submitted.get(spot, {}).get(records[-1].version)
    known_on = facts.book.choice.known_on
    if submitted is not None and (known_on is None or submitted <= known_on):
        return _State(_day(submitted), True)
    return _State(_day(records[-1].recorded_at), False)


def _day(moment: datetime) -> str:
    return wording.full_day(moment.astimezone(COPENHAGEN).date())
