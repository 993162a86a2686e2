"""Who reads what through the API: never more than on the pages, and never other numbers than in the files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals import dialogue
from goals.models import GoalYear, Target
from goals.months import Month
from jobcentres import people
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.clock import standing_at
from jobcentres.models import AccessLogEntry
from reporting.exports.coverage import COVERAGE_COLUMNS
from reporting.exports.extract import Extract
from reporting.exports.files import json_lines
from reporting.exports.shapes import SHAPES
from reporting.summaries import Choice
from tests.builders import make_area, make_figure, make_target
from tests.cast import Cast, ClientOf
from tests.reporting.api_calls import V1, all_rows, called, rows, secret_of
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World

OPEN = ("areas", "indicators", "summary", "figures", "revisions", "coverage", "targets", "contracts")
PEOPLE = ("anna", "mads", "ole", "vibe", "lis", "bo", "rikke", "karl", "mette", "sys")
INSIDERS = ("anna", "mads", "ole", "vibe", "bo", "karl", "mette")
KNOWN = "known_on=2014-06-09T09:00"
AERO = f"summary?area=9001&indicator=foertidspension&as_of=2014-04&{KNOWN}"


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    made = make_history(cast)
    with standing_at(june(12, 15)):
        yield made


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_reads_every_list_with_a_key_of_their_own(name: str, world: World) -> None:
    own = secret_of(world.cast[name])

    answers = {path: called(path, own).status_code for path in OPEN}

    assert set(answers.values()) == {200}


@pytest.mark.parametrize("name", PEOPLE)
def test_preliminary_figures_are_for_those_inside(name: str, world: World) -> None:
    own, public = secret_of(world.cast[name]), secret_of(world.cast[name], "public")

    answers = [called("figures?basis=preliminary", one).status_code for one in (own, public)]

    assert answers == [200 if name in INSIDERS else 403, 403]


def test_a_key_reads_as_its_owner_does_when_signed_in(world: World, client_of: ClientOf) -> None:
    for name in PEOPLE:
        by_session = client_of(world.cast[name]).get(V1 + AERO).json()["rows"]

        assert rows(AERO, secret_of(world.cast[name])) == by_session


def test_a_small_number_is_open_inside_and_hidden_outside(world: World) -> None:
    inside, outside = rows(AERO, secret_of(world.cast.bo)), rows(AERO, secret_of(world.cast.ole))

    assert (inside[0]["latest"], inside[0]["hidden"]) == (4, [])
    assert outside[0]["latest"] is None
    assert {"latest", "gap", "status"} <= set(outside[0]["hidden"])


@pytest.mark.parametrize("path", [f"{name}?{KNOWN}" for name in OPEN[2:]])
def test_a_key_for_public_figures_reads_what_an_outsider_sees_whoever_owns_it(
    path: str, world: World
) -> None:
    outsider = secret_of(world.cast.sys)

    for name in PEOPLE:
        public = called(path, secret_of(world.cast[name], "public")).json()
        assert public["rows"] == called(path, outsider).json()["rows"]


@pytest.mark.parametrize("reader", [MINISTRY, OUTSIDER])
@pytest.mark.parametrize(("name", "shape"), [("summary", "oversigt"), ("revisions", "revisioner")])
def test_the_api_says_cell_by_cell_what_the_files_say(
    name: str, shape: str, reader: Reader, world: World
) -> None:
    secret = secret_of(world.cast.mette, "own" if reader is MINISTRY else "public")
    choice = Choice.of(2014, as_of=Month(2014, 4), known_on=june(9))
    extracted = Extract(choice, shape=shape).read(reader)
    in_file = json.loads("".join(json_lines(SHAPES[shape].columns(extracted), SHAPES[shape].rows(extracted))))

    by_api = all_rows(f"{name}?as_of=2014-04&limit=9&{KNOWN}", secret)

    assert [{key: row[key] for key in row if key != "hidden"} for row in by_api] == in_file


@pytest.mark.parametrize("reader", [MINISTRY, OUTSIDER])
def test_figures_and_coverage_are_those_of_the_files(reader: Reader, world: World) -> None:
    secret = secret_of(world.cast.mette, "own" if reader is MINISTRY else "public")
    choice = Choice.of(2014, as_of=Month(2014, 4), known_on=june(9))
    extracted = Extract(choice, shape="tal").read(reader)
    figures = json.loads("".join(json_lines(SHAPES["tal"].columns(extracted), extracted.figures())))
    coverage = json.loads("".join(json_lines(COVERAGE_COLUMNS, extracted.coverage())))

    by_api = all_rows(f"figures?as_of=2014-04&limit=9&{KNOWN}", secret)

    assert [
        one | {"hidden": row["hidden"]} for one, row in zip(_from(2013, figures), by_api, strict=True)
    ] == by_api
    assert [{**one, "hidden": []} for one in coverage] == all_rows(f"coverage?as_of=2014-04&{KNOWN}", secret)


def _from(year: int, figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the earlier months that a file names besides."""
    return [row for row in figures if row["month"] >= str(year)]


def test_drafts_of_targets_are_for_those_inside(world: World) -> None:
    soroe, year = world.cast.places.soroe, GoalYear.objects.get(year=2014)
    target = Target(goal_year=year, indicator=world.companies, area=soroe)
    dialogue.write_draft(target, dialogue.Amount(Decimal(39)), by=world.cast.mads)

    path = "targets?area=0340&indicator=samarbejdsgrad&versions=all"
    seen = {name for name in PEOPLE if rows(path, secret_of(world.cast[name]))}

    assert seen == {"anna", "mads", "lis", "bo", "mette"}


def test_a_target_raised_later_was_not_known_before(world: World) -> None:
    secret = secret_of(world.cast.anna)
    of_lejre = "targets?area=9003&indicator=foertidspension"

    assert [row["target"] for row in rows(of_lejre, secret)] == [95]
    assert [row["target"] for row in rows(f"{of_lejre}&known_on=2014-06-05", secret)] == [60]
    assert [row["in_force"] for row in rows(f"{of_lejre}&versions=all", secret)] == [False, True]


def test_a_contract_has_its_targets(world: World) -> None:
    found = called("contracts/2014/HS", secret_of(world.cast.ole)).json()

    assert found["contract"]["state"] == "signed"
    assert [row["target"] for row in found["targets"]] == [40]
    assert called("contracts/2014/HS?known_on=2014-06-01", secret_of(world.cast.ole)).status_code == 404


def test_reading_more_than_everybody_may_is_written_down(world: World) -> None:
    secret = secret_of(world.cast.bo)

    called(f"{AERO}&limit=5", secret)

    entry = AccessLogEntry.objects.get()
    assert (entry.user, entry.token.name, entry.kind, entry.what) == (
        world.cast.bo,
        "Prøve",
        "api",
        "api/summary",
    )
    assert (entry.rows, entry.known_on, entry.is_complete) == (1, june(9), True)
    assert parse_qs(entry.query)["area"] == ["9001"]


def test_what_everybody_may_read_and_what_is_not_sent_is_not_written_down(world: World) -> None:
    public, own = secret_of(world.cast.mette, "public"), secret_of(world.cast.mette)
    called(AERO, public)
    called(AERO, secret_of(world.cast.sys))
    called("areas", own)
    called("indicators", own)
    called("summary?year=1999", own)
    etag = called(AERO, own).headers["ETag"]
    called(AERO, own, if_none_match=etag)

    assert AccessLogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Bearer nonsense", "findes ikke"),
        ("Bearer ", "Authorization: Bearer"),
        ("Basic bWV0dGU6aw==", "Authorization: Bearer"),
        ("", "Log ind"),
    ],
)
def test_whoever_is_not_known_is_told_how_to_sign_in(header: str, told: str, world: World) -> None:
    answer = called("areas", **({"authorization": header} if header else {}))

    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert told in answer.json()["detail"]


def test_a_wrong_key_is_refused_also_beside_a_session(world: World, client_of: ClientOf) -> None:
    answer = client_of(world.cast.mette).get(f"{V1}areas", headers={"authorization": "Bearer nonsense"})

    assert answer.status_code == 401


def test_a_key_is_refused_at_once_when_the_account_is_closed(world: World) -> None:
    secret = secret_of(world.cast.anna)
    assert called("areas", secret).status_code == 200

    people.deactivate_person(by=world.cast.sys, person=world.cast.anna)

    assert called("areas", secret).status_code == 401


def test_a_role_that_has_ended_opens_nothing_more(world: World) -> None:
    secret = secret_of(world.cast.bo)

    people.end_assignment(
        by=world.cast.sys, assignment=world.cast.bo.assignments.get(), last_day=june(11).date()
    )

    assert rows(AERO, secret)[0]["latest"] is None


@pytest.mark.parametrize("path", [*OPEN, "figures/foertidspension/0340/2014-04", "contracts/2014/HS"])
def test_more_areas_and_months_need_no_more_queries(path: str, world: World) -> None:
    secret = secret_of(world.cast.mette)
    called(path, secret)
    few = _queries(path, secret)

    for number in range(6):
        area = make_area(f"91{number:02}", f"By {number}", parent=world.cast.places.hs)
        for month in range(1, 13):
            make_figure(area, world.pensions, f"2013-{month:02}", 50 + number)
        make_target(area, world.pensions, 40)

    assert _queries(path, secret) == few <= 16


def _queries(path: str, secret: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert called(path, secret).status_code == 200
    return len(captured)
