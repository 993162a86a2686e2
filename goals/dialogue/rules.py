"""The rules of the dialogue about a municipality's target: state × role × action, all in this one table."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from goals.rules import Rule, Rules
from jobcentres.models import Assignment

Role = Assignment.Role


class State(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    HEARING = "hearing"
    """sent to LBR and region, of whom one at least has not answered"""
    ANSWERED = "answered"
    ADOPTED = "adopted"
    """locked"""
    REOPENED = "reopened"
    """what was adopted binds until something else is"""


class Action(StrEnum):
    DRAFT = "draft"
    SEND = "send"
    ANSWER_LBR = "answer_lbr"
    ANSWER_REGION = "answer_region"
    ADOPT = "adopt"
    ADOPT_ON_PAPER = "adopt_on_paper"
    REOPEN = "reopen"


IN_HEARING = (State.HEARING, State.ANSWERED)
NOT_LOCKED = (State.NONE, State.DRAFT, State.HEARING, State.ANSWERED, State.REOPENED)

RULES = Rules(
    {
        Action.DRAFT: Rule((Role.MANAGER,), NOT_LOCKED, _("The manager of the jobcentre writes the draft.")),
        Action.SEND: Rule(
            (Role.MANAGER,), (State.DRAFT,), _("The manager of the jobcentre sends the draft to hearing.")
        ),
        Action.ANSWER_LBR: Rule(
            (Role.LOCAL_COUNCIL,), IN_HEARING, _("The municipality's LBR gives this answer.")
        ),
        Action.ANSWER_REGION: Rule(
            (Role.OFFICER,), IN_HEARING, _("The employment region gives this answer.")
        ),
        Action.ADOPT: Rule(
            (Role.MANAGER,), IN_HEARING, _("The manager of the jobcentre enters what was adopted.")
        ),
        Action.ADOPT_ON_PAPER: Rule(
            (Role.MANAGER, Role.OFFICIAL),
            NOT_LOCKED,
            _("The manager of the jobcentre or the ministry enters what was adopted."),
        ),
        Action.REOPEN: Rule(
            (Role.OFFICIAL,), (State.ADOPTED,), _("Only the ministry can reopen an adopted target.")
        ),
    },
    {
        State.NONE: _("There is no draft yet: the jobcentre writes it first."),
        State.DRAFT: _("The draft has not been sent to hearing yet."),
        State.HEARING: _("The target is in hearing now."),
        State.ANSWERED: _("The hearing is over: the municipal council adopts the target now."),
        State.ADOPTED: _("The target is adopted and locked. The ministry can reopen it."),
        State.REOPENED: _("The target was reopened: the jobcentre writes a new draft first."),
    },
)
