"""Random people and random things: what the product opens to each, against a slow oracle.

The oracle is written from the table of roles in the design, row by row, and asks nothing of the product's own
rules. Its world changes: roles that have ended or begin tomorrow, people deactivated, a municipality that has
another jobcentre since a day ago, or from tomorrow.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import models, transaction
from django.test import Client

from goals.models import CorrectionRequest, Figure, FigureRevision, GoalYear, MonthlyReturn, Target
from goals.months import Month
from jobcentres import clock
from jobcentres.changes import Recording, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment, Change, Jobcentre, ServedMunicipality, User
from tests.builders import make_assignment, make_goal, make_indicator, make_jobcentre, make_user
from tests.cast import Places, make_places

DAY = date(2014, 6, 10)
NOON = datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)
MONTHS = (Month(2014, 3), Month(2014, 4))
Role = Assignment.Role
WORK = (Role.CLERK, Role.MANAGER)


def agree(
    drawn: random.Random, number: int, *, share_of_pages: float = 0.1, pairs_of_world: int = 400
) -> str:
    """Judge `number` pairs. Raises AssertionError with all disagreements of a world."""
    told = Counter[str]()
    while (left := number - told["open"] - told["closed"]) > 0:
        with transaction.atomic(), clock.standing_at(NOON):
            told += _judge(World.drawn(drawn), drawn, min(left, pairs_of_world), share_of_pages)
            transaction.set_rollback(True)
    pairs = told["open"] + told["closed"]
    return (
        f"{pairs} pairs agree, {told['open']} open; {told['page']} pages, {told['secret']} unreleased numbers"
    )


def _judge(world: World, drawn: random.Random, number: int, share_of_pages: float) -> Counter[str]:
    told, wrong = Counter[str](), []
    rights, pages = rights_in(world), pages_in(world)
    for _pair in range(number):
        user = drawn.choice(world.people)
        is_page = drawn.random() < share_of_pages
        if is_page:
            name, things, address, may = drawn.choice(pages)
            thing = drawn.choice(things)
            expected = may(user, thing) if user.is_active else None
            found = _answer(world, user, address(thing))
        else:
            name, queryset, may = drawn.choice(rights)
            things = world.all_of(queryset(user).model)
            thing = drawn.choice(things)
            expected = may(user, thing)
            found = queryset(user).filter(pk=thing.pk).exists()
        told["open" if found else "closed"] += 1
        told["page"] += is_page
        if found != expected:
            held = [f"{one} {one.valid_from}–{one.valid_to}" for one in world.assignments if one.user == user]
            wrong.append(f"{name} {thing}: {found}, by the design {expected}, for {user} {held}")
    assert not wrong, f"{len(wrong)} disagreements: {'; '.join(wrong[:5])}"
    told["secret"] = world.told
    return told


def _answer(world: World, user: User, address: str) -> bool | None:
    """Whether the page opens, read or (`POST /…`) sent to; None if somebody is sent to sign in.

    Raises AssertionError if a number stands there that is not released and not for the reader.
    """
    client = Client()
    client.force_login(user)
    is_sent, _space, path = address.rpartition(" ")
    answer = client.post(path) if is_sent else client.get(path)
    assert answer.status_code in (200, 302, 404), f"{address}: {answer.status_code}"
    if answer.status_code == 302 and answer.headers["Location"].startswith("/log-ind/"):
        return None
    secrets = [world.secrets[one] for one in _numbers_in(answer.content.decode()) if one in world.secrets]
    leaked = [figure for figure in secrets if not world.sees_inside(user, figure.area)]
    assert not leaked, f"{address} tells {user} what is not released: {leaked[0]}"
    world.told += len(secrets)
    return answer.status_code != 404


def _numbers_in(page: str) -> set[int]:
    """However they are written: `100.003`, `100003` or `100003.0`."""
    plain = re.sub(r"(?<=\d)[.\u00a0](?=\d{3}(?!\d))", "", page)
    return {int(digits) for digits in re.findall(r"(?<!\d)\d{6}(?!\d)", plain)}


@dataclass
class World:
    """Its rows, read once; the oracle looks at them one by one."""

    areas: list[Area]
    jobcentres: list[Jobcentre]
    served: list[ServedMunicipality]
    assignments: list[Assignment]
    people: list[User]
    returns: list[MonthlyReturn]
    figures: list[Figure]
    targets: list[Target]
    requests: list[CorrectionRequest]
    years: list[GoalYear]
    lists: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    secrets: dict[int, Figure] = field(default_factory=dict)
    """Numbers that are not released, each of its own."""
    told: int = 0
    """How many of them pages have told to those who may read them."""

    @classmethod
    def drawn(cls, drawn: random.Random) -> World:
        _populate(make_places(), drawn)
        return cls(
            areas=list(Area.objects.select_related("parent__parent")),
            jobcentres=list(Jobcentre.objects.select_related("region")),
            served=list(ServedMunicipality.objects.select_related("municipality", "jobcentre__region")),
            assignments=list(Assignment.objects.select_related("user", "area", "jobcentre")),
            people=list(User.objects.all()),
            returns=list(MonthlyReturn.objects.select_related("jobcentre__region")),
            figures=list(Figure.objects.select_related("area__parent", "indicator")),
            targets=list(Target.objects.select_related("area__parent", "goal_year")),
            requests=list(CorrectionRequest.objects.select_related("figure__area__parent")),
            years=list(GoalYear.objects.all()),
        )

    def __post_init__(self) -> None:
        named = (self.areas, self.jobcentres, self.assignments, self.people, self.returns, self.figures)
        for rows in (*named, self.targets, self.years):
            self.lists[type(rows[0])] = rows
        self.secrets = {
            int(one.value or 0): one for one in self.figures if one.approved_version < one.version
        }

    def all_of(self, model: type[models.Model]) -> list[Any]:
        return self.lists[model]

    def held(self, user: User, *roles: str) -> Iterator[Assignment]:
        """The assignments that count today: nobody who is deactivated has any."""
        for one in self.assignments:
            if one.user == user and user.is_active and one.role in roles and _holds(one):
                yield one

    def is_official(self, user: User) -> bool:
        return any(self.held(user, Role.OFFICIAL))

    def works_for(self, user: User, jobcentre: Jobcentre, *roles: str) -> bool:
        return any(one.jobcentre == jobcentre for one in self.held(user, *(roles or WORK)))

    def follows_up(self, user: User, region: Area) -> bool:
        return any(one.area == region for one in self.held(user, Role.OFFICER))

    def serves(self, jobcentre: Jobcentre | None, area: Area, day: date = DAY) -> bool:
        return any(
            one.jobcentre == jobcentre and one.municipality == area and _holds(one, day)
            for one in self.served
        )

    def works_in(self, user: User, area: Area, *roles: str) -> bool:
        """For a jobcentre that serves the municipality today."""
        return any(self.serves(one.jobcentre, area) for one in self.held(user, *(roles or WORK)))

    # --- the rows of the table

    def may_follow(self, user: User, jobcentre: Jobcentre) -> bool:
        return (
            self.is_official(user)
            or self.works_for(user, jobcentre)
            or self.follows_up(user, jobcentre.region)
        )

    def may_read_figure(self, user: User, figure: Figure) -> bool:
        return user.is_active if figure.approved_version else self.sees_inside(user, figure.area)

    def sees_inside(self, user: User, area: Area) -> bool:
        """What is not approved: the own jobcentre, which is the one of today, its region and the ministry."""
        region = area if area.level == "region" else area.parent
        return (
            self.is_official(user)
            or self.works_in(user, area)
            or (region is not None and self.follows_up(user, region))
        )

    def may_enter(self, user: User, figure: Figure) -> bool:
        is_locked = figure.approved_version > 0 and not figure.is_reopened
        return not is_locked and self.works_in(user, figure.area)

    def may_promise(self, user: User, target: Target) -> bool:
        """The manager the municipality's own, the ministry all."""
        return self.is_official(user) or self.works_in(user, target.area, Role.MANAGER)

    def may_decide(self, user: User, request: CorrectionRequest) -> bool:
        """The region of the jobcentre that serves the place today."""
        serving = [one for one in self.jobcentres if self.serves(one, request.figure.area)]
        return any(self.follows_up(user, one.region) for one in serving)

    def may_administer_role(self, user: User, assignment: Assignment) -> bool:
        for own in self.held(user, Role.ADMINISTRATOR):
            scope = [assignment.area] if assignment.area else self._served_by(assignment.jobcentre)
            if own.area and any(_lies_in(area, own.area) for area in scope):
                return True
            if own.area and own.area.level == "country":
                return True
        return False

    def may_administer(self, user: User, person: User) -> bool:
        """Somebody all of whose roles, past and future, lie inside the own area."""
        roles = [one for one in self.assignments if one.user == person]
        return any(self.held(user, Role.ADMINISTRATOR)) and all(
            self.may_administer_role(user, one) for one in roles
        )

    def _served_by(self, jobcentre: Jobcentre | None) -> list[Area]:
        return [one.municipality for one in self.served if one.jobcentre == jobcentre and _holds(one)]

    def has_municipality(self, jobcentre: Jobcentre, day: date) -> bool:
        """A return covers those that the jobcentre serves on the month's last day."""
        return any(self.serves(jobcentre, area, day) for area in self.areas)


def _holds(row: Assignment | ServedMunicipality, day: date = DAY) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def _lies_in(area: Area | None, above: Area) -> bool:
    while area is not None and area != above:
        area = area.parent
    return area is not None


def rights_in(world: World) -> list[tuple[str, Callable[[User], Any], Callable[[User, Any], bool]]]:
    """What each queryset gives to a person, and what the design says."""
    return [
        ("area seen", Area.objects.visible_to, lambda user, _area: user.is_active),
        ("jobcentre seen", Jobcentre.objects.visible_to, world.may_follow),
        (
            "inside seen",
            lambda user: Area.objects.filter(
                pk__in=[a.pk for a in world.areas if user.reader.sees_inside(a.pk)]
            ),
            world.sees_inside,
        ),
        ("jobcentre edited", Jobcentre.objects.editable_by, world.works_for),
        ("return seen", MonthlyReturn.objects.visible_to, lambda u, one: world.may_follow(u, one.jobcentre)),
        (
            "return edited",
            MonthlyReturn.objects.editable_by,
            lambda u, one: world.works_for(u, one.jobcentre),
        ),
        (
            "return reviewed",
            MonthlyReturn.objects.reviewable_by,
            lambda user, one: world.follows_up(user, one.jobcentre.region),
        ),
        ("figure read", Figure.objects.visible_to, world.may_read_figure),
        ("figure entered", Figure.objects.editable_by, world.may_enter),
        ("target edited", Target.objects.editable_by, world.may_promise),
        ("person administered", User.objects.editable_by, world.may_administer),
        ("role administered", Assignment.objects.editable_by, world.may_administer_role),
        (
            "goal year seen",
            GoalYear.objects.visible_to,
            lambda user, one: world.is_official(user) or one.state != "draft",
        ),
    ]


Page = tuple[str, list[Any], Callable[[Any], str], Callable[[User, Any], bool]]


def pages_in(world: World) -> list[Page]:
    """Pages, the things they are about, their addresses, and whom the design lets in."""
    months = [
        (one, month)
        for one in world.jobcentres
        for month in MONTHS
        if world.has_municipality(one, month.last_day)
    ]
    lines = [
        (jobcentre, month, area)
        for jobcentre, month in months
        for area in world.areas
        if world.serves(jobcentre, area, month.last_day)
    ]
    municipalities = [area for area in world.areas if area.level == "municipality"]
    shown_for = MONTHS[-1].plus(1).last_day  # the last month that is over
    serving = [one for one in world.jobcentres if world.has_municipality(one, shown_for)]
    regions = sorted((one for one in world.areas if one.level != "municipality"), key=lambda one: one.level)

    def enters(user: User, thing: Any) -> bool:
        return world.works_for(user, thing[0])

    def reviews(user: User, thing: Any) -> bool:
        return world.is_official(user) or world.follows_up(user, thing[0].region)

    def sees_line(user: User, thing: Any) -> bool:
        return world.sees_inside(user, thing[2])

    def everybody(_user: User, _thing: Any) -> bool:
        return True

    def sees_deliveries(user: User, area: Area) -> bool:
        return world.is_official(user) or world.follows_up(user, area)

    def queues(user: User, _thing: Any) -> bool:
        return world.is_official(user) or any(world.held(user, Role.OFFICER))

    def of(prefix: str, ending: str = "") -> Callable[[Any], str]:
        return lambda thing: f"/{prefix}/{thing[0].slug}/{thing[1]}/{ending}"

    return [
        ("the month", months, of("indberetning"), enters),
        ("the year", months, lambda thing: f"/indberetning/{thing[0].slug}/{thing[1].year}/", enters),
        ("the cells", months, of("indberetning", "gem/"), enters),
        ("paste", months, of("indberetning", "indsaet/"), enters),
        ("the file", months, of("indberetning", "skabelon.csv"), enters),
        (
            "settings",
            months,
            lambda thing: f"/indberetning/{thing[0].slug}/indstillinger/",
            _sees_settings(world),
        ),
        (
            "the line",
            lines,
            lambda thing: f"/indberetning/{thing[0].slug}/{thing[1]}/{thing[2].code}/langtidsledige/",
            sees_line,
        ),
        ("the review", months, of("gennemgang"), reviews),
        ("reopening", months, of("gennemgang", "genaabn/"), reviews),
        ("closing", months, of("gennemgang", "luk/"), reviews),
        (
            "a correction",
            world.requests,
            lambda request: f"POST /gennemgang/rettelser/{request.pk}/",
            world.may_decide,
        ),
        ("deliveries", regions, lambda area: f"/leveret/{area.code}/", sees_deliveries),
        ("the queue", [None], lambda _thing: "/gennemgang/", queues),
        ("the region's settings", [None], lambda _thing: "/gennemgang/indstillinger/", queues),
        ("the person", world.people, lambda person: f"/brugere/{person.pk}/", world.may_administer),
        (
            "the people",
            [None],
            lambda _thing: "/brugere/",
            lambda u, _t: any(world.held(u, Role.ADMINISTRATOR)),
        ),
        ("the calendar", [2014], lambda year: f"/aarshjul/{year}/", everybody),
        (
            "a deadline",
            list(MONTHS),
            lambda month: f"/aarshjul/2014/frister/langtidsledige/{month}/",
            lambda user, _month: world.is_official(user),
        ),
        ("a municipality", municipalities, _shown("kommuner"), everybody),
        ("a region", regions[1:], _shown("regioner"), everybody),
        ("the country", [None], lambda _thing: "/landet/?maaned=2014-04&grundlag=forelobig", everybody),
        ("a jobcentre", serving, lambda one: f"/jobcentre/{one.slug}/?grundlag=forelobig", everybody),
        ("an extract", ["csv", "csv-dk", "json"], _extract, everybody),
        ("the start", [None], lambda _thing: "/", everybody),
    ]


def _shown(prefix: str) -> Callable[[Area], str]:
    """With what is preliminary, if the reader may see it."""
    return lambda area: f"/{prefix}/{area.code}/?maaned=2014-04&grundlag=forelobig"


def _extract(kind: str) -> str:
    return f"/udtraek/?aar=2014&maaned=2014-04&grundlag=forelobig&format={kind}"


def _sees_settings(world: World) -> Callable[[User, Any], bool]:
    """The jobcentre's people, and the officer who may ask for four eyes."""
    return lambda user, thing: world.works_for(user, thing[0]) or world.follows_up(user, thing[0].region)


# --- a world


def _populate(places: Places, drawn: random.Random) -> None:
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
