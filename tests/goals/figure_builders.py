"""Places, people and indicators for the tests of the writers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import Figure, Goal, GoalYear, Indicator, Origin
from goals.months import Month
from goals.refusals import Recorded
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment, Jobcentre, ServedMunicipality, User
from jobcentres.naming import slug, sort_key

ALWAYS = date(2007, 1, 1)
TENTH_OF_JUNE = datetime(2014, 6, 10, 9, 0, tzinfo=COPENHAGEN)


@dataclass(frozen=True)
class World:
    country: Area
    region: Area
    soroe: Area
    slagelse: Area
    aalborg: Area
    jobcentre: Jobcentre
    aalborg_jobcentre: Jobcentre
    clerk: User
    manager: User
    outsider: User
    officer: User
    official: User
    pensions: Indicator
    unemployed: Indicator
    education: Indicator
    cooperation: Indicator
    year: GoalYear


def make_world() -> World:
    country = make_area("DK", "Hele landet", "country")
    region = make_area("HS", "Hovedstaden & Sjælland", "region", country)
    north = make_area("NJ", "Nordjylland", "region", country)
    soroe = make_area("0340", "Sorø", "municipality", region)
    aalborg = make_area("0851", "Aalborg", "municipality", north)
    jobcentre = make_jobcentre("Jobcenter Sorø", region, soroe)
    aalborg_jobcentre = make_jobcentre("Jobcenter Aalborg", north, aalborg)
    year = GoalYear.objects.create(year=2014, state=GoalYear.State.ANNOUNCED)
    return World(
        country=country,
        region=region,
        soroe=soroe,
        slagelse=make_area("0330", "Slagelse", "municipality", region),
        aalborg=aalborg,
        jobcentre=jobcentre,
        aalborg_jobcentre=aalborg_jobcentre,
        clerk=make_user("Anna Holm", "clerk", jobcentre=jobcentre),
        manager=make_user("Mads Holm", "manager", jobcentre=jobcentre),
        outsider=make_user("Ole Bak", "clerk", jobcentre=aalborg_jobcentre),
        officer=make_user("Bo Lund", "officer", area=region),
        official=make_user("Mette Friis", "official", area=country),
        education=make_indicator("uddannelsesgrad", 1, year),
        pensions=make_indicator("foertidspension", 2, year),
        unemployed=make_indicator("langtidsledige", 3, year),
        cooperation=make_indicator("samarbejdsgrad", 4, year),
        year=year,
    )


def make_area(code: str, name: str, level: str, parent: Area | None = None) -> Area:
    return Area.objects.create(
        code=code,
        name=name,
        level=level,
        parent=parent,
        slug=slug(name),
        sort_key=sort_key(name),
        valid_from=ALWAYS,
    )


def make_jobcentre(name: str, region: Area, *municipalities: Area) -> Jobcentre:
    jobcentre = Jobcentre.objects.create(
        name=name, slug=slug(name), sort_key=sort_key(name), region=region, valid_from=ALWAYS
    )
    for municipality in municipalities:
        ServedMunicipality.objects.create(jobcentre=jobcentre, municipality=municipality, valid_from=ALWAYS)
    return jobcentre


def make_user(name: str, role: str, *, jobcentre: Jobcentre | None = None, area: Area | None = None) -> User:
    user = User.objects.create(
        email=f"{slug(name)}@example.dk", name=name, sort_key=sort_key(name), created_at=TENTH_OF_JUNE
    )
    Assignment.objects.create(user=user, role=role, jobcentre=jobcentre, area=area, valid_from=ALWAYS)
    return user


_INDICATORS: dict[str, dict[str, Any]] = {
    "uddannelsesgrad": {
        "name": "Uddannelsesgrad",
        "unit": "percent",
        "direction": "up",
        "window": "year_to_date",
        "numerator_name": "Begyndt på uddannelse",
        "denominator_name": "Unge på ydelse",
        "decimals": 1,
        "publication_lag_days": 125,
        "deadline_lag_months": 5,
    },
    "foertidspension": {
        "name": "Tilgang til førtidspension",
        "unit": "persons",
        "direction": "down",
        "window": "rolling_12",
        "publication_lag_days": 3,
        "deadline_lag_months": 1,
    },
    "langtidsledige": {
        "name": "Langtidsledige",
        "unit": "persons",
        "direction": "down",
        "window": "month",
        "publication_lag_days": 33,
        "deadline_lag_months": 2,
    },
    "samarbejdsgrad": {
        "name": "Samarbejdsgrad",
        "unit": "percent",
        "direction": "up",
        "window": "calendar_year",
        "numerator_name": "Virksomheder med samarbejde",
        "denominator_name": "Virksomheder med mindst én ansat",
        "decimals": 1,
        "publication_lag_days": 90,
        "deadline_lag_months": 4,
    },
}


def make_indicator(code: str, number: int, year: GoalYear) -> Indicator:
    indicator = Indicator.objects.create(code=code, **_INDICATORS[code])
    Goal.objects.create(
        goal_year=year,
        number=number,
        indicator=indicator,
        short_name=indicator.name,
        title=indicator.name,
    )
    return indicator


def an_entry(indicator: Indicator, area: Area, month: str = "2014-04", **content: Any) -> FigureEntry:
    """Numbers may be written as text or int."""
    for name in ("value", "numerator", "denominator"):
        if content.get(name) is not None:
            content[name] = Decimal(content[name])
    return FigureEntry(indicator, area, Month.parse(month), **content)


def record(*entries: FigureEntry, by: User | None = None, **options: Any) -> Recorded:
    options.setdefault("origin", Origin.TYPED if by else Origin.OFFICIAL)
    return record_figures(entries=list(entries), by=by, **options)


def the_figure(entry: FigureEntry) -> Figure:
    return Figure.objects.get(indicator=entry.indicator, area=entry.area, month=entry.month)
