"""In which format an answer comes: as the address says, else as the caller accepts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from reporting.api.problems import Problem

JSON, CSV, JSON_STAT = "json", "csv", "json-stat"
CONTENT_TYPES = {
    JSON: "application/json",
    CSV: "text/csv; charset=utf-8",
    JSON_STAT: "application/vnd.json-stat+json",
}
MEDIA_TYPES = {kind: content_type.partition(";")[0] for kind, content_type in CONTENT_TYPES.items()}


def format_for(request: HttpRequest, offered: Sequence[str], asked: str | None) -> str:
    """One of `offered`, of which the first is given to whom any is welcome. Raises `Problem` (406)."""
    if asked is not None:
        return asked
    if not request.headers.get("Accept"):
        return offered[0]
    by_type = {MEDIA_TYPES[kind]: kind for kind in offered}
    chosen = request.get_preferred_type(list(by_type)) or _plain(request, by_type)
    if chosen is not None:
        return by_type[chosen]
    known = ", ".join(by_type)
    raise Problem(406, _("The answer comes as %(known)s. Ask for one of them.") % {"known": known})


def _plain(request: HttpRequest, known: Collection[str]) -> str | None:
    """The type accepted most, whatever character set or profile stands behind it."""
    types = (f"{one.main_type}/{one.sub_type}" for one in request.accepted_types if one.quality)
    return next((one for one in types if one in known), None)
