"""What a call that cannot be answered is told: `application/problem+json` (RFC 9457), Danish or English."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jobcentres.rates import CALLS_PER_MINUTE

CONTENT_TYPE = "application/problem+json"
SECONDS_BEFORE_RETRY = 5


class Fault(NamedTuple):
    """What is wrong with one parameter, and what to write."""

    name: str
    detail: str


class Problem(Exception):
    """Raised anywhere below the door; `status` is that of the answer, `detail` in the caller's language."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults, self.headers = status, detail, faults, dict(headers or {})


def titles() -> dict[int, str]:
    return {
        400: _("The call cannot be read"),
        401: _("Sign in, or send an access key"),
        403: _("This is not open to the caller"),
        404: _("There is no such thing"),
        405: _("This address is only read"),
        406: _("The answer does not come in this format"),
        422: _("A parameter cannot be used"),
        429: _("Too many calls"),
        500: _("Something went wrong here"),
        503: _("The system does not answer just now"),
    }


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    reference = getattr(request, "reference", "")
    content: dict[str, object] = {
        "type": "about:blank",
        "title": titles().get(problem.status, ""),
        "status": problem.status,
        "detail": problem.detail,
    }
    if reference:
        content["instance"] = f"urn:maaltal:{reference}"
    if problem.faults:
        content["errors"] = [fault._asdict() for fault in problem.faults]
    response = HttpResponse(
        json.dumps(content, ensure_ascii=False), status=problem.status, content_type=CONTENT_TYPE
    )
    for name, value in problem.headers.items():
        response[name] = value
    return response


def unauthorised(detail: str) -> Problem:
    """401, saying how to sign in; it never falls back to another way of signing in."""
    return Problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="maaltal"'})


def too_many(seconds: int, most: int = CALLS_PER_MINUTE) -> Problem:
    said = _("More than %(most)s calls in a minute. Wait %(seconds)s seconds.")
    return Problem(
        429,
        said % {"most": most, "seconds": seconds},
        headers={"Retry-After": str(seconds)},
    )


def away() -> Problem:
    return Problem(
        503,
        _("The database does not answer. Try again in a moment."),
        headers={"Retry-After": str(SECONDS_BEFORE_RETRY)},
    )
