"""Dashboards as the figures stood at a moment of the past: marked as such, with the export's numbers."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from goals.months import Month
from goals.numbers import format_number
from jobcentres.clock import standing_at
from jobcentres.models import User
from reporting.choices import open_book, open_group, open_municipalities
from reporting.exports.columns import COLUMNS
from reporting.exports.files import json_lines
from reporting.summaries import Book
from tests.cast import Cast, ClientOf
from tests.reporting.known_world import june, make_history, wait_for_the_source
from tests.reporting.overview_world import COUNTRY, REGION, World
from tests.reporting.summary_files import records_of
from tests.reporting.test_municipality import SOROE, queries, text_of

MOMENTS = ("2014-06-01T23:59", "2014-06-02T09:00", "2014-06-03T12:00", "2014-06-05T12:00", "2014-06-11T08:00")
BASES = {"frigivet": "approved", "forelobig": "preliminary"}
PAGES = {SOROE: "0340", "/kommuner/9003/": "9003", REGION: "HS", COUNTRY: "DK"}


@pytest.fixture
def world(cast: Cast) -> World:
    return make_history(cast)


def known(moment: str, basis: str = "frigivet") -> str:
    return f"?aar=2014&maaned=2014-05&grundlag={basis}&kendt={moment}"


def book_of(page: str, query: str, user: User) -> Book:
    """The results as the page's view opens them."""
    request: HttpRequest = RequestFactory().get(page + query)
    request.user = user
    if page == COUNTRY:
        return open_book(request, is_own=False, sees_preliminary=user.reader.sees_all)
    code = PAGES[page]
    opened = open_group if page == REGION else open_municipalities
    return opened(request, lambda places: [places.of_code(code)])


def exported(page: str, moment: str, basis: str) -> list[dict[str, Any]]:
    chosen = ("--year", "2014", "--as-of", "2014-05", "--known-on", moment, "--basis", BASES[basis])
    return records_of(*chosen, "--area", PAGES[page])


def rows_in(client: Client, address: str) -> list[str]:
    """The text of the rows of the page's first table, of one goal each."""
    page = client.get(address).content.decode()
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in body.split("</tr>")[:-1]]


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_results_of_the_export_of_that_moment(
    page: str, moment: str, basis: str, world: World
) -> None:
    with standing_at(june(12)):
        book = book_of(page, known(moment, basis), world.cast.mette)
        shown = json.loads("".join(json_lines(COLUMNS, book.summaries([book.places.of_code(PAGES[page])]))))

    assert shown == exported(page, moment, basis)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_numbers_of_the_export(
    page: str, moment: str, world: World, client_of: ClientOf
) -> None:
    rows = rows_in(client_of(world.cast.mette), page + known(moment))

    pensions = exported(page, moment, "frigivet")[0]
    numbers = [pensions[name] for name in ("latest", "change", "target") if pensions[name] is not None]
    assert [number for number in numbers if f"{format_number(abs(Decimal(number)))} " not in rows[0]] == []
    assert ("intet tal" in rows[0] or "…" in rows[0]) is (pensions["latest"] is None)


def test_each_moment_has_its_own_number(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.anna)

    shown = [
        rows_in(client, f"{SOROE}?maaned=2014-04&kendt=2014-06-{day}T12:00")[0] for day in ("01", "03", "05")
    ]

    assert "1 Førtidspension 34 " not in shown[0]
    assert "1 Førtidspension 34 " in shown[1]
    assert "1 Førtidspension 41 " in shown[2]


def test_the_page_says_at_its_top_and_in_its_title_of_when_it_is(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)
    for page in (*PAGES, "/jobcentre/soroe/"):
        answer = client.get(f"{page}?kendt=2014-06-01T08:00").content.decode()
        title = unescape(answer.split("<title>")[1].split("</title>")[0])
        text = text_of(client, f"{page}?kendt=2014-06-01T08:00")

        assert title.endswith(", som tallene så ud 1. juni 2014 kl. 8.00 · Måltal")
        assert "Som tallene så ud 1. juni 2014 kl. 8.00. De kan være ændret siden." in text
        assert f'href="{page}">Se tallene, som de er nu</a>' in answer
        changes = f'href="{page}?siden=2014-06-01T08:00#changed-since">Se, hvad der er ændret siden</a>'
        assert (changes in answer) is (page in PAGES)


def test_a_page_of_the_present_says_nothing_of_another_moment(world: World, client_of: ClientOf) -> None:
    for page in (*PAGES, "/jobcentre/soroe/"):
        text = text_of(client_of(world.cast.bo), page)

        assert "som tallene så ud" not in text.lower()
        assert "Se tallene, som de så ud tidligere" in text


def test_the_forms_keep_what_else_was_chosen(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get(REGION + known("2014-06-01T08:00", "forelobig")).content.decode()

    of_month, of_moment = re.findall(r'<form method="get" class="chooser[^>]*>.*?</form>', page, re.DOTALL)[
        :2
    ]
    hidden = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
    assert hidden.findall(of_month) == [("grundlag", "forelobig"), ("kendt", "2014-06-01T08:00")]
    assert hidden.findall(of_moment) == [
        ("aar", "2014"),
        ("maaned", "2014-05"),
        ("grundlag", "forelobig"),
    ]
    assert 'name="kendt" value="1-6-2014 8.00"' in of_moment


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("sommer", "Skriv dag og klokkeslæt sådan: 3-6-2014 8.00."),
        ("1-6-2014", "Skriv dag og klokkeslæt sådan: 3-6-2014 8.00."),
        ("2014-06-12T23:59:59", "Tidspunktet er ikke kommet endnu."),
        ("2031-01-01T08:00", "Tidspunktet er ikke kommet endnu."),
        ("1066-01-01T08:00", "Skriv dag og klokkeslæt sådan: 3-6-2014 8.00."),
    ],
)
@pytest.mark.parametrize("page", [*PAGES, "/jobcentre/soroe/"])
def test_what_is_no_moment_of_the_past_is_told_in_danish(
    page: str, written: str, told: str, world: World, client_of: ClientOf
) -> None:
    with standing_at(june(12)):
        answer = client_of(world.cast.bo).get(page, {"kendt": written})

    assert answer.status_code == 404
    assert told in unescape(answer.content.decode())


def test_a_moment_that_cannot_be_read_is_asked_for_again_with_all_else_kept(
    world: World, client_of: ClientOf
) -> None:
    typed = "maaned=2014-04&kendt=i%20g%C3%A5r&maal=1&maal=2"

    page = client_of(world.cast.bo).get(f"{SOROE}?{typed}").content.decode().partition("<h1")[2]

    assert "1 felt skal rettes" in page and 'name="kendt" value="i går"' in page
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page) == [
        ("maaned", "2014-04"), ("maal", "1"), ("maal", "2"),
    ]  # fmt: skip


def test_a_moment_before_the_first_goals_has_no_year_to_show(world: World, client_of: ClientOf) -> None:
    answer = client_of(world.cast.bo).get(COUNTRY, {"kendt": "2012-06-01T08:00"})

    assert answer.status_code == 404
    assert "2012" in answer.content.decode()


def test_without_a_year_the_goals_of_the_moment_are_shown(world: World) -> None:
    book = book_of(COUNTRY, "?kendt=2014-06-01T08:00", world.cast.mette)

    assert (book.choice.year, str(book.choice.as_of)) == (2014, "2014-05")


def test_preliminary_figures_of_then_are_for_those_who_may_see_them_now(world: World) -> None:
    query = known("2014-06-05T12:00", "forelobig")
    page = "/kommuner/9002/"

    shown = {}
    for name, user in {"own": world.cast.bo, "other": world.cast.karl}.items():
        request = RequestFactory().get(page + query)
        request.user = user
        book = open_municipalities(request, lambda places: [places.municipality("9002")])
        shown[name] = book.progress(world.aarre, book.goals[0]).latest

    assert shown == {"own": 11, "other": 12}


def test_comments_records_and_sources_are_those_of_then(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.anna)
    before = text_of(client, f"{SOROE}?maaned=2014-04&kendt=2014-06-05T08:59")
    after = text_of(client, f"{SOROE}?maaned=2014-04&kendt=2014-06-05T09:00")

    assert "rehabiliteringsteam" not in before and "rehabiliteringsteam" in after
    assert "opdateret i kilden 4. jun., var 34" in before
    assert "opdateret i kilden" not in text_of(client, f"{SOROE}?maaned=2014-04&kendt=2014-06-03T12:00")


def test_what_was_missing_is_told_as_of_then(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)
    missing = "Førtidspension , maj 2014 (frist 10. juni kl. 12.00):"

    assert missing not in text_of(client, f"{REGION}?maaned=2014-05&kendt=2014-06-10T11:00")
    told = text_of(client, f"{REGION}?maaned=2014-05&kendt=2014-06-10T13:00").split(missing)[1][:60]
    assert "Lejre" in told and "Ærø" in told
    assert "Sorø" not in told and "Aarre" not in told


def test_that_the_source_had_no_figure_is_remembered(world: World, cast: Cast, client_of: ClientOf) -> None:
    with standing_at(june(11)):
        wait_for_the_source(world, cast, Month(2014, 3))
    client, missing = client_of(cast.bo), "mar. 2014 (frist 12. maj kl. 12.00):"

    with standing_at(june(12)):
        before = text_of(client, f"{REGION}?kendt=2014-06-11T08:00")
        after = text_of(client, f"{REGION}?kendt=2014-06-11T10:00")
    assert f"{missing} Lejre , Sorø , Ærø" in before
    assert f"{missing} Lejre , Ærø" in after


def test_what_waits_for_review_belongs_to_the_present_alone(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)

    assert "Gå til gennemgangen" in text_of(client, REGION)
    assert "Gå til gennemgangen" not in text_of(client, f"{REGION}?kendt=2014-06-01T08:00")


@pytest.mark.parametrize("page", [*PAGES, "/jobcentre/soroe/"])
def test_the_past_needs_no_more_queries_than_allowed(page: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)

    assert queries(client, f"{page}?kendt=2014-06-01T08:00") <= 12
