"""When the reader was here before: kept in a signed cookie of this person's, so that reading writes nothing.

A visit ends with a pause of more than an hour. The cookie holds the last request of the visit before, and the
last of this one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import NamedTuple, cast

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from goals.months import now
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User

View = Callable[..., HttpResponse]

PAUSE = timedelta(hours=1)
RENEWED_AFTER = timedelta(minutes=1)
KEPT_FOR = timedelta(days=365)


class Visit(NamedTuple):
    """`before`: the end of the visit before, None on the first; `seen`: the last request of this one."""

    before: datetime | None
    seen: datetime


def last_visit(request: HttpRequest) -> datetime | None:
    """When the visit before this one ended; None on the first visit of the person in this browser."""
    known = _kept(request)
    return _continued(known, now()).before if known else None


def remembers_visits(view: View) -> View:
    """Keep, with the answer of `view`, that its reader has been here."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        known, moment = _kept(request), now()
        visit = _continued(known, moment) if known else Visit(None, moment)
        if known is None or visit.before != known.before or abs(moment - known.seen) >= RENEWED_AFTER:
            _keep(request, response, Visit(visit.before, moment))
        return response

    return answer


def _continued(known: Visit, moment: datetime) -> Visit:
    """The visit of a request at `moment`. A clock set back, as the sample's is, begins another."""
    if timedelta() <= moment - known.seen <= PAUSE:
        return known
    return Visit(min(known.seen, moment), moment)


def _kept(request: HttpRequest) -> Visit | None:
    written = request.COOKIES.get(settings.VISIT_COOKIE_NAME, "")
    try:
        before, seen = signing.loads(written, salt=_salt(request))
        return Visit(_moment(before) if before else None, _moment(seen))
    except (signing.BadSignature, ValueError, TypeError, OverflowError):
        return None


def _keep(request: HttpRequest, response: HttpResponse, visit: Visit) -> None:
    before = int(visit.before.timestamp()) if visit.before else 0
    response.set_cookie(
        settings.VISIT_COOKIE_NAME,
        signing.dumps([before, int(visit.seen.timestamp())], salt=_salt(request)),
        max_age=int(KEPT_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _moment(seconds: object) -> datetime:
    return datetime.fromtimestamp(cast(int, seconds), UTC).astimezone(COPENHAGEN)


def _salt(request: HttpRequest) -> str:
    return f"visit {cast(User, request.user).pk}"
