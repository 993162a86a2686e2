"""`/udtraek/hentet/<number>/`: a file that was fetched before, made again from the same choice and moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from copy import copy
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from jobcentres.clock import COPENHAGEN
from jobcentres.downloads import one_too_many
from jobcentres.models import AccessLogEntry
from reporting import wording
from reporting.choices import NothingThere, announced_goals, reader_of
from reporting.contract_files import ContractFile
from reporting.downloads import Download, deliver
from reporting.exports.files import FORMATS
from reporting.exports.recent import WHAT, asked_in, file_name
from reporting.fetch import KINDS
from reporting.views.contract_papers import contract_file, follow_up_file
from reporting.views.extracts import breadcrumb, read_for
from reporting.views.fetch import file_of_page

ANYWAY = "alligevel"
_AT_ONCE = 64 * 1024


@require_POST
def extract_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same bytes. Where rights, names or definitions have changed since, so that they are others, the
    page says so and offers them."""
    refused = one_too_many(request)
    if refused is not None:
        return refused
    own = AccessLogEntry.objects.filter(user=reader_of(request), kind=AccessLogEntry.Kind.EXPORT)
    entry, is_wanted_anyway = get_object_or_404(own, pk=pk), ANYWAY in request.POST
    remade = _remade(request, entry)
    with override(settings.LANGUAGE_CODE):
        made = _Made(remade.parts)
    if entry.digest and entry.digest != made.digest and not is_wanted_anyway:
        made.close()
        context = {
            "entry": entry,
            "name": remade.name,
            "fetched": wording.full_moment(entry.at.astimezone(COPENHAGEN)),
            "digest": made.digest,
            "breadcrumb": breadcrumb(),
        }
        return render(request, "reporting/extract_again.html", context, status=409)
    answer = deliver(request, remade._replace(parts=made))
    if not answer.streaming:
        made.close()
    return answer


def _remade(request: HttpRequest, entry: AccessLogEntry) -> Download:
    if entry.what.startswith(WHAT):
        return _extract(request, entry)
    found = ContractFile.in_log(entry.what, entry.query)
    return _file_of_contract(request, entry, found) if found else _file_of_page(request, entry)


def _extract(request: HttpRequest, entry: AccessLogEntry) -> Download:
    asked, goals = asked_in(entry.query), announced_goals(request)
    if asked is None or asked.extract.choice.year not in goals:
        raise _no_longer_made()
    extracted, chosen = read_for(request, asked.extract, goals), FORMATS[asked.kind]
    return Download(
        what=entry.what,
        query=entry.query,
        choice=asked.extract.choice,
        name=file_name(asked),
        content_type=chosen.content_type,
        parts=chosen.write(extracted),
        rows=extracted.count,
    )


def _file_of_page(request: HttpRequest, entry: AccessLogEntry) -> Download:
    """A file that was fetched from the page of an area."""
    kind, _slash, code = entry.what.partition("/")
    if kind not in KINDS:
        raise _no_longer_made()
    return file_of_page(_as_sent(request, entry, reverse("fetch", args=[kind, code])), kind, code)


def _file_of_contract(request: HttpRequest, entry: AccessLogEntry, found: ContractFile) -> Download:
    sent = _as_sent(request, entry, found.address)
    if found.quarter is None:
        return contract_file(sent, found.year, found.code)
    return follow_up_file(sent, found.year, found.code, found.quarter)


def _as_sent(request: HttpRequest, entry: AccessLogEntry, address: str) -> HttpRequest:
    """The request as the page's form sent it then, from the person who asks now."""
    sent = copy(request)
    sent.POST, sent.path_info, sent.resolver_match = QueryDict(entry.query), address, resolve(address)
    return sent


def _no_longer_made() -> NothingThere:
    return NothingThere(_("This file is no longer made. Choose anew on the page for figures to download."))


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
