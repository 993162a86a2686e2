"""The door of `/api/v1/`: the rest of the address is resolved behind it, in what the first call loads."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver
from django.urls.converters import PathConverter
from django.urls.resolvers import RegexPattern
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from reporting.api.problems import Problem, answer

if TYPE_CHECKING:
    from ninja import NinjaAPI

READING = ("GET", "HEAD")
LANGUAGES = ("da", "en")


class Rest(PathConverter):
    """The rest of an address, whatever signs it is made of: also a line's end is answered by a problem."""

    regex = r"[\s\S]+"


@csrf_exempt  # nothing is written here, by whatever method
@login_not_required  # who calls is found out behind the door: a program is told so, not sent to a page
def api(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answers in the language that the caller accepts; every fault is a problem in it."""
    return _in_language(request, lambda: _answer(request, rest))


def refused(request: HttpRequest, problem: Callable[[], Problem]) -> HttpResponse:
    """What is answered where the call does not come as far as the door."""
    return _in_language(request, lambda: answer(request, problem()))


def _in_language(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    language = _language(request)
    with translation.override(language):
        response = make()
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    response["Content-Language"] = language
    response.headers.setdefault("Vary", "Accept, Accept-Language, Authorization, Cookie")
    return response


def _answer(request: HttpRequest, rest: str) -> HttpResponse:
    from reporting.api.faults import answer_fault

    if request.method not in READING:
        allowed = ", ".join(READING)
        said = _("Only reading is possible here: GET.")
        return answer(request, Problem(405, said, headers={"Allow": allowed}))
    try:
        match = resolver().resolve(rest)
    except Resolver404:
        return answer_fault(request, Http404())
    try:
        response: HttpResponse = match.func(_as_get(request), *match.args, **match.kwargs)
    except Exception as fault:  # whatever it was, a program is told so in a way that it reads
        return answer_fault(request, fault)
    return response


def _as_get(request: HttpRequest) -> HttpRequest:
    """HEAD is answered as GET; what it does not want is left out afterwards."""
    if request.method == "GET":
        return request
    asked = copy(request)
    asked.method = "GET"
    return asked


@cache
def resolver() -> URLResolver:
    """Of the addresses below `/api/v1/`."""
    from reporting.api.urls import urlpatterns

    return URLResolver(RegexPattern(r"^"), urlpatterns)


def endpoints() -> NinjaAPI:
    from reporting.api.endpoints import api as made

    return made


def _language(request: HttpRequest) -> str:
    """Danish or English, which of them the caller would rather have; else as on the pages."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500].lower()):
        found = wanted.partition("-")[0]
        if found in LANGUAGES:
            return found
    chosen = (translation.get_language() or "da").partition("-")[0]
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
