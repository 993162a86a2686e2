"""Whether an answer would be the same again, told before a figure is read (docs/decisions/0022, 0026)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac

from goals.months import now
from jobcentres import clock
from jobcentres.changes import canonical_json
from jobcentres.clock import COPENHAGEN
from reporting.api.caller import Caller
from reporting.api.moments import http_moment
from reporting.validators import rights_of, version
from reporting.world import read_world


class Mark(NamedTuple):
    """The validators of an answer; `modified` is None where a change in this second could be overlooked."""

    etag: str
    modified: int | None


def mark_of(request: HttpRequest, caller: Caller, format_chosen: str) -> Mark:
    """Follows from what is recorded, the address, the caller's rights, and the day. One query."""
    parts = [
        read_world(),
        version(),
        request.get_host(),
        request.get_full_path(),
        [format_chosen, translation.get_language()],
        rights_of(caller.user),
    ]
    etag = f'W/"{salted_hmac(__name__, canonical_json(parts)).hexdigest()[:32]}"'
    return Mark(etag, _modified())


def unchanged(request: HttpRequest, mark: Mark) -> HttpResponse | None:
    """304, if what the caller has would be the answer."""
    response: HttpResponse | None = get_conditional_response(request, mark.etag, mark.modified)
    return response if response is not None and response.status_code == 304 else None


def _modified() -> int | None:
    """The last change, or the day's beginning: roles begin and end with days."""
    moment, last = now(), clock.installation().last_recorded_at
    morning = datetime.combine(moment.date(), time(), COPENHAGEN)
    found = max(morning, last) if last else morning
    is_settled = abs(moment - found) >= timedelta(seconds=1)
    return int(http_moment(found)) if is_settled else None
