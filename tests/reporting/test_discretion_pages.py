"""What is hidden because it would give back a small count stands on no page and in no file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from goals.models import Indicator
from goals.months import Month
from goals.progress import Measure
from goals.series import measure_of, read
from jobcentres.access import OUTSIDER
from jobcentres.clock import standing_at
from jobcentres.models import Area, User
from reporting.exports.shapes import SHAPES
from tests.builders import (
    make_area,
    make_cluster,
    make_figure,
    make_goal,
    make_indicator,
    make_jobcentre,
    make_sample_installation,
)
from tests.cast import Cast, ClientOf
from tests.reporting.extracts import fetched
from tests.reporting.known_world import june
from tests.reporting.workbooks import texts_in

MAY = Month(2014, 5)
LATER = datetime(2100, 1, 1, tzinfo=UTC)
COVERS = {"Allerød": 7131, "Brøndby": 6427}
PAGES = [
    "/",
    "/kommuner/9101/",
    "/kommuner/9102/",
    "/kommuner/9109/",
    "/kommuner/9103/",
    "/jobcentre/alleroed/",
    "/regioner/HS/",
    "/landet/",
    "/landet/1/",
    "/sammenlign/?med=landet",
    "/sammenlign/?kommuner=9101&kommuner=9103&kommune=",
    "/sammenlign/?kommuner=9109&kommuner=9103&kommune=",
    "/tal/foertidspension/9101/2014-05/",
    "/tal/foertidspension/9109/2014-05/",
    "/tal/foertidspension/HS/2014-05/",
    "/tal/foertidspension/DK/2014-05/",
    *(f"/udtraek/?indhold={shape}" for shape in SHAPES),
]
FILES = [(shape.word, kind) for shape in SHAPES.values() for kind in shape.formats]


@dataclass(frozen=True)
class World:
    cast: Cast
    pensions: Indicator
    areas: dict[str, Area]


@pytest.fixture
def world(cast: Cast) -> World:
    """In Hovedstaden & Sjælland Ærø has 3, and everybody a figure: Ærø is the total without the others."""
    pensions = make_indicator("foertidspension", window="rolling_12", name="Førtidspension")
    make_goal(pensions)
    hs = cast.places.hs
    numbers = {**COVERS, "Dragør": 51, "Faxe": 52, "Ærø": 3}
    codes = ["9101", "9102", "9103", "9104", "9109"]
    areas = {name: make_area(code, name, parent=hs) for name, code in zip(numbers, codes, strict=True)}
    make_jobcentre("Allerød", hs, areas["Allerød"])
    numbers |= {"Sorø": 60}
    areas |= {"Sorø": cast.places.soroe}
    with standing_at(june(1)):
        for month in ("2013-05", "2014-04", "2014-05"):
            for name, area in areas.items():
                make_figure(area, pensions, month, numbers[name])
            for area in (cast.places.aalborg, cast.places.esbjerg, cast.places.fanoe):
                make_figure(area, pensions, month, 40)
    make_cluster("Klynge 1", areas["Allerød"], areas["Dragør"], areas["Faxe"], indicator_code=pensions.code)
    make_sample_installation()
    return World(cast, pensions, areas)


def body(client_of: ClientOf, person: User, address: str) -> str:
    response = client_of(person).get(
        address, {"aar": "2014", "maaned": "2014-05"} if "?" not in address else {}
    )
    assert response.status_code == 200, address
    return response.content.decode()


def file_for(client_of: ClientOf, person: User, shape: str, kind: str) -> str:
    """Everything that stands in the file."""
    content = fetched(client_of(person), kind, indhold=shape, maaned="2014-05", niveau="alle")
    return texts_in(content) if kind == "xlsx" else content.decode()


def assert_says_none_of_the_covers(said: str) -> None:
    for number in COVERS.values():
        thousands, rest = divmod(number, 1000)
        assert str(number) not in said and f"{thousands}.{rest}" not in said


@pytest.mark.parametrize(("shape", "kind"), FILES)
@pytest.mark.parametrize("name", ["rikke", "anna"])
def test_what_covers_a_small_count_is_said_in_no_file(
    world: World, client_of: ClientOf, name: str, shape: str, kind: str
) -> None:
    person = world.cast[name]
    assert person is not None

    said = file_for(client_of, person, shape, kind)

    assert_says_none_of_the_covers(said)
    assert "52" in said


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("name", ["rikke", "lis", "anna"])
def test_what_covers_a_small_count_is_said_nowhere(
    world: World, client_of: ClientOf, name: str, address: str
) -> None:
    person = world.cast[name]
    assert person is not None

    said = body(client_of, person, address)

    assert_says_none_of_the_covers(said)


def test_the_totals_and_the_others_are_shown_to_everybody(world: World, client_of: ClientOf) -> None:
    rows = json.loads(file_for(client_of, world.cast.rikke, "oversigt", "json"))

    latest = {row["area"]: row["latest"] for row in rows}
    assert (latest["HS"], latest["DK"]) == (13724, 13844)
    assert (latest["9103"], latest["9104"], latest["0340"]) == (51, 52, 60)
    assert latest["9101"] is latest["9102"] is latest["9109"] is None


def test_the_own_region_and_the_ministry_see_every_number(world: World, client_of: ClientOf) -> None:
    for person in (world.cast.bo, world.cast.mette):
        said = file_for(client_of, person, "oversigt", "csv")
        assert all(str(number) in said for number in COVERS.values())


def masked(measure: Measure, area: Area, **choice: object) -> list[object]:
    """What an outsider sees of two months, with the figures read in one of the ways that there are."""
    line = read([measure], as_of=MAY, reader=OUTSIDER, **choice).area(measure, area.pk)  # type: ignore[arg-type]
    return [line.shown_outside(month) for month in (MAY, MAY.year_before)]


def test_a_mask_is_the_same_however_few_figures_are_read(world: World) -> None:
    measure = measure_of(world.pensions)
    for area in world.areas.values():
        whole = masked(measure, area)
        assert whole == masked(measure, area, area_ids=[area.pk])
        assert whole == masked(measure, area, area_ids=[area.pk], whole_past=True)
        assert whole == masked(measure, area, months={measure.id: [MAY, MAY.year_before]})
        assert whole == masked(measure, area, known_on=LATER)
        assert whole == masked(measure, area, area_ids=[area.pk], known_on=LATER)


def test_a_group_with_some_of_a_regions_hidden_members_has_no_total(world: World) -> None:
    measure, areas = measure_of(world.pensions), world.areas
    series = read([measure], as_of=MAY, reader=OUTSIDER)

    def total(*names: str) -> object:
        return series.group(measure, [areas[name].pk for name in names]).shown_outside(MAY)

    assert total("Allerød", "Faxe") is None
    assert total("Dragør", "Faxe") == 103
    assert total("Allerød", "Brøndby", "Faxe", "Ærø") == 7131 + 6427 + 52 + 3


def test_before_the_region_has_a_total_nobody_covers(world: World) -> None:
    measure = measure_of(world.pensions)
    make_area("9110", "Greve", parent=world.cast.places.hs)

    assert masked(measure, world.areas["Allerød"]) == [7131, 7131]
    assert masked(measure, world.areas["Ærø"]) == [None, None]


def test_discretion_costs_no_query(world: World, django_assert_num_queries: object) -> None:
    measure, allerød = measure_of(world.pensions), world.areas["Allerød"].pk
    with django_assert_num_queries(1):  # type: ignore[operator]
        series = read([measure], as_of=MAY, reader=OUTSIDER, area_ids=[allerød], neighbours=list)
        assert series.area(measure, allerød).shown_outside(MAY) == 7131
