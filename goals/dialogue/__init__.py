"""The dialogue about a municipality's target: draft, hearing, adoption, and what may come when."""

from goals.dialogue.rules import RULES, Action, State
from goals.dialogue.state import answered_by, is_public, state_of, turn
from goals.dialogue.steps import (
    Amount,
    Said,
    adopt,
    answer_as_lbr,
    answer_as_region,
    current_state,
    reopen,
    roles_in,
    send_to_hearing,
    value_of,
    write_draft,
)

__all__ = [
    "RULES",
    "Action",
    "Amount",
    "Said",
    "State",
    "adopt",
    "answer_as_lbr",
    "answer_as_region",
    "answered_by",
    "current_state",
    "is_public",
    "reopen",
    "roles_in",
    "send_to_hearing",
    "state_of",
    "turn",
    "value_of",
    "write_draft",
]
