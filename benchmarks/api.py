"""Calls of the API a second, beside the bare query of the same rows, and beside what is not sent again."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.test import Client

from benchmarks.exports import AS_OF
from benchmarks.worker import memory, seconds_of
from goals.models import Figure, TargetVersion
from goals.months import Month
from jobcentres.models import Area, User

ROUNDS = 12
"""Few enough to stay below the number of calls that anybody may make in a minute."""
CHOICE = f"year=2014&as_of={AS_OF}"
CALLS = {
    "figures of a municipality": f"/api/v1/figures?{CHOICE}&area=0340",
    "summary, all municipalities": f"/api/v1/summary?{CHOICE}&level=municipality",
}


def measure() -> dict[str, Any]:
    """The memory that the API's packages take is that of its first call."""
    client, before = Client(), memory()
    client.force_login(User.objects.get(email="official@eksempel.dk"))
    bare = {name: _bare(queries) for name, queries in zip(CALLS, (_figures(), _summary()), strict=True)}
    found: dict[str, Any] = {name: _measured(client, CALLS[name], bare[name]) for name in CALLS}
    return found | {"growth_mb": round(memory() - before, 1)}


def _measured(client: Client, address: str, bare: Callable[[], int]) -> dict[str, Any]:
    tag = client.get(address).headers["ETag"]

    def ask(status: int, **headers: str) -> int:
        answer = client.get(address, headers=headers)
        if answer.status_code != status:
            raise RuntimeError(f"{address} answered {answer.status_code}, not {status}")
        return 0 if status == 304 else int(answer.json()["found"])

    unchanged = partial(ask, 304, **{"if-none-match": tag})
    runs: dict[str, Callable[[], object]] = {"call": partial(ask, 200), "bare": bare, "unchanged": unchanged}
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _round in range(ROUNDS):
        for name, run in runs.items():
            seconds[name].append(seconds_of(run))
    per_s = {name: round(1 / statistics.median(times), 1) for name, times in seconds.items()}
    told = {"rows": ask(200), "bare_rows": bare(), "calls_per_s": per_s["call"], "bare_per_s": per_s["bare"]}
    share = round(per_s["call"] / per_s["bare"], 3)
    return told | {"unchanged_per_s": per_s["unchanged"], "times_bare": share}


def _bare(queries: list[QuerySet[Any, Any]]) -> Callable[[], int]:
    statements = [query.query.sql_with_params() for query in queries]

    def run() -> int:
        count = 0
        with connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                count += len(cursor.fetchall())
        return count

    return run


def _figures() -> list[QuerySet[Any, Any]]:
    of_year = Figure.objects.filter(indicator__goals__goal_year__year=2014, approved_version__gt=0)
    own = of_year.filter(area__code="0340", month__range=(Month(2013, 1), AS_OF))
    content = ("indicator__code", "area__code", "month", "state", "value", "numerator", "denominator")
    return [own.order_by("indicator__goals__number", "month").values_list(*content)]


def _summary() -> list[QuerySet[Any, Any]]:
    """The latest figures, those of a year before, and the targets."""
    places = Area.objects.municipalities()
    december = Month.december(2013)
    months = Q(month__in=[AS_OF, AS_OF.year_before, december, december.year_before])
    figures = Figure.objects.filter(
        months, indicator__goals__goal_year__year=2014, area__in=places.values("pk"), approved_version__gt=0
    )
    versions = TargetVersion.objects.filter(
        target__goal_year__year=2014, target__area__in=places.values("pk")
    )
    content = ("indicator__code", "area__code", "month", "value", "numerator", "denominator")
    promised = ("target__indicator__code", "target__area__code", "value", "baseline_month", "baseline_value")
    return [figures.values_list(*content), versions.values_list(*promised)]
