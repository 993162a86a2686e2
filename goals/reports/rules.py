"""The rules of reports: state × role × action, of a contract's follow-up and of a yearly result, all here."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goals.models import ReportText
from goals.rules import Rule, Rules
from jobcentres.models import Assignment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Role = Assignment.Role
Kind = ReportText.Kind


class State(StrEnum):
    NONE = "none"
    """nothing has been frozen yet"""
    FROZEN = "frozen"
    """its figures are locked, what is said about them is not finished"""
    FINISHED = "finished"
    """the regional council has decided, or the municipal council has adopted"""


class Action(StrEnum):
    FREEZE = "freeze"
    ASSESS = "assess"
    PROPOSE = "propose"
    DECIDE = "decide"
    COMMENT = "comment"
    ANSWER_LBR = "answer_lbr"
    ANSWER_REGION = "answer_region"
    ADOPT = "adopt"


ACTION_OF = {
    Kind.ASSESSMENT: Action.ASSESS,
    Kind.PROPOSAL: Action.PROPOSE,
    Kind.DECISION: Action.DECIDE,
    Kind.COMMENT: Action.COMMENT,
    Kind.LBR_RESPONSE: Action.ANSWER_LBR,
    Kind.REGION_RESPONSE: Action.ANSWER_REGION,
    Kind.ADOPTION: Action.ADOPT,
}
"""The step that writes each kind of text."""

FINAL = (Kind.DECISION, Kind.ADOPTION)
"""What finishes a report."""

_STANDING = (State.FROZEN,)
_NOT_FINISHED = (State.NONE, State.FROZEN)
_BY_OFFICER = _("The region's office makes the follow-up.")
_BY_MANAGER = _("The manager of the jobcentre makes the yearly result.")
_NOT_OF_RESULT = _("This belongs to a contract's follow-up.")
_NOT_OF_FOLLOW_UP = _("This belongs to a yearly result.")


def _never(why: _StrPromise) -> Rule:
    return Rule((), (), why)


FOLLOW_UP = Rules(
    {
        Action.FREEZE: Rule((Role.OFFICER,), _NOT_FINISHED, _BY_OFFICER),
        Action.ASSESS: Rule((Role.OFFICER,), _STANDING, _("The region's office writes the assessment.")),
        Action.PROPOSE: Rule(
            (Role.OFFICER,), _STANDING, _("The region's office writes the proposed decision.")
        ),
        Action.DECIDE: Rule(
            (Role.REGIONAL_COUNCIL, Role.OFFICER),
            _STANDING,
            _("The regional council (RBR) or the region's office enters the decision."),
        ),
        Action.COMMENT: _never(_NOT_OF_FOLLOW_UP),
        Action.ANSWER_LBR: _never(_NOT_OF_FOLLOW_UP),
        Action.ANSWER_REGION: _never(_NOT_OF_FOLLOW_UP),
        Action.ADOPT: _never(_NOT_OF_FOLLOW_UP),
    },
    {
        State.NONE: _("No follow-up has been made for this quarter yet: the region's office makes it first."),
        State.FROZEN: _("The follow-up's figures are locked."),
        State.FINISHED: _("The regional council (RBR) has decided: nothing more can be written."),
    },
)

RESULT = Rules(
    {
        Action.FREEZE: Rule((Role.MANAGER,), _NOT_FINISHED, _BY_MANAGER),
        Action.ASSESS: _never(_NOT_OF_RESULT),
        Action.PROPOSE: _never(_NOT_OF_RESULT),
        Action.DECIDE: _never(_NOT_OF_RESULT),
        Action.COMMENT: Rule(
            (Role.MANAGER,), _STANDING, _("The manager of the jobcentre writes the comments.")
        ),
        Action.ANSWER_LBR: Rule(
            (Role.LOCAL_COUNCIL,), _STANDING, _("The municipality's LBR gives this answer.")
        ),
        Action.ANSWER_REGION: Rule((Role.OFFICER,), _STANDING, _("The employment region gives this answer.")),
        Action.ADOPT: Rule(
            (Role.MANAGER,), _STANDING, _("The manager of the jobcentre enters what was adopted.")
        ),
    },
    {
        State.NONE: _("The yearly result is not locked yet: the manager of the jobcentre locks it first."),
        State.FROZEN: _("The yearly result's figures are locked."),
        State.FINISHED: _(
            "The municipal council has adopted the yearly result: nothing more can be written."
        ),
    },
)

RULES = {"follow_up": FOLLOW_UP, "result": RESULT}
"""By the kind of report."""
