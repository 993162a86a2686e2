"""The one writer of monthly returns: what is said about a line, its way to release, and what is due."""

from goals.returns.corrections import accept_correction, decline_correction, withdraw_correction
from goals.returns.due import DueLine, LineState, due_lines
from goals.returns.eyes import kept_text
from goals.returns.lines import choose_line_state, comment_line, return_for, write_remark
from goals.returns.refusal import ReturnRefused
from goals.returns.reopening import close, reopen
from goals.returns.review import approve, left_for_others, send_back, submit
from goals.returns.state import state_of, states_of
from goals.returns.talk import assignment_in, explain, say, settle

__all__ = [
    "DueLine",
    "LineState",
    "ReturnRefused",
    "accept_correction",
    "approve",
    "assignment_in",
    "choose_line_state",
    "close",
    "comment_line",
    "decline_correction",
    "due_lines",
    "explain",
    "kept_text",
    "left_for_others",
    "reopen",
    "return_for",
    "say",
    "send_back",
    "settle",
    "state_of",
    "states_of",
    "submit",
    "withdraw_correction",
    "write_remark",
]
