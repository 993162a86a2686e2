"""A world in which who may what has just changed: roles, people, and a municipality's jobcentre."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from goals.models import CorrectionRequest, Figure, FigureRevision, GoalYear, MonthlyReturn, Target
from goals.months import Month
from jobcentres.changes import Recording, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment, Change, Jobcentre, ServedMunicipality
from tests.builders import make_assignment, make_goal, make_indicator, make_jobcentre, make_user
from tests.cast import Places

DAY = date(2014, 6, 10)
NOON = datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)
MONTHS = (Month(2014, 3), Month(2014, 4))
Role = Assignment.Role


def populate(places: Places, drawn: random.Random) -> None:
    _move_fanoe(places, drawn)
    jobcentres = list(Jobcentre.objects.order_by("pk"))
    since = count(1)  # a day of its own for each, as the database wants it
    for number in range(14):
        person = make_user(f"p{number} Navn", is_active=drawn.random() > 0.12, password="")
        for role in range(drawn.choice([0, 1, 1, 1, 1, 2, 2, 3])):
            first, last = _days(drawn, next(since), is_first=role == 0)
            make_assignment(person, *_role_and_place(jobcentres, drawn), since=first, until=last)
    GoalYear.objects.create(year=2015, state="draft")
    indicators = [make_indicator(), make_indicator("foertidspension", window="rolling_12")]
    for number, indicator in enumerate(indicators, start=1):
        year = make_goal(indicator, number=number).goal_year
    municipalities = list(Area.objects.filter(level="municipality"))
    MonthlyReturn.objects.bulk_create(
        MonthlyReturn(jobcentre=jobcentre, month=month) for jobcentre in jobcentres for month in MONTHS
    )
    Target.objects.bulk_create(
        Target(goal_year=year, indicator=indicators[0], area=area) for area in (*municipalities, places.hs)
    )
    numbers = iter(drawn.sample(range(100_000, 1_000_000), 100))  # no median of some is another of them
    figures = Figure.objects.bulk_create(
        Figure(indicator=indicator, area=area, month=month, value=next(numbers), **_standing(drawn))
        for indicator in indicators
        for area in (*municipalities, places.hs)
        for month in MONTHS
    )
    _record(figures)


def _standing(drawn: random.Random) -> dict[str, Any]:
    """Not released, released, reopened, or reopened and entered anew."""
    approved, is_reopened, version = drawn.choice(
        [(0, False, 1)] * 3 + [(1, False, 1)] * 3 + [(1, True, 1), (1, True, 2)]
    )
    return {"approved_version": approved, "is_reopened": is_reopened, "version": version}


def _record(figures: list[Figure]) -> None:
    """Their revisions, of which the last says what stands; and wishes to correct what is released."""
    with recording(by=None, kind=Change.Kind.CORRECTION) as change:
        for figure in figures:
            for version in range(1, figure.version + 1):
                revision = FigureRevision.objects.create(
                    figure=figure,
                    change=change.row,
                    version=version,
                    origin="approval" if version == figure.approved_version else "typed",
                    is_approved=version == figure.approved_version,
                    value=figure.value if version == figure.version else 7,
                )
                change.include(FigureRevision._meta.label, revision.canonical())
            if figure.is_locked and figure.area.level == "municipality":
                _wish(change, figure)


def _wish(change: Recording, figure: Figure) -> None:
    request = CorrectionRequest.objects.create(
        figure=figure, change=change.row, figure_version=1, value=8, reason="Tastefejl"
    )
    change.include(CorrectionRequest._meta.label, request.canonical())


def _move_fanoe(places: Places, drawn: random.Random) -> None:
    """To a jobcentre of its own, in the same region: since yesterday, today, or from tomorrow."""
    last = DAY + timedelta(days=drawn.choice([-2, -1, 0, 1]))
    ServedMunicipality.objects.filter(municipality=places.fanoe).update(valid_to=last)
    made = make_jobcentre("Fanø", places.sd)
    ServedMunicipality.objects.create(
        jobcentre=made, municipality=places.fanoe, valid_from=last + timedelta(days=1)
    )


def _role_and_place(jobcentres: list[Jobcentre], drawn: random.Random) -> tuple[str, Area | Jobcentre]:
    role = drawn.choice([*Role, Role.CLERK, Role.MANAGER, Role.OFFICER])
    if role in Assignment.JOBCENTRE_ROLES:
        return role, drawn.choice(jobcentres)
    return role, drawn.choice(list(Area.objects.filter(level__in=Assignment.LEVELS[role]).order_by("pk")))


def _days(drawn: random.Random, number: int, *, is_first: bool) -> tuple[date, date | None]:
    """Most roles hold; others have ended, end today, begin tomorrow or later; one may begin today."""
    first = DAY - timedelta(days=100 + number)
    tomorrow, yesterday = DAY + timedelta(days=1), DAY - timedelta(days=1)
    days: list[tuple[date, date | None]] = [(first, None)] * 3 + [(first, yesterday), (first, DAY)]
    days += [(DAY, None), (tomorrow, None)] if is_first else [(DAY + timedelta(days=1 + number), None)]
    return drawn.choice(days)
