"""Random people and random things: what the product opens to each, against a slow oracle."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client

from goals.models import Figure, GoalYear, MonthlyReturn, Target
from jobcentres import clock
from jobcentres.models import Area, Assignment, Jobcentre, User
from tests.access_oracle import World
from tests.access_world import MONTHS, NOON, Role


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
    assert answer.status_code in (200, 302, 401, 403, 404), f"{address}: {answer.status_code}"
    is_sent_away = answer.status_code == 302 and answer.headers["Location"].startswith("/log-ind/")
    if is_sent_away or answer.status_code == 401:
        return None
    secrets = [world.secrets[one] for one in _numbers_in(answer.content.decode()) if one in world.secrets]
    leaked = [figure for figure in secrets if not world.sees_inside(user, figure.area)]
    assert not leaked, f"{address} tells {user} what is not released: {leaked[0]}"
    world.told += len(secrets)
    return answer.status_code not in (403, 404)


def _numbers_in(page: str) -> set[int]:
    """However they are written: `100.003`, `100003` or `100003.0`."""
    plain = re.sub(r"(?<=\d)[.\u00a0](?=\d{3}(?!\d))", "", page)
    return {int(digits) for digits in re.findall(r"(?<!\d)\d{6}(?!\d)", plain)}


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

    def sees_anything_inside(user: User, _thing: Any) -> bool:
        return any(world.sees_inside(user, area) for area in world.areas)

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
        ("an extract", ["oversigt", "tal", "matrix", "revisioner"], _extract, everybody),
        ("the API", ["summary", "figures", "revisions"], _called, sees_anything_inside),
        ("the start", [None], lambda _thing: "/", everybody),
    ]


def _shown(prefix: str) -> Callable[[Area], str]:
    """With what is preliminary, if the reader may see it."""
    return lambda area: f"/{prefix}/{area.code}/?maaned=2014-04&grundlag=forelobig"


def _extract(shape: str) -> str:
    return f"/udtraek/?aar=2014&maaned=2014-04&grundlag=forelobig&indhold={shape}"


def _called(name: str) -> str:
    """Whoever sees nothing preliminary is told so, instead of being given less."""
    return f"/api/v1/{name}?year=2014&as_of=2014-04&basis=preliminary&limit=5000"


def _sees_settings(world: World) -> Callable[[User, Any], bool]:
    """The jobcentre's people, and the officer who may ask for four eyes."""
    return lambda user, thing: world.works_for(user, thing[0]) or world.follows_up(user, thing[0].region)
