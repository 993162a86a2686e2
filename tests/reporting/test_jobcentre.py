"""`/jobcentre/<slug>/`: one municipality in full, several side by side."""

from __future__ import annotations

from html import unescape

import pytest

from jobcentres.models import Jobcentre, ServedMunicipality
from tests.builders import make_area, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import World, make_world
from tests.reporting.test_municipality import queries, text_of


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast.places)


def test_a_jobcentre_with_one_municipality_shows_all_of_it(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.anna), "/jobcentre/soroe/")

    assert "Jobcenter Sorø · Status på ministermålene 2014" in page
    assert "Sorø Kommune · Beskæftigelsesregion Hovedstaden & Sjælland · Data til og med maj 2014" in page
    assert "2 Førtidspension 34* jun. 2013–maj 2014 72 −38 −52,8 pct. højst 38 højst 52 ● på sporet" in page
    assert "Faldet fra 72 til 34 personer på et år" in page


def test_a_jobcentre_with_several_has_a_table_for_each_host_first(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.vibe), "/jobcentre/esbjerg/")

    assert "Jobcenter Esbjerg · Status på ministermålene 2014" in page
    assert page.index("Status på målene, Esbjerg Kommune") < page.index("Status på målene, Fanø Kommune")
    assert "2 Førtidspension 480 jun. 2013–maj 2014 500 −20 −4,0 pct." in page
    assert "2 Førtidspension 3 jun. 2013–maj 2014 9 −6" in page


def test_outsiders_get_no_small_numbers_there_either(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.ole), "/jobcentre/esbjerg/")

    assert "2 Førtidspension .. jun. 2013–maj 2014 9 .." in page


def test_the_own_jobcentre_starts_with_preliminary_figures(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_figure(cast.places.esbjerg, world.unemployed, "2014-04", 611, approved=False)

    own, other = (text_of(client_of(one), "/jobcentre/esbjerg/") for one in (cast.vibe, cast.ole))

    assert "3 Langtidsledige 611*" in own
    assert "611" not in other


def test_the_municipalities_are_those_of_the_month(world: World, cast: Cast, client_of: ClientOf) -> None:
    fanoe = ServedMunicipality.objects.get(municipality=cast.places.fanoe)
    ServedMunicipality.objects.filter(pk=fanoe.pk).update(valid_to="2014-04-30")

    before = text_of(client_of(cast.mette), "/jobcentre/esbjerg/?maaned=2014-04")
    after = text_of(client_of(cast.mette), "/jobcentre/esbjerg/")

    assert "Fanø Kommune" in before
    assert "Fanø Kommune" not in after.split("Sammenlignet")[0]


@pytest.mark.parametrize("slug", ["ingenting", "0340"])
def test_an_unknown_jobcentre_is_said_in_words(
    slug: str, world: World, cast: Cast, client_of: ClientOf
) -> None:
    response = client_of(cast.anna).get(f"/jobcentre/{slug}/")

    assert response.status_code == 404
    assert f'Der er intet jobcenter "{slug}".' in unescape(response.content.decode())


def test_more_municipalities_need_no_more_queries(world: World, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.vibe)
    few = queries(client, "/jobcentre/esbjerg/")
    jobcentre = Jobcentre.objects.get(slug="esbjerg")

    for n in range(5):
        area = make_area(f"90{n:02}", f"Nyby {n}", parent=cast.places.sd)
        ServedMunicipality.objects.create(
            jobcentre=jobcentre, municipality=area, is_host=False, valid_from=area.valid_from
        )
        make_figure(area, world.pensions, "2014-05", 100)

    assert queries(client, "/jobcentre/esbjerg/") == few
    assert few <= 12
