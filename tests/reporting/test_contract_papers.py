"""A contract and its follow-ups as PDF: what their pages show, for those who read the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from goals.models import GoalYear, Indicator
from goals.reports import Statement, say
from jobcentres import clock
from jobcentres.models import AccessLogEntry
from tests.builders import make_figure
from tests.cast import Cast, ClientOf
from tests.goals.contract_pages import SICK, amended, drafted, report, signed
from tests.goals.entry_page import THIRD_OF_JUNE, Office, make_office
from tests.goals.figure_builders import World
from tests.goals.figure_builders import make_world as make_figure_world
from tests.goals.report_builders import LATER, decide, follow_up, make_contract, make_council
from tests.reporting.pdfs import has, read, text_of

CONTRACT = "/kontrakter/2014/HS/pdf/"
CONTRACT_2013 = "/kontrakter/2013/HS/pdf/"
FOLLOW_UP = "/kontrakter/2013/HS/opfoelgning/3/pdf/"


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    with clock.standing_at(THIRD_OF_JUNE):
        yield make_office(cast)


@pytest.fixture
def world(db: None) -> World:
    return make_figure_world()


@pytest.fixture
def year(world: World) -> GoalYear:
    return make_contract(world, world.region)


def fetched(client: Client, address: str, **asked: str) -> bytes:
    response: Any = client.post(address, asked)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    content: bytes = response.getvalue()
    return content


def test_the_contract_has_its_parties_targets_and_steps(office: Office, client_of: ClientOf) -> None:
    signed(office, own_goals=[SICK])
    report(office)

    text = text_of(fetched(client_of(office.cast.anna), CONTRACT))

    assert has(text, "Hovedstaden & Sjælland og det regionale beskæftigelsesråd (RBR)")
    assert has(text, "godkendt i RBR 8. februar 2014 · underskrevet 3. marts 2014")
    assert has(text, "1.102") and has(text, "højst 1.150")
    assert has(text, "Færre på sygedagpenge over 52 uger: 900 forløb")
    assert has(text, "Underskrevet 3. marts 2014")
    assert "Udkast påbegyndt" not in text


def test_contract_and_follow_up_name_their_sources(world: World, year: GoalYear, client_of: ClientOf) -> None:
    Indicator.objects.filter(pk=world.pensions.pk).update(source="jobindsats.dk, tilgang")
    follow_up(world, year)
    with clock.standing_at(LATER):
        papers = [fetched(client_of(world.officer), one) for one in (CONTRACT_2013, FOLLOW_UP)]

    assert all(has(text_of(one), "Kilder: jobindsats.dk, tilgang") for one in papers)


def test_the_paper_says_what_the_page_says(office: Office, client_of: ClientOf) -> None:
    signed(office)
    report(office)
    client = client_of(office.cast.anna)
    rows = client.get("/kontrakter/2014/HS/").context["rows"]

    text = text_of(fetched(client, CONTRACT))

    for row in rows:
        assert all(
            has(text, part) for part in (row.latest, row.target, row.gap_pct, row.path, row.status.word)
        )


@pytest.mark.parametrize(("person", "status"), [("mette", 200), ("bo", 200), ("anna", 404), ("karl", 404)])
def test_a_draft_is_for_its_parties(office: Office, client_of: ClientOf, person: str, status: int) -> None:
    drafted(office)

    response: Any = client_of(office.cast[person]).post(CONTRACT)

    assert response.status_code == status
    if status == 200:
        assert "Udkast: kun for ministeriet, regionskontoret og RBR." in text_of(response.getvalue())


def test_a_contract_of_a_past_moment_is_the_same_bytes_again(office: Office, client_of: ClientOf) -> None:
    signed(office)
    report(office)
    client, asked = client_of(office.cast.anna), {"maaned": "2014-04", "kendt": "2014-06-03T14:02"}
    before = fetched(client, CONTRACT, **asked)

    with clock.standing_at(THIRD_OF_JUNE.replace(day=4)):
        amended_later(office)
        make_figure(office.cast.places.hs, office.pensions, "2014-04", 999)

        assert fetched(client, CONTRACT, **asked) == before
        assert has(text_of(fetched(client, CONTRACT)), "højst 1.100")


def amended_later(office: Office) -> None:
    from goals import contracts
    from goals.contracts import Wording
    from tests.goals.contract_pages import AMENDED, four_targets, the_contract

    wording = Wording({office.pensions.pk: four_targets(office, 1100)[office.pensions.pk]})
    contracts.amend(the_contract(office), wording, AMENDED, by=office.cast.mette)


def test_who_fetched_it_is_in_the_log(office: Office, client_of: ClientOf) -> None:
    amended(office)

    content = fetched(client_of(office.cast.rikke), CONTRACT, maaned="2014-04")

    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.size, entry.user) == ("kontrakt/HS", len(content), office.cast.rikke)
    assert entry.query.startswith("aar=2014&maaned=2014-04&kendt=2014-06-03T")


def test_a_frozen_follow_up_stays_as_it_was_frozen(world: World, year: GoalYear, client_of: ClientOf) -> None:
    frozen = follow_up(world, year)
    council = make_council(world.region)
    with clock.standing_at(LATER):
        say(frozen, [Statement("assessment", "Faldet er #for *lille*.", 3)], by=world.officer)
        decide(frozen, council)
        make_figure(world.region, world.pensions, "2013-09", 1500)

        text = text_of(fetched(client_of(council), FOLLOW_UP))

    assert has(text, "Tallene, som de så ud 18. oktober 2013 kl. 8.00")
    assert has(text, "1.402") and "1.500" not in text
    assert has(text, "Mål 3, Langtidsledige · Regionens vurdering: Faldet er #for *lille*.")
    assert "Beslutning i RBR" in text
    assert has(text, frozen.content_hash)
    assert has(text, "3. kvartal: ✓ besluttet")


def test_before_the_decision_it_is_for_those_inside(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    follow_up(world, year)

    with clock.standing_at(LATER):
        inside: Any = client_of(world.officer).post(FOLLOW_UP)
        outside = client_of(world.clerk).post(FOLLOW_UP)

        assert "RBR har ikke truffet beslutning endnu" in text_of(inside.getvalue())
    assert outside.status_code == 404


def test_what_was_said_later_is_not_in_the_paper_of_a_moment_before(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    frozen, client = follow_up(world, year), client_of(world.officer)
    with clock.standing_at(LATER):
        asked = {"kendt": "2013-11-01T08:00"}
        before = fetched(client, FOLLOW_UP, **asked)
        say(frozen, [Statement("assessment", "Senere.", 3)], by=world.officer)
        decide(frozen, make_council(world.region))

        assert fetched(client, FOLLOW_UP, **asked) == before
        assert "Senere." in text_of(fetched(client, FOLLOW_UP))


def test_its_metadata_name_nobody(world: World, year: GoalYear, client_of: ClientOf) -> None:
    follow_up(world, year)
    with clock.standing_at(LATER):
        content = fetched(client_of(world.officer), FOLLOW_UP)

    metadata = read(content).metadata
    assert metadata is not None and metadata.author == "Måltal"
    assert len(content) < 2_000_000


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/kontrakter/2013/HS/opfoelgning/5/pdf/", {}),
        ("/kontrakter/2013/HS/opfoelgning/2/pdf/", {}),
        (FOLLOW_UP, {"nr": "7"}),
        (FOLLOW_UP, {"kendt": "i går"}),
        ("/kontrakter/2013/XX/pdf/", {}),
        ("/kontrakter/2013/HS/pdf/", {"maaned": "2012-05"}),
    ],
)
def test_what_is_not_there_is_said(
    world: World, year: GoalYear, client_of: ClientOf, address: str, asked: dict[str, str]
) -> None:
    follow_up(world, year)
    with clock.standing_at(LATER):
        assert client_of(world.officer).post(address, asked).status_code == 404


def test_the_pages_have_their_buttons(world: World, year: GoalYear, client_of: ClientOf) -> None:
    follow_up(world, year)
    with clock.standing_at(LATER):
        page = client_of(world.officer).get(FOLLOW_UP.removesuffix("pdf/")).content.decode()
        contract = client_of(world.officer).get("/kontrakter/2013/HS/").content.decode()

    assert f'action="{FOLLOW_UP}"' in page
    assert '"/kontrakter/2013/HS/pdf/"' in contract


@pytest.mark.parametrize(
    ("address", "name"),
    [(CONTRACT_2013, "Kontrakt 2013"), (FOLLOW_UP, "Opfølgning på kontrakten, 3. kvartal 2013")],
)
def test_it_is_fetched_again_as_the_same_bytes(
    world: World, year: GoalYear, client_of: ClientOf, address: str, name: str
) -> None:
    report, client = follow_up(world, year), client_of(world.officer)
    with clock.standing_at(LATER):
        first = fetched(client, address)
    with clock.standing_at(LATER + timedelta(days=30)):
        make_figure(world.region, world.pensions, "2013-09", 999)
        say(report, [Statement("assessment", "Nu er der sagt mere.", 3)], by=world.officer)
        listed = client.get("/udtraek/").content.decode()

        again = fetched(client, f"/udtraek/hentet/{AccessLogEntry.objects.get().pk}/")
        assert fetched(client, address) != first

    assert again == first
    assert f"{name}, {world.region.full_name}" in unescape(listed)
