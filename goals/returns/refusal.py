from __future__ import annotations


class ReturnRefused(Exception):
    """The step cannot be taken. `code` names the reason; `str()` tells the user what to do instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
