"""`/hent/<kind>/<code>/`: a file of what the page of an area shows, sent for with the button of the page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from goals.months import Month, today
from reporting.choices import NothingThere, choice_query
from reporting.downloads import Download, deliver
from reporting.fetch import KINDS, asked_of
from reporting.page_tools import choice_words
from reporting.places import NotThere, Places

METHOD = "POST"


def fetch(request: HttpRequest, kind: str, code: str) -> HttpResponseBase:
    if kind not in KINDS:
        raise NothingThere(_("There is no such file to download."))
    if request.method != METHOD:
        return _only_by_button(request, kind, code)
    return deliver(request, file_of_page(request, kind, code))


def file_of_page(request: HttpRequest, kind: str, code: str) -> Download:
    try:
        asked = asked_of(request, code)
        file = KINDS[kind].make(asked)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    return Download(
        what=f"{kind}/{code}",
        query=urlencode(choice_words(asked.choice), safe=":"),
        choice=asked.choice,
        name=file.name,
        content_type=file.content_type,
        parts=file.parts,
    )


def _only_by_button(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """An address that was typed or passed on leads to the page that has the button."""
    try:
        area = Places.on(Month.of(today()).plus(-1)).of_code(code)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    context = {"area": area, "label": KINDS[kind].label, "query": choice_query(request)}
    response = render(request, "reporting/fetch.html", context, status=405)
    response.headers["Allow"] = METHOD
    return response
