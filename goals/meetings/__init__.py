"""Meetings of the councils: their papers, whose figures are those known at a moment, notes and decisions."""

from goals.meetings.reading import (
    Sitting,
    Written,
    coming_and_past,
    is_inside,
    newest_papers,
    read_sitting,
)
from goals.meetings.rules import RULES, Action, State, rules_of
from goals.meetings.standing import may_make, next_meeting_of, roles_in, state_of
from goals.meetings.writing import CONFLICT, Paper, Said, cancel, make_meeting, renew, write

__all__ = [
    "CONFLICT",
    "RULES",
    "Action",
    "Paper",
    "Said",
    "Sitting",
    "State",
    "Written",
    "cancel",
    "coming_and_past",
    "is_inside",
    "make_meeting",
    "may_make",
    "newest_papers",
    "next_meeting_of",
    "read_sitting",
    "renew",
    "roles_in",
    "rules_of",
    "state_of",
    "write",
]
