"""A cell that saves itself, beside an empty view behind the same sign-in that writes one row.

Twice: as an empty page in the frame of ours, which is what a plain form would be answered with, and as a view
that answers three words and knows neither frame nor rights nor history.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from benchmarks.lean import empty_page
from goals.models import Figure
from jobcentres.models import User

ADDRESS = "/indberetning/soroe/2014-05/gem/"
LINE = "0340-langtidsledige"
OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def row_and_page(request: HttpRequest) -> HttpResponse:
    _write(request)
    return empty_page(request)


def row_alone(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"written": _write(request)})


def _write(request: HttpRequest) -> int:
    return User.objects.filter(pk=request.user.pk).update(language="da")


urlpatterns = [path("row-and-page/", row_and_page), path("row-alone/", row_alone)]


def measure(clerk: Client, medians_ms: Callable[..., dict[str, float]]) -> dict[str, Any]:
    open_figure()
    save = saves_of(clerk)
    next(save)
    with CaptureQueriesContext(connection) as asked:
        next(save)
    queries = [one["sql"] for one in asked if not one["sql"].startswith(OF_TRANSACTIONS)]
    times = medians_ms(
        ms=lambda: next(save),
        empty_ms=lambda: _post(clerk, "/row-and-page/"),
        bare_ms=lambda: _post(clerk, "/row-alone/"),
    )
    ratios = {f"times_{name}": round(times["ms"] / times[f"{name}_ms"], 2) for name in ("empty", "bare")}
    return {"queries": len(queries), **times, **ratios}


def _post(clerk: Client, address: str) -> None:
    if clerk.post(address).status_code != 200:
        raise SystemExit(f"{address} did not write its row")


def open_figure() -> None:
    """One that is not released yet, so that it can be written again and again."""
    area, indicator = LINE.split("-")
    figures = Figure.objects.filter(area__code=area, indicator__code=indicator, month="2014-05-01")
    figures.update(approved_version=0, state="reported", value=100)


def saves_of(clerk: Client) -> Iterator[None]:
    """Each save writes another number over the one before."""
    person = User.objects.get(pk=clerk.session["_auth_user_id"])
    version = Figure.objects.get(
        area__code="0340", indicator__code="langtidsledige", month="2014-05-01"
    ).version
    for number in count(101):
        sent = {
            "line": LINE,
            "person": person.pk,
            "key": f"key {number}",
            f"{LINE}-version": version,
            f"{LINE}-value": number,
            f"initial-{LINE}-value": number - 1,
            f"{LINE}-state": "reported",
            f"initial-{LINE}-state": "reported",
            f"{LINE}-source_kind": "jobindsats",
            f"initial-{LINE}-source_kind": "jobindsats",
        }
        answer = json.loads(clerk.post(ADDRESS, sent).content)
        if answer.get("outcome") != "saved":
            raise SystemExit(f"{ADDRESS} answered {answer}")
        version += 1
        yield
