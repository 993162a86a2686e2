"""The error pages. Each names the request's reference; those for broken things ask no database."""

from __future__ import annotations

import logging
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from config.kept import kept_of
from jobcentres.away import is_away
from jobcentres.downloads import NotMade

logger = logging.getLogger(__name__)

SECONDS_BEFORE_RETRY = 5
SECONDS_BEFORE_ANOTHER_FILE = 120


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django takes a session that could not be written for one that was deleted."""
    if is_away(exception):
        return database_away(request, exception)
    return error_page(request, "400.html", 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, "403_csrf.html", 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page may say in words what is not there: an `Http404` with `words`, and with a `form` that asks again
    for what was typed on it."""
    form = getattr(exception, "form", None) if request.method in ("GET", "HEAD") else None
    told = {"explanation": getattr(exception, "words", ""), "form": form}
    return _page(request, "404.html", 404, frame=request, **told)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Also for faults before the view, where no middleware sees them: the session's or the user's row."""
    exception = sys.exc_info()[1]
    if exception is not None and is_away(exception):
        return database_away(request, exception)
    return bare_page(request, "500.html", 500)


def database_away(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """What was sent is kept on the page. A script that saves by itself keeps its own."""
    logger.error("The database did not answer", exc_info=exception)
    if request.headers.get("Accept") == "application/json":
        response: HttpResponse = JsonResponse({"outcome": "away"}, status=503)
    else:
        response = _page(
            request, "503.html", 503, frame=None, kept=kept_of(request), is_sent=request.method == "POST"
        )
    response["Retry-After"] = str(SECONDS_BEFORE_RETRY)
    return response


def file_not_made(request: HttpRequest, exception: NotMade) -> HttpResponse:
    """What was chosen is kept on the page, to be sent once more."""
    logger.error("A file could not be made", exc_info=exception)
    response = _page(request, "503_file.html", 503, frame=request, kept=kept_of(request))
    response["Retry-After"] = str(SECONDS_BEFORE_ANOTHER_FILE)
    return response


def error_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page like any other, in the person's own frame."""
    return _page(request, template, status, frame=request)


def bare_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without the person and the messages: their rows may be out of reach."""
    return _page(request, template, status, frame=None)


def _page(
    request: HttpRequest, template: str, status: int, frame: HttpRequest | None, **content: object
) -> HttpResponse:
    reference = getattr(request, "reference", "")
    context = {"reference": reference, "status": status, **content}
    try:
        page = render_to_string(template, context, frame)
    except Exception:
        logger.exception("The error page %s failed itself", template)
        return HttpResponse(f"{status}\n{reference}", status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)
