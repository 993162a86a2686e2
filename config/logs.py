"""Log lines as JSON: one line each whatever they contain, and never a secret."""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)

LONGEST_TEXT = 8000
SECRET_NAMES = re.compile(
    r"passw|adgangskode|token|cookie|session|secret|authorization|csrf|api_?key", re.IGNORECASE
)
SECRET_PAIRS = re.compile(
    r"((?:[\w-]*(?:passw|adgangskode|token|cookie|session|secret|authorization|csrf|api_?key)[\w-]*)[\"']?\s*[=:]\s*)"
    r"(\"[^\"]*\"|'[^']*'|(?:Bearer |Basic )?[^\s,;&\"'}]+)",
    re.IGNORECASE,
)
RESET_LINKS = re.compile(r"\b[0-9a-z]{1,13}-[0-9a-f]{32,64}\b")
LOGIN_IN_URL = re.compile(r"(://[^:/@\s]*:)[^@/\s]+@")
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "request",
    "server_time",
}


class JsonLine(logging.Formatter):
    """time, level, logger, message, reference, user, method, path and whatever `extra` the caller gave."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        line |= _of_request(current_request.get() or getattr(record, "request", None))
        line |= {name: _plain(name, value) for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info:
            line["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line)  # ASCII: control characters, ANSI and line separators all stand escaped


def _of_request(request: object) -> dict[str, Any]:
    if not isinstance(request, HttpRequest):
        return {}
    user = getattr(request, "_cached_user", None)  # what has been read already; a log line asks no database
    return {
        "reference": getattr(request, "reference", None),
        "user": getattr(user, "pk", None),
        "method": request.method,
        "path": without_secrets(request.path),
    }


def _plain(name: str, value: object) -> object:
    if SECRET_NAMES.search(name):
        return "[hidden]"
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain("", inner) for inner in value]
    return without_secrets(str(value))


def without_secrets(text: str) -> str:
    text = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"
    text = SECRET_PAIRS.sub(r"\1[hidden]", text)
    return LOGIN_IN_URL.sub(r"\1[hidden]@", RESET_LINKS.sub("[hidden]", text))
