"""Contracts between the minister, a region and its council: what they say, and what may come when."""

from goals.contracts.agreement import Agreement, Document, known_then, read_agreements
from goals.contracts.documents import attach, content_of
from goals.contracts.rules import RULES, Action, State
from goals.contracts.standing import current_state, newest_versions, own_goals, roles_in
from goals.contracts.state import TURNS, state_of
from goals.contracts.steps import (
    CONFLICT,
    amend,
    approve,
    close,
    contract_for,
    negotiate,
    send_back,
    sign,
    write_draft,
)
from goals.contracts.wording import Happened, OwnGoal, Promised, Wording, promised_in

__all__ = [
    "CONFLICT",
    "RULES",
    "TURNS",
    "Action",
    "Agreement",
    "Document",
    "Happened",
    "OwnGoal",
    "Promised",
    "State",
    "Wording",
    "amend",
    "approve",
    "attach",
    "close",
    "content_of",
    "contract_for",
    "current_state",
    "known_then",
    "negotiate",
    "newest_versions",
    "own_goals",
    "promised_in",
    "read_agreements",
    "roles_in",
    "send_back",
    "sign",
    "state_of",
    "write_draft",
]
