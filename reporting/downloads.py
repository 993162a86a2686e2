"""Files of results: what they show is pinned, to be made again, and they leave through the gateway."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from goals.months import now
from jobcentres.downloads import RowCount, send_file, too_many_files
from jobcentres.models import Installation
from reporting.summaries import Choice

__all__ = ["Download", "RowCount", "deliver", "pinned", "too_many_files"]


class Download(NamedTuple):
    """A file of results, its `parts` made when they are asked for.

    `what` and `query` are its line in the log, from which it can be made again.
    """

    what: str
    query: str
    choice: Choice
    name: str
    content_type: str
    parts: Iterable[bytes]
    rows: RowCount | None = None


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


def deliver(request: HttpRequest, file: Download) -> HttpResponseBase:
    """As `send_file`; the file's choice is `pinned`."""
    return send_file(
        request,
        what=file.what,
        query=file.query,
        known_on=file.choice.known_on,
        name=file.name,
        content_type=file.content_type,
        parts=file.parts,
        rows=file.rows,
    )
