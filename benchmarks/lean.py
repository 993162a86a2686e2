"""The leanest Django pages that show the same rows as ours, and their bare SQL: the yardsticks.

They show figures, sums, changes and targets. They know nothing of approval beyond a filter, of
coverage, paths, statuses, ranks, small numbers or missing parts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import path

from goals.models import Figure, TargetVersion
from goals.months import Month
from jobcentres.models import Area, ClusterMember

LAST = Month(2014, 5)
SHOWN = (LAST.plus(-35), LAST)
COLUMNS = ("indicator_id", "area_id", "month", "value", "numerator", "denominator")

PAGE = engines["django"].from_string(
    """{% extends "base.html" %}{% block content %}<h1>{{ title }}</h1>
    {% for table in tables %}<table>{% for row in table %}
    <tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
    {% endfor %}</table>{% endfor %}{{ charts|json_script:"charts" }}{% endblock %}"""
)


def figures(areas: Any) -> QuerySet[Figure, Any]:
    return Figure.objects.filter(
        indicator__goals__goal_year__year=2014,
        area__in=areas,
        month__range=SHOWN,
        approved_version=F("version"),
    )


def rows_of(areas: Any) -> QuerySet[Figure, Any]:
    return figures(areas).order_by("indicator", "month").values_list(*COLUMNS)


def sums_of(areas: Any) -> QuerySet[Figure, Any]:
    amounts = {name: Sum(name) for name in ("value", "numerator", "denominator")}
    return (
        figures(areas)
        .values_list("indicator_id", "month")
        .annotate(**{f"{name}_sum": amount for name, amount in amounts.items()}, reported=Count("pk"))
        .order_by("indicator_id", "month")
    )


def targets_of(areas: Any) -> QuerySet[TargetVersion, Any]:
    versions = TargetVersion.objects.filter(target__goal_year__year=2014, target__area__in=areas)
    return versions.values_list(
        "target__indicator_id", "target__area_id", "value", "baseline_month", "baseline_value"
    )


def queries_of(area: Area) -> list[QuerySet[Any, Any]]:
    """What a page about `area` must read: its rows or its municipalities', the groups' sums, the targets."""
    municipalities = Area.objects.municipalities()
    if area.level == Area.Level.COUNTRY:
        return [rows_of(municipalities), sums_of(municipalities), targets_of(municipalities)]
    if area.level == Area.Level.REGION:
        inside = municipalities.filter(parent=area)
        return [rows_of(inside), sums_of(inside), targets_of(Area.objects.filter(parent=area))]
    clusters = ClusterMember.objects.filter(municipality=area).values("cluster")
    fellows = ClusterMember.objects.filter(cluster__in=clusters).values("municipality")
    return [
        rows_of([area.pk]),
        sums_of(fellows),
        sums_of(municipalities.filter(parent=area.parent_id)),
        sums_of(municipalities),
        targets_of([area.pk]),
    ]


def lean_page(request: HttpRequest, code: str) -> HttpResponse:
    area = get_object_or_404(Area, code=code)
    read = [list(query) for query in queries_of(area)]
    rows, charts = read[0], {}
    for indicator in {row[0] for row in rows}:
        own = [row for row in rows if row[0] == indicator]
        charts[indicator] = {"x": [str(row[2]) for row in own], "y": [_shown(row) for row in own]}
    tables = [[[row[1], str(row[2]), _shown(row)] for row in rows[-_SHOWN_ROWS:]], *map(_table, read[1:])]
    return HttpResponse(PAGE.render({"title": str(area), "tables": tables, "charts": charts}, request))


_SHOWN_ROWS = 500


def _table(rows: list[Any]) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]


def _shown(row: Any) -> str:
    value = row[3] if row[3] is not None else 100 * row[4] / row[5]
    return f"{value:.1f}"


def empty_page(request: HttpRequest) -> HttpResponse:
    """An authenticated page without content: what the frame alone costs."""
    return HttpResponse(PAGE.render({"title": "", "tables": [], "charts": {}}, request))


def bare_sql(area: Area) -> Callable[[], int]:
    """The same reading as plain SQL through the database's cursor; returns the number of rows."""
    statements = [query.query.sql_with_params() for query in queries_of(area)]

    def run() -> int:
        count = 0
        with connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                count += len(cursor.fetchall())
        return count

    return run


urlpatterns = [path("lean/<str:code>/", lean_page), path("lean/", empty_page)]
