"""How many requests may come in a minute: from a person, and from an address where nobody has signed in.

Counted in the memory of each process, so that no page costs a query for it (docs/decisions/0033).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from config.kept import kept_of
from jobcentres.throttle import network_of
from reporting.api.problems import too_many
from reporting.views.api import refused

Handler = Callable[[HttpRequest], HttpResponse]

MINUTE = 60
FREE, PROGRAMS = "/sundhed/", "/api/v1/"


class Pace:
    """The counts of the minute that runs. All begin anew together, so that none has to be cleared away."""

    def __init__(self) -> None:
        self._minute, self._counts = 0, Counter[str]()

    def count(self, sender: str, most: int) -> int:
        """Count one request of `sender`; the seconds until the next minute if it is one too many, else 0."""
        minute, second = divmod(int(time.time()), MINUTE)
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()
        self._counts[sender] += 1
        return MINUTE - second if self._counts[sender] > most else 0


def pace(get_response: Handler) -> Handler:
    """Whoever asks too often waits for the minute to end; whether the system is up may always be asked."""
    counted = Pace()

    def answer(request: HttpRequest) -> HttpResponse:
        wait = 0 if request.path == FREE else counted.count(*_sender(request))
        return _refused(request, wait) if wait else get_response(request)

    return answer


def _sender(request: HttpRequest) -> tuple[str, int]:
    """Who is counted, and how often that one may ask. A municipality's people share an address: they are told
    apart once they have signed in."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}", settings.REQUESTS_PER_MINUTE
    return f"address {network_of(request.META.get('REMOTE_ADDR', ''))}", 2 * settings.REQUESTS_PER_MINUTE


def _refused(request: HttpRequest, wait: int) -> HttpResponse:
    """In the caller's own way: a program's, a script's that saves by itself, or a page with what was sent."""
    if request.path.startswith(PROGRAMS):
        response = refused(request, lambda: too_many(wait, _sender(request)[1]))
    elif request.headers.get("Accept") == "application/json":
        response = JsonResponse({"outcome": "too_many"}, status=429)
    else:
        response = _page(request, wait)
    response["Retry-After"] = str(wait)
    return response


def _page(request: HttpRequest, wait: int) -> HttpResponse:
    context = {
        "kept": kept_of(request),
        "is_sent": request.method == "POST",
        "wait": wait,
        "again": timezone.now() + timedelta(seconds=wait),
        "reference": getattr(request, "reference", ""),
    }
    return render(None, "429_pace.html", context, status=429)
