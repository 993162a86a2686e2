"""The paragraph on the pages: above the table, for each municipality served, with what is recorded."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest

from goals import returns
from goals.contents import FigureEntry
from goals.corrections import request_correction
from goals.months import Month
from tests.builders import make_figure, make_target
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import World, make_world
from tests.reporting.test_municipality import SOROE, queries

MAY = Month(2014, 5)


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast.places)


def paragraphs(page: str) -> list[str]:
    """Each with its notes, with single blanks."""
    found = re.findall(
        r'<p class="paragraph">(.*?)</p>(\s*<div class="[^"]*paragraph-notes">.*?</div>)?', page, re.DOTALL
    )
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", "".join(parts))).split()) for parts in found]


def test_it_stands_above_the_status_table(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.lis).get(SOROE).content.decode()

    assert page.index('<p class="paragraph">') < page.index("status-table")
    assert paragraphs(page) == [
        "Sorø Kommune er på sporet med begge de ministermål, der kan vurderes nu. Der var 143 "
        "langtidsledige i april 2014, 25 færre end i april 2013 (−14,9 pct.). Tilgangen til førtidspension "
        "var 35 personer i de 12 måneder til og med april 2014, 39 færre end året før (−52,7 pct.). Der er "
        "ikke registreret et lokalt måltal for ministermål 4 i 2014, så udviklingen vurderes ikke. Unge i "
        "uddannelse ventes 10. september."
    ]


def test_a_preliminary_figure_is_told_with_the_day_on_which_it_was_submitted(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.anna)
    [entered] = paragraphs(client.get(SOROE).content.decode())

    returns.submit(monthly_return=returns.return_for(cast.places.jobcentre_soroe, MAY), by=cast.mads)
    [submitted] = paragraphs(client.get(SOROE).content.decode())

    day = r"\d+\. \w+ \d{4}"
    assert re.search(
        rf"\*Foreløbigt: indtastet {day}, endnu ikke indsendt. Tallet kan blive ændret.", entered
    )
    assert re.search(
        rf"\*Foreløbigt: indsendt {day}, endnu ikke frigivet. Tallet kan blive ændret.", submitted
    )


def test_a_correction_is_told_with_its_reason(world: World, cast: Cast, client_of: ClientOf) -> None:
    entry = FigureEntry(world.unemployed, cast.places.soroe, Month(2014, 4), value=Decimal(165))
    request = request_correction(entry=entry, reason="To måneder var byttet om", by=cast.anna)
    returns.accept_correction(request=request, by=cast.bo)

    [said] = paragraphs(client_of(cast.lis).get(SOROE).content.decode())

    assert 'var vurderingen af langtidsledige "på sporet". Jobcentret rettede ' in said
    assert " tallet for april fra 143 til 165. Begrundelse: To måneder var byttet om." in said


def test_an_update_by_the_source_is_told(world: World, cast: Cast, client_of: ClientOf) -> None:
    make_figure(cast.places.soroe, world.unemployed, "2014-04", 165)

    [said] = paragraphs(client_of(cast.lis).get(SOROE).content.decode())

    assert "Jobindsats.dk har opdateret tallet for april 2014 fra 143 til 165" in said


def test_a_jobcentre_of_two_municipalities_has_one_of_each(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    own, other = (
        paragraphs(client_of(one).get("/jobcentre/esbjerg/").content.decode())
        for one in (cast.vibe, cast.ole)
    )

    assert len(own) == len(other) == 2
    assert "Tilgangen til førtidspension var 3 personer" in own[1]
    assert " 3 personer" not in other[1]


def test_region_and_country_begin_with_a_short_one(world: World, cast: Cast, client_of: ClientOf) -> None:
    make_target(cast.places.hs, world.unemployed, 150, baseline=160, baseline_month="2013-12")
    client = client_of(cast.mette)

    [region] = paragraphs(client.get("/regioner/HS/").content.decode())
    [country] = paragraphs(client.get("/landet/?maaned=2014-05&grundlag=forelobig").content.decode())

    assert region == "Det ene mål, der kan vurderes, er på sporet."
    assert country == "Tilgangen til førtidspension er faldet 11,1 pct. på et år."


def test_it_can_be_read_in_english(world: World, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.lis)
    client.cookies["language"] = "en"

    [said] = paragraphs(client.get(SOROE).content.decode())

    assert said.startswith(
        "Sorø Kommune is on track with both of the minister's goals that can be assessed now."
    )
    assert said.endswith("Youth education is expected 10 September.")


def test_what_it_tells_needs_no_query_more(world: World, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.lis)
    few = queries(client)

    make_target(cast.places.soroe, world.companies, "35.0")
    make_figure(cast.places.soroe, world.unemployed, "2014-04", 165)

    assert queries(client) == few
