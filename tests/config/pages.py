"""Addresses for the tests of what every request passes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for the signed-in")


@login_not_required
def sender(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.META['REMOTE_ADDR']} {get_language()}")


@login_not_required
def slow(request: HttpRequest) -> HttpResponse:
    """A real fault of the database: a query too long for it, or a table that it has not."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = '50ms'")
            cursor.execute("SELECT pg_sleep(10)")
        cursor.execute("SELECT * FROM no_such_table")
    return HttpResponse("unreachable")


@csrf_exempt
@login_not_required
def unlooked(request: HttpRequest) -> HttpResponse:
    """The fault comes before anybody has asked for the form's token."""
    return slow(request)


@login_not_required
def cut(request: HttpRequest) -> HttpResponse:
    """The server ends the connection while the page is made: before the session is written."""
    request.session["visited"] = True
    if connection.vendor == "postgresql":
        other = connection.copy()
        with connection.cursor() as cursor, other.cursor() as killer:
            cursor.execute("SELECT pg_backend_pid()")
            killer.execute("SELECT pg_terminate_backend(%s, 5000)", cursor.fetchone())
        other.close()
    else:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE django_session RENAME TO away")
    return HttpResponse("the session will not be written")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("hemmelig detalje")


@login_not_required
def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [
    path("undeclared/", undeclared),
    path("sender/", sender),
    path("slow/", slow),
    path("unlooked/", unlooked),
    path("cut/", cut),
    path("broken/", broken),
    path("denied/", denied),
    path("suspicious/", suspicious),
    *product,
]
