"""Files of results: what they show is pinned, to be made again, and they leave through the gateway."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from goals.months import now
from jobcentres.downloads import RowCount, send_file, too_many_files
from jobcentres.models import Installation
from reporting.summaries import Choice

__all__ = ["RowCount", "deliver", "pinned", "too_many_files"]


def pinned(choice: Choice) -> Choice:
    """The choice with its moment of knowledge filled in, the last whole second, so that what it shows can be
    made again.

    Waits for a change that is just being recorded: no later one can be dated at or before that second.
    """
    if choice.known_on is not None:
        return choice
    with transaction.atomic():
        Installation.objects.select_for_update().filter(pk=1).first()
        moment = now()
    return replace(choice, known_on=moment.replace(microsecond=0))


def deliver(
    request: HttpRequest,
    *,
    what: str,
    query: str,
    choice: Choice,
    name: str,
    content_type: str,
    parts: Iterable[bytes],
    rows: RowCount | None = None,
) -> HttpResponseBase:
    """As `send_file`, of results for `choice` (`pinned`)."""
    return send_file(
        request,
        what=what,
        query=query,
        known_on=choice.known_on,
        name=name,
        content_type=content_type,
        parts=parts,
        rows=rows,
    )
