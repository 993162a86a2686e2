"""What the leanest page about an area reads, and the same as bare SQL.

Only what our own page shows: figures of the months shown, percentages and sums made by the database,
targets, names, words and days. No figure is read that does not reach the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, F, FloatField, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from goals.models import (
    Deadline,
    Figure,
    FigureRevision,
    Goal,
    Indicator,
    SeriesBreak,
    TargetVersion,
)
from goals.months import Month
from jobcentres.models import Area, ClusterMember

YEAR = 2014
LAST = Month(YEAR, 5)
LAST_DECEMBER = Month.december(YEAR - 1)
DRAWN = Q(month__range=(LAST.plus(-23), LAST)) | Q(
    indicator__window=Indicator.Window.CALENDAR_YEAR, month__range=(Month.december(YEAR - 4), LAST)
)
COMPARED = Q(month__in=[LAST, LAST.year_before, LAST_DECEMBER, LAST_DECEMBER.year_before])
LATEST = Q(month__in=[LAST, LAST.year_before, LAST_DECEMBER])

Queries = dict[str, QuerySet[Any, Any]]


def queries_of(area: Area) -> Queries:
    own = _of_municipality(area) if area.level == Area.Level.MUNICIPALITY else _of_group(area)
    of_goals = Q(indicator__goals__goal_year__year=YEAR)
    deadlines = Deadline.objects.filter(of_goals, month__range=(LAST.plus(1), Month.december(YEAR)))
    goals = Goal.objects.select_related("indicator").order_by("goal_year__year", "number")
    return own | {
        "goals": goals.annotate(year=F("goal_year__year")),
        "breaks": SeriesBreak.objects.filter(of_goals).values_list("indicator_id", "month", "name"),
        "deadlines": deadlines.order_by("-month").values_list("indicator_id", "month", "due_at"),
    }


def bare_sql(area: Area) -> Callable[[], int]:
    """The same reading as plain SQL through the database's cursor; returns the number of rows."""
    return run_bare(queries_of(area))


def run_bare(queries: Queries) -> Callable[[], int]:
    statements = [query.query.sql_with_params() for query in queries.values()]

    def run() -> int:
        count = 0
        with connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                count += len(cursor.fetchall())
        return count

    return run


def _of_municipality(area: Area) -> Queries:
    everywhere = Area.objects.municipalities().values("pk")
    clusters = ClusterMember.objects.filter(municipality=area).values("cluster")
    fellows = ClusterMember.objects.filter(cluster__in=clusters).order_by("municipality__sort_key")
    return {
        "own": rows_of(DRAWN, [area.pk]),
        "targets": targets_of([area.pk]),
        "records": _records(area),
        "fellows": fellows.values_list(
            "scheme__indicator_code", "municipality_id", "cluster__name", "municipality__name"
        ),
        "cluster": rows_of(COMPARED, fellows.order_by().values("municipality")),
        "regions": _sums(COMPARED, everywhere),
    }


def _of_group(area: Area) -> Queries:
    members = members_of(Area.objects.municipalities())
    found: Queries = {}
    if area.level == Area.Level.REGION:
        members = members.filter(parent=area)
        targets = targets_of(Area.objects.filter(Q(parent=area) | Q(pk=area.pk)).values("pk"))
        found["reported"] = _reported(members.values("pk"))
    else:
        targets = targets_of(Area.objects.values("pk"))
        found["regions"] = Area.objects.regions().select_related("parent").order_by("sort_key")
    inside = members.order_by().values("pk")
    clusters = ClusterMember.objects.filter(municipality__in=inside).order_by("cluster__name")
    return found | {
        "clusters": clusters.values_list("cluster__name").distinct(),
        "members": members,
        "own": _sums(DRAWN, inside),
        "member_rows": rows_of(LATEST, inside),
        "targets": targets,
        "updated": updated_in(inside),
    }


def members_of(areas: QuerySet[Area, Area]) -> QuerySet[Area, Area]:
    return areas.select_related("parent").order_by("sort_key")


_AMOUNTS = [Cast(name, FloatField()) for name in ("value", "numerator", "denominator")]
_SUMS = [Cast(Sum(name), FloatField()) for name in ("value", "numerator", "denominator")]


def _figures(months: Q, areas: Any) -> QuerySet[Figure, Figure]:
    return Figure.objects.filter(
        months, indicator__goals__goal_year__year=YEAR, area__in=areas, approved_version__gt=0
    )


def rows_of(months: Q, areas: Any) -> QuerySet[Any, Any]:
    """Indicator, area and month; value and parts; of how many figures."""
    return _figures(months, areas).values_list("indicator_id", "area_id", "month", *_AMOUNTS, Value(1))


def _sums(months: Q, areas: Any) -> QuerySet[Any, Any]:
    """The same of each region."""
    grouped = _figures(months, areas).order_by().values("indicator_id", "area__parent", "month")
    return grouped.values_list("indicator_id", "area__parent", "month", *_SUMS, Count("pk"))


def targets_of(areas: Any) -> QuerySet[Any, Any]:
    versions = TargetVersion.objects.filter(target__goal_year__year=YEAR, target__area__in=areas)
    numbers = [Cast(name, FloatField()) for name in ("value", "baseline_value")]
    return versions.order_by("number").values_list(
        "target__indicator_id", "target__area_id", "baseline_month", *numbers
    )


def _records(area: Area) -> QuerySet[Any, Any]:
    """Where the year's figures come from, and when they were recorded."""
    return FigureRevision.objects.filter(
        figure__area=area,
        figure__indicator__goals__goal_year__year=YEAR,
        figure__month__range=(LAST_DECEMBER, LAST),
        is_approved=True,
    ).values_list("figure__indicator_id", "figure__month", "source_kind", "change__recorded_at")


def _reported(areas: Any) -> QuerySet[Any, Any]:
    """How many of the areas have each of the year's figures: who is missing."""
    counted = _figures(Q(month__range=(LAST_DECEMBER, LAST)), areas).values("indicator_id", "month")
    return counted.order_by("indicator_id", "month").values_list("indicator_id", "month", Count("pk"))


def updated_in(areas: Any) -> QuerySet[Any, Any]:
    """When the newest of the latest figures was recorded."""
    revisions = FigureRevision.objects.filter(
        figure__in=_figures(Q(month__in=[LAST, LAST_DECEMBER]), areas).values("pk"),
        is_approved=True,
    )
    return (
        revisions.order_by()
        .values("figure__indicator_id")
        .values_list("figure__indicator_id", Max("change__recorded_at"))
    )
