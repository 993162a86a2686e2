"""What went wrong on the way to an answer, as a problem: whatever it was, never a page and never a trace."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, Throttled, ValidationError

from jobcentres.away import is_away
from reporting.api.problems import Fault, Problem, answer, away, too_many, unauthorised
from reporting.places import NotThere

logger = logging.getLogger(__name__)


def answer_fault(request: HttpRequest, fault: Any) -> HttpResponse:
    return answer(request, problem_of(request, fault))


def problem_of(request: HttpRequest, fault: Exception) -> Problem:
    match fault:
        case Problem():
            return fault
        case NotThere():
            return Problem(404, str(fault))
        case Http404():
            return Problem(404, _("There is no such address. /api/v1/openapi.json tells which there are."))
        case SuspiciousOperation() | BadRequest():
            return Problem(400, _("There is too much in the address, or it is broken off."))
        case ValidationError():
            return _unusable(fault.errors)
        case Throttled():
            return too_many(getattr(request, "wait", 1))
        case AuthenticationError():
            return unauthorised(_("Sign in on the pages, or send an access key: Authorization: Bearer …"))
        case _ if is_away(fault):
            logger.error("The database did not answer", exc_info=fault)
            return away()
        case _:
            logger.error("The API failed", exc_info=fault)
            return Problem(500, _("The fault has been written down under the number given as instance."))


def _unusable(errors: Sequence[Mapping[str, Any]]) -> Problem:
    faults = [Fault(_name(error["loc"]), _words(error)) for error in errors]
    return Problem(422, _("Put right what errors says."), faults=faults)


def _name(place: Sequence[object]) -> str:
    """`('query', 'asked', 'area', 0)` → `area`"""
    names = [str(part) for part in place if isinstance(part, str) and part not in {"query", "path", "asked"}]
    return names[-1] if names else ""


def _words(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return str(context.get("error") or error["msg"])
        case "greater_than_equal":
            return _("Write a whole number of at least %(least)s.") % {"least": context["ge"]}
        case "less_than_equal":
            return _("Write a whole number of at most %(most)s.") % {"most": context["le"]}
        case "int_parsing" | "int_type" | "int_from_float":
            return _("Write a whole number with digits.")
        case "literal_error":
            return _("Write one of these: %(known)s.") % {"known": _known(str(context["expected"]))}
        case "too_long":
            return _("Give at most %(most)s.") % {"most": context["max_length"]}
        case "string_pattern_mismatch":
            return _("Write the code as /api/v1/areas or /api/v1/indicators tells it, e.g. 0340.")
        case _:
            return _("This cannot be read.")


def _known(expected: str) -> str:
    """`'json' or 'csv'` → `json, csv`"""
    return ", ".join(part.strip("' ") for part in expected.replace(" or ", ", ").split(","))
