"""Plain functions that make one row each, with defaults for what a test does not care about."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import (
    Figure,
    FigureState,
    Goal,
    GoalYear,
    Indicator,
    Meeting,
    Origin,
    SourceKind,
    Target,
    TargetVersion,
)
from goals.months import Month
from jobcentres.changes import recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import (
    Area,
    Assignment,
    Change,
    Cluster,
    ClusterMember,
    ClusterScheme,
    Installation,
    Jobcentre,
    ServedMunicipality,
    User,
)
from jobcentres.naming import slug, sort_key
from reporting.models import Answer, SavedExtract

REFORM = date(2007, 1, 1)
MOVED_IN = datetime(2012, 1, 2, 9, tzinfo=COPENHAGEN)
SINCE = date(2012, 1, 1)
PASSWORD = "kaffe-tal-og-regn"
SAMPLE_DAY = date(2014, 6, 10)

Number = str | int | Decimal


def make_area(
    code: str = "0340", name: str = "Sorø", level: str = "municipality", parent: Area | None = None
) -> Area:
    if parent is None and level != Area.Level.COUNTRY:
        parent = Area.objects.filter(level="country").first() or make_area("DK", "Hele landet", "country")
    return Area.objects.create(
        code=code,
        name=name,
        level=level,
        parent=parent,
        slug=slug(name if level == Area.Level.MUNICIPALITY else f"{level} {name}"),
        sort_key=sort_key(name),
        valid_from=REFORM,
    )


def make_jobcentre(name: str, region: Area, *serves: Area, since: date = REFORM) -> Jobcentre:
    """`name` as in `Sorø`; the first of the municipalities is its host."""
    jobcentre = Jobcentre.objects.create(
        name=f"Jobcenter {name}", slug=slug(name), sort_key=sort_key(name), region=region, valid_from=since
    )
    for number, municipality in enumerate(serves):
        ServedMunicipality.objects.create(
            jobcentre=jobcentre, municipality=municipality, is_host=number == 0, valid_from=since
        )
    return jobcentre


def make_cluster(name: str, *municipalities: Area, indicator_code: str = "") -> Cluster:
    scheme = ClusterScheme.objects.create(
        name=f"Klynger {name}", indicator_code=indicator_code, valid_from=SINCE
    )
    cluster = Cluster.objects.create(scheme=scheme, name=name)
    for municipality in municipalities:
        ClusterMember.objects.create(scheme=scheme, cluster=cluster, municipality=municipality)
    return cluster


def make_user(name: str = "Anna Friis", *, is_active: bool = True, password: str = PASSWORD) -> User:
    """Signs in with the first name: `anna@eksempel.dk`."""
    user = User(
        name=name,
        email=f"{slug(name.split()[0])}@eksempel.dk",
        sort_key=sort_key(name),
        is_active=is_active,
        created_at=MOVED_IN,
    )
    user.set_password(password)
    user.save(force_insert=True)
    return user


def make_assignment(
    user: User, role: str, scope: Area | Jobcentre, *, since: date = SINCE, until: date | None = None
) -> Assignment:
    return Assignment.objects.create(
        user=user,
        role=role,
        area=scope if isinstance(scope, Area) else None,
        jobcentre=scope if isinstance(scope, Jobcentre) else None,
        valid_from=since,
        valid_to=until,
    )


def make_sample_installation(day: date = SAMPLE_DAY) -> None:
    """From now on the clock stands on `day`, and every page says so."""
    Installation.objects.update_or_create(pk=1, defaults={"sample_today": day})


def make_indicator(
    code: str = "langtidsledige",
    *,
    unit: str = "persons",
    direction: str = "down",
    window: str = "month",
    **fields: object,
) -> Indicator:
    """A count unless `unit` is `percent`."""
    parts = {"numerator_name": "Del", "denominator_name": "Hele", "decimals": 1} if unit == "percent" else {}
    return Indicator.objects.create(
        code=code,
        unit=unit,
        direction=direction,
        window=window,
        **{"name": code.capitalize(), **parts, **fields},
    )


def make_goal(indicator: Indicator, *, year: int = 2014, number: int = 1) -> Goal:
    goal_year, _made = GoalYear.objects.get_or_create(year=year, defaults={"state": GoalYear.State.ANNOUNCED})
    return Goal.objects.create(
        goal_year=goal_year,
        number=number,
        indicator=indicator,
        short_name=indicator.name,
        title=f"Ministermål om {indicator.name}",
    )


def make_own_goal(area: Area, name: str = "Praktikpladser", *, year: int = 2014, number: int = 5) -> Goal:
    """A goal that the municipality has set itself, with figures from January on."""
    goal_year, _made = GoalYear.objects.get_or_create(year=year, defaults={"state": GoalYear.State.ANNOUNCED})
    code = f"{area.code}-{name.lower()}"
    return Goal.objects.create(
        goal_year=goal_year,
        area=area,
        number=number,
        indicator=make_indicator(code, direction="up", owner=area, name=f"Antal {name.lower()}"),
        short_name=name,
        title=f"Flere {name.lower()}",
    )


def make_figure(
    area: Area,
    indicator: Indicator,
    month: str = "2014-01",
    value: Number | None = 100,
    *,
    parts: tuple[Number, Number] | None = None,
    state: str = FigureState.REPORTED,
    approved: bool = True,
    by: User | None = None,
    source_kind: str = SourceKind.JOBINDSATS,
) -> Figure:
    """A figure with its revision and change, by the product's own writer.

    `parts` (numerator, denominator) instead of a value for ratios. Approved: from the official source.
    """
    has_value = parts is None and state == FigureState.REPORTED
    entry = FigureEntry(
        indicator=indicator,
        area=area,
        month=Month.parse(month),
        state=state,
        value=Decimal(str(value)) if has_value and value is not None else None,
        numerator=Decimal(str(parts[0])) if parts else None,
        denominator=Decimal(str(parts[1])) if parts else None,
        source_kind=source_kind,
    )
    record_figures(entries=[entry], by=by, origin=Origin.OFFICIAL if approved else Origin.TYPED)
    return Figure.objects.get(indicator=indicator, area=area, month=entry.month)


def make_target(
    area: Area,
    indicator: Indicator,
    value: Number = 90,
    *,
    year: int = 2014,
    baseline: Number | None = None,
    baseline_month: str | None = None,
    kind: str | None = None,
) -> TargetVersion:
    """The next version of a target: adopted for a municipality, contract for a region, unless `kind` says."""
    goal_year, _made = GoalYear.objects.get_or_create(year=year, defaults={"state": GoalYear.State.ANNOUNCED})
    usual = "contract" if area.level == Area.Level.REGION else "adopted"
    with recording(by=None, kind=Change.Kind.TARGETS) as change:
        target, _made = Target.objects.get_or_create(goal_year=goal_year, indicator=indicator, area=area)
        version = TargetVersion.objects.create(
            target=target,
            change=change.row,
            number=target.versions.count() + 1,
            kind=kind or usual,
            value=Decimal(str(value)),
            baseline_month=Month.parse(baseline_month) if baseline_month else None,
            baseline_value=None if baseline is None else Decimal(str(baseline)),
        )
        change.include(TargetVersion._meta.label, version.canonical())
    return version


def make_meeting(
    area: Area,
    by: User,
    day: str = "2014-06-17",
    *,
    as_of: str = "2014-04",
    known_on: datetime = datetime(2014, 6, 3, 9, tzinfo=COPENHAGEN),
) -> Meeting:
    """The paper for a meeting of the area's council, whatever day it is today."""
    goal_year, _made = GoalYear.objects.get_or_create(
        year=int(as_of[:4]), defaults={"state": GoalYear.State.ANNOUNCED}
    )
    with recording(by=by, kind=Change.Kind.MEETING) as change:
        meeting = Meeting.objects.create(
            area=area,
            held_on=date.fromisoformat(day),
            change=change.row,
            title="Status på ministermålene",
            goal_year=goal_year,
            as_of=as_of,
            known_on=known_on,
        )
        change.include(Meeting._meta.label, meeting.canonical())
    return meeting


def make_answer(area: Area, by: User, key: str = "k3j9x2mp7qra", *, as_of: str = "2014-04") -> Answer:
    """The row of an answer about all goals of the year, with checksums that no file has."""
    return Answer.objects.create(
        key=key,
        area=area,
        year=int(as_of[:4]),
        as_of=Month.parse(as_of),
        known_on=datetime(2014, 6, 3, 9, tzinfo=COPENHAGEN),
        indicators=list(Indicator.objects.order_by("goals__number").values_list("code", flat=True)),
        is_of_all=True,
        digests={kind: {"sha256": "0" * 64, "size": 1} for kind in ("pdf", "excel", "tekst", "samlet")},
        made_by=by,
        made_at=datetime(2014, 6, 3, 9, 1, tzinfo=COPENHAGEN),
        idempotency_key=key,
    )


def make_saved_extract(
    owner: User, name: str = "Regioner til mødet", query: str = "niveau=regioner"
) -> SavedExtract:
    """A choice that `owner` has kept. Its address ends with `k3j9x2mp7qra`."""
    return SavedExtract.objects.create(owner=owner, name=name, query=query, key="k3j9x2mp7qra")
