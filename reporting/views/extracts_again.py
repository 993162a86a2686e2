"""`/udtraek/hentet/<number>/`: a file that was fetched before, made again from the same choice and moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from jobcentres.clock import COPENHAGEN
from jobcentres.downloads import one_too_many
from jobcentres.models import AccessLogEntry
from reporting import wording
from reporting.choices import NothingThere, announced_goals, reader_of
from reporting.exports.files import FORMATS
from reporting.exports.recent import WHAT, asked_in, file_name
from reporting.views.extracts import breadcrumb, read_for, send

ANYWAY = "alligevel"
_AT_ONCE = 64 * 1024


@require_POST
def extract_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same bytes. Where rights, names or definitions have changed since, so that they are others, the
    page says so and offers them."""
    own = AccessLogEntry.objects.filter(user=reader_of(request), kind=AccessLogEntry.Kind.EXPORT)
    entry = get_object_or_404(own, pk=pk, what__startswith=WHAT)
    asked, goals = asked_in(entry.query), announced_goals(request)
    if asked is None or asked.extract.choice.year not in goals:
        raise NothingThere(_("This file is no longer made. Choose anew on the page for figures to download."))
    if refusal := one_too_many(request):
        return refusal
    extracted = read_for(request, asked.extract, goals)
    with override(settings.LANGUAGE_CODE):
        made = _Made(FORMATS[asked.kind].write(extracted))
    if entry.digest and entry.digest != made.digest and ANYWAY not in request.POST:
        made.close()
        context = {
            "entry": entry,
            "name": file_name(asked),
            "fetched": wording.full_moment(entry.at.astimezone(COPENHAGEN)),
            "digest": made.digest,
            "breadcrumb": breadcrumb(),
        }
        return render(request, "reporting/extract_again.html", context, status=409)
    answer = send(request, asked, extracted, made)
    if not answer.streaming:
        made.close()
    return answer


class _Made:
    """A file made whole, to be compared before it is sent. It waits on the disk, not in memory."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115 (it is closed when it has been sent)
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part)
            self._file.write(part)
        self.digest = digest.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while part := self._file.read(_AT_ONCE):
            yield part

    def close(self) -> None:
        self._file.close()
