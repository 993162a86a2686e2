"""What somebody had written and sent when the database was away: kept on the page, to be sent once more."""

from __future__ import annotations

from typing import NamedTuple

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import pgettext

from config.logs import SECRET_NAMES

CSRF_FIELD = "csrfmiddlewaretoken"
INITIAL = "initial-"
TECHNICAL = {"key", "person", "line", "next", "version"}
PRESSED = {"", "1", "true"}


class Typed(NamedTuple):
    """A field that somebody filled in: what it is about, and what stands in it."""

    name: str
    text: str


class Kept(NamedTuple):
    """The `fields` to send again, those of them that a person wrote, and what could not be kept."""

    csrf_token: str
    """As it was sent: whoever lacked one gets none here."""
    fields: list[tuple[str, str]]
    typed: list[Typed]
    lost_file: bool
    lost_secret: bool


def kept_of(request: HttpRequest) -> Kept | None:
    """None if nothing was sent, if it cannot be read, or if it did not come from a form of ours."""
    if request.method != "POST":
        return None
    try:
        if not _is_ours(request):
            return None
        sent, files = request.POST, request.FILES
    except (BadRequest, SuspiciousOperation, MultiPartParserError, OSError):
        return None
    secret = [name for name in sent if name != CSRF_FIELD and SECRET_NAMES.search(name)]
    left_out = {CSRF_FIELD, *secret}
    fields = [(name, text) for name, texts in sent.lists() if name not in left_out for text in texts]
    return Kept(sent.get(CSRF_FIELD, ""), fields, _typed(sent, fields), bool(files), bool(secret))


def _is_ours(request: HttpRequest) -> bool:
    """Judged again, for the request may have failed before its token was looked at."""
    judge = CsrfViewMiddleware(lambda _request: HttpResponse())
    judge.process_request(request)
    return judge.process_view(request, lambda _request: HttpResponse(), (), {}) is None


def _typed(sent: QueryDict, fields: list[tuple[str, str]]) -> list[Typed]:
    """Without what the page said to itself, and without what stood there when the page came."""
    return [
        Typed(_name(field), text.strip())
        for field, text in fields
        if not (field in TECHNICAL or field.startswith(INITIAL) or field.rpartition("-")[2] in TECHNICAL)
        and text.strip() not in PRESSED
        and text.replace("\r\n", "\n") != sent.get(INITIAL + field, "").replace("\r\n", "\n")
    ]


def _name(field: str) -> str:
    """`0340-foertidspension-comment` → `0340 foertidspension, kommentar`: the labels are out of reach."""
    about, _sign, last = field.rpartition("-")
    words = {
        "value": "",
        "numerator": pgettext("field", "the part"),
        "denominator": pgettext("field", "the whole"),
        "comment": pgettext("field", "comment"),
        "note": pgettext("field", "reason"),
        "reason": pgettext("field", "reason"),
        "explanation": pgettext("field", "explanation"),
        "remark": pgettext("field", "remark"),
        "text": pgettext("field", "text"),
        "source": pgettext("field", "source"),
        "email": pgettext("field", "e-mail"),
        "name": pgettext("field", "name"),
    }
    said = words.get(last, last)
    name = ", ".join(part for part in (about.replace("-", " "), said) if part)
    return name[:1].upper() + name[1:]
