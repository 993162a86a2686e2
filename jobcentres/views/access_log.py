"""`/log/`: who took what out of the system. Who administers nobody finds no such page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, cast
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from jobcentres.access_log import entries_visible_to, how_it_ended, people_visible_to
from jobcentres.clock import COPENHAGEN
from jobcentres.forms import AccessLogForm
from jobcentres.models import AccessLogEntry, User
from jobcentres.naming import sort_key

PER_PAGE = 100
MOST_WORDS = 8
"""Parts of a choice that stand open in a row; longer ones are folded."""
DIGEST = re.compile(r"[0-9a-f]{8,64}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """`choice`: what was chosen, each name once with all its values."""

    entry: AccessLogEntry
    choice: list[tuple[str, list[str]]]

    @property
    def is_long(self) -> bool:
        return sum(len(values) for _name, values in self.choice) > MOST_WORDS


@never_cache
@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    person = cast(User, request.user)
    if not person.scopes.administered_area_ids:
        raise Http404
    form = AccessLogForm(request.GET if {"person", "slags", "dag"} & request.GET.keys() else None)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = AccessLogEntry.objects.none() if form.errors else _found(person, chosen)
    page = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "form": form,
        "page": page,
        "rows": [Row(entry, _choice(entry.query)) for entry in _entries(page)],
        "is_chosen": any(chosen.values()),
        "searched": " · ".join(_searched(chosen)),
        "months": settings.ACCESS_LOG_MONTHS,
        "sees_all": person.scopes.administers_country,
    }
    return render(request, "jobcentres/access_log.html", context)


def _entries(page: Iterable[int]) -> QuerySet[AccessLogEntry]:
    """Read whole only when the page is known: keys alone are sorted within an index."""
    found = AccessLogEntry.objects.filter(pk__in=list(page)).select_related("user", "token")
    return found.annotate(ended=how_it_ended())


def _found(person: User, chosen: dict[str, Any]) -> QuerySet[AccessLogEntry]:
    found = entries_visible_to(person)
    if chosen.get("slags"):
        found = found.filter(kind=chosen["slags"])
    if day := chosen.get("dag"):
        start, end = (datetime.combine(one, time(), COPENHAGEN) for one in (day, day + timedelta(1)))
        found = found.filter(at__gte=start, at__lt=end)
    if words := chosen.get("person"):
        found = found.filter(_named(person, words))
    return found


def _named(person: User, words: str) -> Q:
    """Of somebody with such a name or address, or of a file whose checksum begins so."""
    key = sort_key(words)
    named = Q(email__icontains=words) | (Q(sort_key__contains=key) if key else Q(pk=None))
    of_person = Q(user__in=people_visible_to(person).filter(named))
    return of_person | Q(digest__startswith=words.lower()) if DIGEST.fullmatch(words) else of_person


def _searched(chosen: dict[str, Any]) -> Iterator[str]:
    """What the search asks for, as the paper says it."""
    if chosen.get("person"):
        yield chosen["person"]
    if chosen.get("slags"):
        yield str(AccessLogEntry.Kind(chosen["slags"]).label)
    if chosen.get("dag"):
        yield date_format(chosen["dag"], "DATE_FORMAT")


def _choice(query: str) -> list[tuple[str, list[str]]]:
    chosen: dict[str, list[str]] = {}
    for name, value in parse_qsl(query):
        chosen.setdefault(name, []).append(value)
    return list(chosen.items())
