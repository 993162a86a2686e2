"""The rules of a region's contract: state × role × action, all in this one table."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from goals.rules import Rule, Rules
from jobcentres.models import Assignment

Role = Assignment.Role


class State(StrEnum):
    DRAFT = "draft"
    NEGOTIATED = "negotiated"
    APPROVED = "approved"
    """by the regional council (RBR)"""
    SIGNED = "signed"
    """its targets are frozen, but for amendments"""
    CLOSED = "closed"


class Action(StrEnum):
    EDIT = "edit"
    NEGOTIATE = "negotiate"
    APPROVE = "approve"
    BACK = "back"
    SIGN = "sign"
    AMEND = "amend"
    ATTACH = "attach"
    CLOSE = "close"


PARTIES = (Role.OFFICIAL, Role.OFFICER, Role.REGIONAL_COUNCIL)
"""Who reads a contract before it is signed: the ministry, the region's office and its council."""

_WRITERS = (Role.OFFICIAL, Role.OFFICER)
_BY_WRITERS = _("The ministry or the region's office does this.")
_BY_MINISTRY = _("Only the ministry does this.")

RULES = Rules(
    {
        Action.EDIT: Rule(_WRITERS, (State.DRAFT, State.NEGOTIATED), _BY_WRITERS),
        Action.NEGOTIATE: Rule(_WRITERS, (State.DRAFT,), _BY_WRITERS),
        Action.APPROVE: Rule(
            (Role.REGIONAL_COUNCIL, Role.OFFICER),
            (State.NEGOTIATED,),
            _("The regional council (RBR) or the region's office enters the approval."),
        ),
        Action.BACK: Rule((Role.OFFICIAL,), (State.APPROVED,), _BY_MINISTRY),
        Action.SIGN: Rule((Role.OFFICIAL,), (State.APPROVED,), _BY_MINISTRY),
        Action.AMEND: Rule((Role.OFFICIAL,), (State.SIGNED,), _BY_MINISTRY),
        Action.ATTACH: Rule(_WRITERS, (State.APPROVED, State.SIGNED), _BY_WRITERS, after_the_year=True),
        Action.CLOSE: Rule((Role.OFFICIAL,), (State.SIGNED,), _BY_MINISTRY, after_the_year=True),
    },
    {
        State.DRAFT: _("The contract is a draft still."),
        State.NEGOTIATED: _(
            "The contract is being negotiated: the regional council (RBR) approves it first."
        ),
        State.APPROVED: _("The regional council (RBR) has approved the contract."),
        State.SIGNED: _("The contract is signed: its targets can only be changed by an amendment."),
        State.CLOSED: _("The contract is closed."),
    },
)
