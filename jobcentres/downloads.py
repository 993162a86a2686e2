"""The one gateway through which files leave: it counts them for each person, writes them down in the log, and
hashes them as they pass.

A file streams after the view has ended, outside any transaction: of the database it takes two short writes,
one before the first byte and one after the last.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import override

from jobcentres import clock
from jobcentres.access_log import FILES_PER_HOUR, MustWait, begin_file, complete_access, refuse_one_too_many
from jobcentres.models import AccessLogEntry, User
from jobcentres.naming import fit_name

logger = logging.getLogger(__name__)

BLOCK = 64 * 1024


class NotMade(Exception):
    """A file that cannot be made now; `str()` says why, to those who run the system. Whoever asked for it
    gets a page with status 503."""


@dataclass(slots=True)
class RowCount:
    """How many rows have been written: the writer raises `number`, the log reads it at the end."""

    number: int = 0


def send_file(
    request: HttpRequest,
    *,
    what: str,
    query: str,
    known_on: datetime | None,
    name: str,
    content_type: str,
    parts: Iterable[bytes],
    rows: RowCount | None = None,
) -> HttpResponseBase:
    """The file that `parts` make, for the signed-in person, or a page with status 429 for one too many.

    `what` says in the log which file it is (`udtraek/xlsx`), `query` the whole choice behind it as the query
    of an address, `known_on` when what it shows was known. `parts` are made in Danish, whoever asks,
    and are closed when the reader goes away; what they do not do before they are asked for is spared where
    there is one file too many. They must not wait inside a transaction: SQLite has one writer. A fault before
    the first 64 kB is raised; a later one breaks the file off.
    """
    person = cast(User, request.user)
    try:
        entry = begin_file(by=person, what=what, query=query, known_on=known_on)
    except MustWait as refusal:
        return too_many_files(request, refusal)
    response = StreamingHttpResponse(Passing(entry, parts, rows), content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, fit_name(name)) or "attachment"
    return response


def one_too_many(request: HttpRequest) -> HttpResponse | None:
    """The page with status 429 where it is known before a file is made whole that it would not be sent."""
    try:
        refuse_one_too_many(cast(User, request.user))
    except MustWait as refusal:
        return too_many_files(request, refusal)
    return None


def too_many_files(request: HttpRequest, refusal: MustWait) -> HttpResponse:
    """Says when the next file can be fetched."""
    logger.warning("Too many files", extra={"wait": refusal.seconds})
    context = {
        "is_at_once": refusal.is_at_once,
        "most": FILES_PER_HOUR,
        "again": clock.now() + timedelta(seconds=refusal.seconds + 59),
        "reference": getattr(request, "reference", ""),
    }
    response = render(request, "jobcentres/too_many_files.html", context, status=429)
    response.headers["Retry-After"] = str(refusal.seconds)
    return response


class Passing:
    """The same bytes in blocks, counted and hashed; `entry` is completed when they have ended, or when the
    stream is closed before that.

    The first block is made at once: what fails until then is told on a page, not by half a file.
    """

    def __init__(self, entry: AccessLogEntry, parts: Iterable[bytes], rows: RowCount | None = None) -> None:
        self._entry, self._parts, self._rows = entry, parts, rows
        self._rest = iter(parts)
        self._digest = hashlib.sha256()
        self._size = 0
        self._has_ended = False
        self._first = self._made()

    def __iter__(self) -> Iterator[bytes]:
        block, self._first = self._first, b""
        while block:
            yield block
            block = self._made()

    def close(self) -> None:
        self._end(is_complete=False)

    def _made(self) -> bytes:
        """The next block; empty when there is nothing more."""
        try:
            block = _next_block(self._rest)
        except BaseException:
            self.close()
            raise
        self._digest.update(block)
        self._size += len(block)
        if not block:
            self._end(is_complete=True)
        return block

    def _end(self, *, is_complete: bool) -> None:
        """Whoever has the whole file keeps it, even if the database is away just then."""
        if self._has_ended:
            return
        self._has_ended = True
        if hasattr(self._parts, "close"):
            self._parts.close()
        try:
            complete_access(
                self._entry,
                rows=self._rows.number if self._rows else None,
                size=self._size,
                digest=self._digest.hexdigest() if is_complete else "",
                is_complete=is_complete,
            )
        except (DatabaseError, InterfaceError):
            logger.exception("The access log could not be completed", extra={"entry": self._entry.pk})


def _next_block(parts: Iterator[bytes]) -> bytes:
    """Lines gathered to blocks, so that a file of many small parts is not sent in as many pieces."""
    gathered, size = [], 0
    with override(settings.LANGUAGE_CODE):
        for part in parts:
            gathered.append(part)
            size += len(part)
            if size >= BLOCK:
                break
    return b"".join(gathered)
