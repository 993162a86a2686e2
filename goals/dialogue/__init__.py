"""The dialogue about a municipality's target: draft, hearing, adoption, and what may come when."""

from goals.dialogue.reading import Dialogue, is_inside, read_dialogues
from goals.dialogue.rules import RULES, Action, State
from goals.dialogue.state import answered_by, is_public, state_of, turn
from goals.dialogue.steps import (
    CONFLICT,
    Amount,
    Said,
    adopt,
    answer_as_lbr,
    answer_as_region,
    current_state,
    reopen,
    roles_in,
    seen_of,
    send_to_hearing,
    value_of,
    write_draft,
)

__all__ = [
    "CONFLICT",
    "RULES",
    "Action",
    "Amount",
    "Dialogue",
    "Said",
    "State",
    "adopt",
    "answer_as_lbr",
    "answer_as_region",
    "answered_by",
    "current_state",
    "is_inside",
    "is_public",
    "read_dialogues",
    "reopen",
    "roles_in",
    "seen_of",
    "send_to_hearing",
    "state_of",
    "turn",
    "value_of",
    "write_draft",
]
