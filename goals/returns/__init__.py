"""The one writer of monthly returns: what is said about a line, and its way to release and back."""

from goals.returns.lines import choose_line_state, comment_line, return_for, write_remark
from goals.returns.refusal import ReturnRefused

__all__ = [
    "ReturnRefused",
    "choose_line_state",
    "comment_line",
    "return_for",
    "write_remark",
]
