"""The API: formats, pages, moments, validators, and what a call is told that cannot be answered."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError

from jobcentres import rates
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import AccessToken, TryCounter
from reporting.api import results
from tests.builders import make_figure
from tests.reporting.api_calls import V1, all_rows, called, rows, secret_of
from tests.reporting.json_stat_reader import read_dataset
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World

LISTS = ("areas", "indicators", "summary", "figures", "revisions", "coverage", "targets", "contracts")
SOROE = "summary?area=0340&indicator=foertidspension"


@pytest.fixture
def world(cast: Any) -> Iterator[World]:
    made = make_history(cast)
    with standing_at(june(12, 15)):
        yield made


@pytest.fixture
def mette(world: World) -> str:
    """The secret of a key with the ministry's rights, made on the tenth."""
    with standing_at(june(10)):
        return secret_of(world.cast.mette)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_had_as_json_and_as_csv_with_the_same_cells(name: str, mette: str) -> None:
    as_json = rows(f"{name}?limit=50", mette)
    as_csv = list(csv.DictReader(io.StringIO(called(f"{name}?limit=50&format=csv", mette).content.decode())))

    assert len(as_json) == len(as_csv)
    for row, cells in zip(as_json, as_csv, strict=True):
        assert list(cells) == [key for key in row if key != "hidden"]
        for key, text in cells.items():
            assert (row[key] is None) == (text in {"", ".."}) or (row[key], text) == ("", "")


@pytest.mark.parametrize("name", ["summary", "figures"])
def test_the_cube_holds_what_the_rows_hold(name: str, mette: str) -> None:
    cells = read_dataset(called(f"{name}?format=json-stat", mette).json())

    number = "latest" if name == "summary" else "value"
    found = all_rows(f"{name}?limit=7", mette)
    assert found
    for row in found:
        month = (row["month"],) if name == "figures" else ()
        assert cells[row["area"], row["indicator"], *month, number][0] == row[number]


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/vnd.json-stat+json", "application/vnd.json-stat+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv;q=0.5,application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
    ],
)
def test_the_format_is_what_the_caller_accepts(accepted: str, given: str, mette: str) -> None:
    assert called(SOROE, mette, accept=accepted).headers["Content-Type"] == given


def test_the_address_decides_before_the_header(mette: str) -> None:
    answer = called(f"{SOROE}&format=csv", mette, accept="application/json")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_pages_follow_each_other_without_gap_or_overlap(mette: str) -> None:
    whole = rows("figures?limit=5000", mette)

    assert all_rows("figures?limit=7", mette) == whole
    assert len(whole) == int(called("figures?limit=1", mette).headers["X-Total-Count"]) > 100


def test_links_stand_in_the_body_and_in_the_header(mette: str) -> None:
    answer = called("areas?limit=2&offset=2", mette)

    links = answer.json()["links"]
    assert set(links) == {"self", "first", "prev", "next", "last"}
    for kind, address in links.items():
        assert f'<{address}>; rel="{kind}"' in answer.headers["Link"]


def test_pages_keep_the_knowledge_of_the_first(world: World, mette: str) -> None:
    first = called("figures?limit=100", mette).json()

    with standing_at(june(12, 16)):
        make_figure(world.cast.places.aalborg, world.pensions, "2014-04", 700)
    following = called(first["links"]["self"].partition(V1)[2], mette).json()

    assert following == first


def test_an_answer_says_up_to_when_it_knows_and_gives_the_same_again(world: World, mette: str) -> None:
    answer = called(SOROE, mette).json()

    known_on = answer["choice"]["known_on"]
    with standing_at(june(12, 16)):
        make_figure(world.cast.places.soroe, world.pensions, "2014-05", 1000)
    again = called(answer["links"]["self"].partition(V1)[2], mette).json()
    assert datetime.fromisoformat(known_on).utcoffset() is not None
    assert again["rows"] == answer["rows"]
    assert rows(SOROE, mette)[0]["latest"] == 1000


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2014-06-04T08:00", 34),
        ("2014-06-04", 34),
        ("2014-06-04T10:00:00", 41),
        ("2014-06-04T07:00:00Z", 41),
        ("2014-06-04T06:00:00Z", 34),
        ("2014-06-04T08:00:00%2B02:00", 34),
        ("2014-06-04T08:00:00 02:00", 34),
        ("2014-06-04 10:00", 41),
    ],
)
def test_a_moment_is_read_with_and_without_its_zone(written: str, value: int, mette: str) -> None:
    found = rows(f"figures?area=0340&since=2014-04&as_of=2014-04&known_on={written}", mette)

    assert [row["value"] for row in found if row["indicator"] == "foertidspension"] == [value]


@pytest.mark.parametrize(
    ("path", "name", "told"),
    [
        ("summary?known_on=i+går", "known_on", "2014-06-03T08:00"),
        ("summary?known_on=0001-01-01T00:00%2B14:00", "known_on", "2014-06-03T08:00"),
        ("summary?as_of=2014-13", "as_of", "2014-04"),
        ("figures?limit=0", "limit", "mindst 1"),
        ("figures?limit=5001", "limit", "højst 5000"),
        ("figures?limit=ti", "limit", "helt tal"),
        ("figures?offset=-1", "offset", "helt tal"),
        ("figures?area=S%C3%B8ro", "area", "0340"),
        ("figures?area=340", "area", "0340"),
        ("figures?level=by", "level", "country, region, municipality"),
        ("summary?format=xlsx", "format", "json, csv, json-stat"),
        ("summary?format=csv&format=json", "format", "kun én gang"),
        ("summary?omraade=0340", "omraade", "findes ikke"),
        ("figures/foertidspension/0340/2014-4", "month", "2014-04"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(path: str, name: str, told: str, mette: str) -> None:
    answer = called(path, mette)

    problem = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert [fault["name"] for fault in problem["errors"]] == [name]
    assert told in problem["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("summary?known_on=2014-06-13", "ligger i fremtiden"),
        ("summary?known_on=2014-03-30T02:30", "findes ikke"),
        ("summary?known_on=2014-02-30", "findes ikke"),
        ("summary?as_of=2014-06", "Juni 2014 er ikke slut."),
        ("figures?since=2014-05&as_of=2014-04", "ligger efter den sidste"),
        ("summary?year=1999", "1999"),
        ("summary?area=9999", "9999"),
        ("summary?within=9999", "9999"),
        ("summary?indicator=vejr", "vejr"),
        ("targets?area=9999", "9999"),
        ("contracts?area=0340", "0340"),
        ("contracts/2014/NJ", "NJ"),
        ("figures/samarbejdsgrad/0340/2014-04", "december"),
        ("figures/vejr/0340/2014-04", "foertidspension"),
        ("figures/vejr/0340/2013-04", "foertidspension"),
        ("nothing", "openapi.json"),
        ("summary/", "openapi.json"),
        ("nothing%0Amore", "openapi.json"),
    ],
)
def test_what_is_not_there_is_404_and_says_what(path: str, told: str, mette: str) -> None:
    answer = called(path, mette)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert told in answer.json()["detail"]


def test_of_hundreds_of_wrong_names_the_first_ones_are_told(mette: str) -> None:
    answer = called("areas?" + "&".join(f"a{number}=1" for number in range(500)), mette)

    assert answer.status_code == 422
    assert [fault["name"] for fault in answer.json()["errors"]] == [f"a{number}" for number in range(10)]


def test_a_problem_speaks_the_language_that_is_accepted(mette: str) -> None:
    danish = called("summary?year=1999", mette)
    english = called("summary?year=1999", mette, accept_language="en-GB,en;q=0.9,da;q=0.5")
    french = called("summary?year=1999", mette, accept_language="fr")

    assert english.json()["title"] == "There is no such thing"
    assert danish.json()["title"] == french.json()["title"] == "Findes ikke"
    assert [one.headers["Content-Language"] for one in (danish, english, french)] == ["da", "en", "da"]


def test_a_format_that_there_is_not_is_406(mette: str) -> None:
    answer = called("targets", mette, accept="application/vnd.json-stat+json")

    assert answer.status_code == 406
    assert "text/csv" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_is_written(method: str, world: World, client_of: Any) -> None:
    answer = getattr(client_of(world.cast.mette), method)(f"{V1}summary")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.json()["status"] == 405


def test_an_address_with_too_much_in_it_is_400(mette: str) -> None:
    answer = called("areas?" + "&".join(f"a{number}=1" for number in range(10_001)), mette)

    assert (answer.status_code, answer.json()["status"]) == (400, 400)


def test_head_is_told_what_get_is_told_without_the_rows(world: World, client_of: Any) -> None:
    answer = client_of(world.cast.mette).head(f"{V1}summary")

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["X-Total-Count"]) > 0


def test_an_unchanged_answer_is_not_sent_again_before_a_figure_is_read(
    mette: str, django_assert_max_num_queries: Any
) -> None:
    etag = called(SOROE, mette).headers["ETag"]

    with django_assert_max_num_queries(6) as captured:
        again = called(SOROE, mette, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert not any("figure" in query["sql"] for query in captured)


def test_an_answer_of_the_day_is_not_sent_again_by_its_date(mette: str) -> None:
    modified = called(SOROE, mette).headers["Last-Modified"]

    assert called(SOROE, mette, if_modified_since=modified).status_code == 304


def test_a_new_figure_is_seen_at_once(world: World, mette: str) -> None:
    answer = called(SOROE, mette)

    make_figure(world.cast.places.soroe, world.pensions, "2014-05", 50)

    by_tag = called(SOROE, mette, if_none_match=answer.headers["ETag"])
    by_day = called(SOROE, mette, if_modified_since=answer.headers["Last-Modified"])
    assert by_tag.json()["rows"][0]["latest"] == by_day.json()["rows"][0]["latest"] == 50


def test_a_change_of_this_very_second_is_vouched_for_by_the_tag_alone(world: World, mette: str) -> None:
    make_figure(world.cast.places.soroe, world.pensions, "2014-05", 50)

    answer = called(SOROE, mette)

    assert "Last-Modified" not in answer.headers
    assert "ETag" in answer.headers


def test_one_call_too_many_is_429_and_says_how_long_to_wait(mette: str) -> None:
    called(SOROE, mette)
    TryCounter.objects.update(tries=rates.CALLS_PER_MINUTE)

    answer = called(SOROE, mette)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Retry-After"] in answer.json()["detail"]


@pytest.mark.parametrize(("fault", "status"), [(OperationalError("away"), 503), (KeyError("secret"), 500)])
def test_a_fault_is_a_problem_that_tells_nothing_of_itself(
    fault: Exception, status: int, mette: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise fault

    monkeypatch.setattr(results, "read_wanted", fail)
    answer = called(SOROE, mette)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert str(fault) not in answer.content.decode()
    assert answer.json()["instance"] == f"urn:maaltal:{answer.headers['X-Request-Id']}"


def test_a_figure_has_every_version_of_it_the_oldest_first(world: World, mette: str) -> None:
    found = called("figures/foertidspension/0340/2014-04", mette).json()

    assert found["figure"]["value"] == 41
    assert [one["value"] for one in found["history"]] == [34, 41]
    assert found["history"][1]["replaced_value"] == 34
    assert (
        rows("revisions?area=0340&since=2014-04&as_of=2014-04&indicator=foertidspension", mette)
        == (found["history"])
    )


def test_what_was_known_then_has_the_history_of_then(mette: str) -> None:
    found = called("figures/foertidspension/0340/2014-04?known_on=2014-06-03", mette).json()

    assert [one["value"] for one in found["history"]] == [34]
    assert found["choice"]["known_on"] == june(3, 0).astimezone(COPENHAGEN).isoformat()


def test_too_much_at_once_is_refused_before_it_is_read(mette: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MOST_AT_ONCE", 10)

    answers = [called(path, mette) for path in ("figures?format=json-stat", "revisions")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "højst 10" in answers[0].json()["detail"]


def test_a_hundred_years_of_figures_are_counted_and_not_listed(mette: str) -> None:
    answer = called("figures?since=1901-01&limit=1&offset=9000000", mette)

    assert answer.status_code == 200
    assert answer.json()["rows"] == []
    assert answer.json()["found"] > 10_000


def test_the_root_and_the_description_need_no_signing_in(world: World) -> None:
    root = called("")

    assert called(root.json()["openapi"].partition(V1)[2]).status_code == 200
    assert json.dumps(root.json()).count("/api/v1/") == len(LISTS) + 1
    assert not AccessToken.objects.exists()
