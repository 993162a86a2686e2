"""Made-up figures in three sizes: `small` (36 months), `ten_years` (120 months), `large` (ten times that)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

from django.core.management import call_command

from goals.models import Figure, FigureRevision, GoalYear, Indicator, Origin, Target, TargetVersion
from goals.months import Month
from jobcentres.changes import Recording, recording
from jobcentres.models import (
    Area,
    Assignment,
    Change,
    Cluster,
    ClusterMember,
    ClusterScheme,
    Installation,
    Jobcentre,
    User,
)

LAST_MONTH = Month(2014, 5)
TODAY = date(2014, 6, 10)
LONG_AGO = date(1900, 1, 1)
MONTHS = {"small": 36, "ten_years": 120, "large": 120}
FURTHER_INDICATORS = {"small": 0, "ten_years": 0, "large": 36}
BATCH = 5_000
CLUSTER_SIZE = 7


def build(name: str) -> int:
    """Fill an empty, migrated database. Returns the number of figures."""
    call_command("load_reference", verbosity=0)
    Area.objects.update(valid_from=LONG_AGO)  # room for the imported figures
    with recording(by=None, kind=Change.Kind.SAMPLE, reason=f"benchmark {name}") as change:
        indicators = [*Indicator.objects.order_by("pk"), *_further_indicators(FURTHER_INDICATORS[name])]
        _store_figures(change, _figures(indicators, MONTHS[name]))
        _store_targets(change)
        _store_clusters()
        _store_people()
    Installation.objects.update(sample_today=TODAY)
    return Figure.objects.count()


def _further_indicators(number: int) -> list[Indicator]:
    """Indicators beside the year's four goals, as municipalities make for themselves over the years."""
    made = [
        Indicator(
            code=f"further_{n:02}",
            name=f"Lokalt resultatmål {n}",
            unit=Indicator.Unit.PERSONS,
            direction=Indicator.Direction.DOWN,
            window=Indicator.Window.MONTH,
        )
        for n in range(number)
    ]
    return Indicator.objects.bulk_create(made)


def _figures(indicators: list[Indicator], months: int) -> Iterator[Figure]:
    drawn = random.Random(2014)
    areas = list(Area.objects.municipalities().order_by("code"))
    for indicator in indicators:
        for month in Month.range(LAST_MONTH.plus(1 - months), LAST_MONTH):
            if indicator.window == Indicator.Window.CALENDAR_YEAR and not month.is_december:
                continue
            for area in areas:
                figure = Figure(indicator=indicator, area=area, month=month, approved_version=1)
                if indicator.is_ratio:
                    figure.denominator = Decimal(drawn.randint(100, 2000))
                    figure.numerator = Decimal(drawn.randint(10, int(figure.denominator) // 2))
                else:
                    figure.value = Decimal(drawn.randint(10, 900))
                yield figure


def _store_figures(change: Recording, figures: Iterator[Figure]) -> None:
    while batch := list(islice(figures, BATCH)):
        Figure.objects.bulk_create(batch)
        FigureRevision.objects.bulk_create(_revision(change, figure) for figure in batch)
    change.include("benchmark", {"figures": Figure.objects.count()})


def _revision(change: Recording, figure: Figure) -> FigureRevision:
    return FigureRevision(
        figure=figure,
        change=change.row,
        version=1,
        origin=Origin.OFFICIAL,
        is_approved=True,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
    )


def _store_targets(change: Recording) -> None:
    year = GoalYear.objects.get(year=2014)
    areas = Area.objects.exclude(level=Area.Level.COUNTRY)
    for goal in year.goals.select_related("indicator"):
        targets = Target.objects.bulk_create(
            Target(goal_year=year, indicator=goal.indicator, area=area) for area in areas
        )
        TargetVersion.objects.bulk_create(
            TargetVersion(
                target=target,
                change=change.row,
                number=1,
                kind=TargetVersion.Kind.ADOPTED,
                value=Decimal(30 if goal.indicator.is_ratio else 200),
                baseline_month=Month(2013, 12),
                baseline_value=Decimal(25 if goal.indicator.is_ratio else 300),
            )
            for target in targets
        )


def _store_clusters() -> None:
    areas = list(Area.objects.municipalities().order_by("code"))
    for indicator in Indicator.objects.filter(goals__goal_year__year=2014):
        scheme = ClusterScheme.objects.create(
            name="Benchmark", indicator_code=indicator.code, is_sample=True, valid_from=date(2014, 1, 1)
        )
        for start in range(0, len(areas), CLUSTER_SIZE):
            cluster = Cluster.objects.create(scheme=scheme, name=f"Klynge {start // CLUSTER_SIZE + 1:02}")
            ClusterMember.objects.bulk_create(
                ClusterMember(scheme=scheme, cluster=cluster, municipality=area)
                for area in areas[start : start + CLUSTER_SIZE]
            )


def _store_people() -> None:
    """An official, who reads everything, and a clerk in Sorø."""
    for name, role in [("official", Assignment.Role.OFFICIAL), ("clerk", Assignment.Role.CLERK)]:
        user = User(email=f"{name}@eksempel.dk", name=name, sort_key=name, created_at="2014-01-01T00:00Z")
        user.set_unusable_password()
        user.save()
        scope = (
            {"jobcentre": Jobcentre.objects.get(slug="soroe")}
            if role == Assignment.Role.CLERK
            else {"area": Area.objects.get(code="DK")}
        )
        Assignment.objects.create(user=user, role=role, valid_from=date(2007, 1, 1), **scope)
