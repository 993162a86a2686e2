"""What every request passes: its reference, its sender's address, language, clock and headers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from config import errors, logs
from jobcentres import clock as one_clock
from jobcentres.away import is_away
from jobcentres.downloads import NotMade


class Request(HttpRequest):
    """A request as it is from here on."""

    reference: str


Handler = Callable[[Request], HttpResponse]

REFERENCE_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"  # none that is misread, and no vowels for words to form


def request_reference(get_response: Handler) -> Handler:
    """Give each request the number that its log lines, its error page and its answer carry."""

    def answer(request: Request) -> HttpResponse:
        request.reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(8))
        token = logs.current_request.set(request)
        try:
            response = get_response(request)
        finally:
            logs.current_request.reset(token)
        response["X-Request-Id"] = request.reference
        return response

    return answer


def client_address(get_response: Handler) -> Handler:
    """Behind our own proxies (TRUSTED_PROXIES) the sender is the last address they did not add themselves."""
    trusted = frozenset(settings.TRUSTED_PROXIES)

    def answer(request: Request) -> HttpResponse:
        if request.META.get("REMOTE_ADDR") in trusted:
            passed = re.split(r"\s*,\s*", request.META.get("HTTP_X_FORWARDED_FOR", "").strip())
            sender = next((address for address in reversed(passed) if address not in trusted), "")
            if re.fullmatch(r"[0-9A-Fa-f.:]{2,45}", sender):
                request.META["REMOTE_ADDR"] = sender
        return get_response(request)

    return answer


def response_headers(get_response: Handler) -> Handler:
    """Nobody between us and the browser keeps a page, and no other site embeds one."""

    def answer(request: Request) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer


def language(get_response: Handler) -> Handler:
    """Danish, unless this browser (cookie) or the person has switched. Never the browser's own wish."""
    offered = {code for code, _ in settings.LANGUAGES}

    def answer(request: Request) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", None)
        with translation.override(chosen if chosen in offered else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault(
                "Content-Language", translation.get_language() or settings.LANGUAGE_CODE
            )
        return response

    return answer


def clock(get_response: Handler) -> Handler:
    """During a request the clock's row is read once at most; afterwards it is forgotten."""

    def answer(request: Request) -> HttpResponse:
        one_clock.keep()
        try:
            return get_response(request)
        finally:
            one_clock.forget()

    return answer


class ErrorPages:
    """Our own pages for a database that is away and a file that cannot be made, and also with DEBUG for an
    address that is wrong."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and settings.DEBUG and request.resolver_match is None:
            return errors.not_found(request, Http404())
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_away(exception):
            return errors.database_away(request, exception)
        if isinstance(exception, NotMade):
            return errors.file_not_made(request, exception)
        if isinstance(exception, Http404):
            return errors.not_found(request, exception)
        return None
