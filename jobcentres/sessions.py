"""How long somebody stays signed in: ten hours at most, one hour without doing anything.

The last sign of life stands in a signed cookie of its own, so that reading a page writes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse

from jobcentres.models import User

Handler = Callable[[HttpRequest], HttpResponse]

LONGEST = timedelta(hours=10)
IDLE_SECONDS = 60 * 60
RENEWED_AFTER = 60
BEGAN = "began"
ENDED_IDLE = "ended_idle"


def begin(request: HttpRequest, person: User) -> None:
    """Sign `person` in, under a new session id."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session.set_expiry(LONGEST)  # kept as a moment: later changes of the session do not extend it
    request.session[BEGAN] = int(time.time())


def idle_limit(get_response: Handler) -> Handler:
    """Sign out who has done nothing for an hour. Sessions begun by `begin` only."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = request.session.get(BEGAN) if request.user.is_authenticated else None
        if began is None:
            return get_response(request)
        moment = int(time.time())
        seen = max(began, last_seen(request))
        if moment - seen > IDLE_SECONDS:
            logout(request)
            request.session[ENDED_IDLE] = True
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
        known_as = request.session.session_key
        response = get_response(request)
        is_renewed = request.session.session_key != known_as  # a new password gives the session a new id
        if request.user.is_authenticated and (is_renewed or moment - seen >= RENEWED_AFTER):
            mark_seen(request, response, moment)
        return response

    return answer


def last_seen(request: HttpRequest) -> int:
    try:
        return int(signing.loads(request.COOKIES.get(settings.SEEN_COOKIE_NAME, ""), salt=_salt(request)))
    except (signing.BadSignature, ValueError):
        return 0


def mark_seen(request: HttpRequest, response: HttpResponse, moment: int) -> None:
    response.set_cookie(
        settings.SEEN_COOKIE_NAME,
        signing.dumps(moment, salt=_salt(request)),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _salt(request: HttpRequest) -> str:
    return f"seen {request.session.session_key}"
