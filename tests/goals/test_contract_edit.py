"""`/kontrakter/<year>/<code>/aftale/`: what each party can do when, and why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goals import contracts
from goals.contracts import Happened, Promised, State, Wording
from goals.models import ContractStep, RegionalGoal, TargetVersion
from goals.verification import History, first_fault
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.contract_pages import (
    CONTRACT,
    EDIT,
    SICK,
    approved,
    drafted,
    four_targets,
    negotiated,
    signed,
    the_contract,
)
from tests.goals.entry_page import Office, Page, opened

FOUR = {
    "uddannelsesgrad-value": "25,0",
    "foertidspension-value": "1.150",
    "langtidsledige-value": "4.400",
    "samarbejdsgrad-value": "35",
}
FORM = re.compile(r'<form[^>]*id="step-(\w+)".*?</form>', re.DOTALL)
INPUT = re.compile(r"<input[^>]*>")


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


@pytest.fixture
def mette(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.mette)


def shown(client: Client, action: str) -> dict[str, str]:
    """The fields of a step's form with what stands in them."""
    html = client.get(EDIT).content.decode()
    form = next(found for found in FORM.finditer(html) if found[1] == action)[0]
    fields = {}
    for tag in INPUT.findall(form):
        given = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if given.get("name") and given.get("type") not in ("submit", "checkbox"):
            fields[given["name"]] = given.get("value", "")
    return fields


def take(client: Client, action: str, **written: str) -> Page:
    return send(client, action, {name.replace("__", "-"): text for name, text in written.items()})


def send(client: Client, action: str, written: dict[str, str]) -> Page:
    return Page(client, EDIT, client.post(EDIT, shown(client, action) | written, follow=True))


def values(office: Office, kind: str) -> dict[str, Any]:
    rows = TargetVersion.objects.filter(kind=kind, target__area=office.cast.places.hs).order_by("number")
    return dict(rows.values_list("target__indicator__code", "value"))


@pytest.mark.parametrize("person", ["bo", "mette"])
def test_a_draft_is_written(office: Office, client_of: ClientOf, person: str) -> None:
    page = send(client_of(office.cast[person]), "edit", FOUR)

    assert "Udkastet er gemt." in page.text
    assert values(office, "draft") == {
        "uddannelsesgrad": 25, "foertidspension": 1150, "langtidsledige": 4400, "samarbejdsgrad": 35,
    }  # fmt: skip
    assert first_fault(History.now()) is None


def test_the_baseline_is_filled_in_from_the_figures(office: Office, bo: Client) -> None:
    make_figure(office.cast.places.hs, office.pensions, "2013-12", 1283)

    fields = shown(bo, "edit")

    assert fields["foertidspension-baseline_month"] == "december 2013"
    assert fields["foertidspension-baseline_value"] == "1283"


def test_another_month_of_the_baseline_brings_its_own_figure(office: Office, bo: Client) -> None:
    make_figure(office.cast.places.hs, office.pensions, "2013-12", 1283)
    make_figure(office.cast.places.hs, office.pensions, "2013-06", 1400)

    send(bo, "edit", FOUR | {"foertidspension-baseline_month": "juni 2013"})

    version = TargetVersion.objects.get(target__indicator=office.pensions)
    assert (str(version.baseline_month), version.baseline_value) == ("2013-06", 1400)


def test_a_left_over_baseline_is_asked_about(office: Office, bo: Client) -> None:
    make_figure(office.cast.places.hs, office.pensions, "2013-12", 1283)

    page = send(bo, "edit", FOUR | {"foertidspension-baseline_month": "juni 2013"})

    assert "Tallet er det for december 2013. Skriv tallet for juni 2013, eller slet det." in page.text
    assert not TargetVersion.objects.exists()


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        ("foertidspension-value", "1.15", "Måltal 2, højst"),
        ("foertidspension-value", "30,5", "Måltal 2, højst"),
        ("uddannelsesgrad-value", "250", "Et procenttal er højst 100."),
        ("foertidspension-baseline_month", "juni", "Skriv måneden sådan: december 2012."),
        ("foertidspension-baseline_month", "december 2014", "før december 2014"),
        ("own-new-text", "Uden navn", "Skriv, hvad målet hedder."),
        ("own-new-title", "Hun er 010190-1234", "ligner et cpr-nummer"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(
    office: Office, bo: Client, field: str, written: str, told: str
) -> None:
    page = send(bo, "edit", FOUR | {field: written})

    assert page.status == 200
    errors = re.findall(r'form-error-message" id="edit-([\w-]+)_error"', page.html)
    assert [field.replace("new-text", "new-title")] == errors
    assert told in page.text
    assert written in page.html
    assert not TargetVersion.objects.exists()


def test_own_goals_are_added_changed_and_dropped(office: Office, bo: Client) -> None:
    send(bo, "edit", {"own-new-title": "Flere i lære", "own-new-value": "900", "own-new-unit": "aftaler"})
    send(bo, "edit", {"own-5-value": "950"})
    assert RegionalGoal.objects.get(version=2).value == 950

    page = send(bo, "edit", {"own-5-dropped": "on"})

    assert "Flere i lære" not in opened(bo, CONTRACT).text
    assert page.status == 200
    assert RegionalGoal.objects.get(version=3).is_dropped


def test_a_contract_is_brought_to_its_end_through_the_pages(
    office: Office, bo: Client, mette: Client, client_of: ClientOf
) -> None:
    send(bo, "edit", FOUR)
    take(bo, "negotiate", text="Til mødet i februar")
    take(client_of(office.cast.rikke), "approve", on="08-02-2014", agenda_item="3")
    take(mette, "sign", on="3/3-2014")
    page = take(mette, "amend", on="12.05.2014", text="Strammet", foertidspension__value="1.100")
    assert "før tillæg nr. 1: højst 1.150" in page.text
    page = take(mette, "close")

    assert "Tilstand afsluttet" in page.text
    assert values(office, "amendment") == {"foertidspension": 1100}
    assert first_fault(History.now()) is None


def test_the_whole_day_is_refused_without_a_date(office: Office, mette: Client) -> None:
    approved(office)

    assert "Skriv datoen for underskriften." in take(mette, "sign").text
    assert "Skriv datoen sådan: 31-12-2014." in take(mette, "sign", on="i går").text
    assert "Dagen er ikke kommet endnu." in take(mette, "sign", on="04-06-2014").text
    assert "Er årstallet rigtigt?" in take(mette, "sign", on="03-03-2004").text
    assert contracts.current_state(the_contract(office)) == State.APPROVED


def test_a_contract_goes_back_with_a_reason(office: Office, mette: Client) -> None:
    approved(office)

    assert "Skriv, hvorfor kontrakten forhandles igen." in take(mette, "back").text
    page = take(mette, "back", text="Mål 3 skal drøftes igen.")

    assert "Sendt tilbage til forhandling Mål 3 skal drøftes igen." in page.text
    assert "Tilstand forhandles" in page.text


def test_a_draft_with_a_target_missing_is_not_negotiated(office: Office, bo: Client) -> None:
    send(bo, "edit", {"foertidspension-value": "1.150"})

    assert "Kontrakten mangler måltal for mål: 1, 3, 4." in take(bo, "negotiate").text


def test_an_amendment_that_changes_nothing_is_refused(office: Office, mette: Client) -> None:
    signed(office)

    page = take(mette, "amend", on="12-05-2014")

    assert "Tillægget ændrer ikke noget." in page.text
    assert ContractStep.objects.count() == 4


STEPS: list[tuple[Callable[..., object], str, list[str]]] = [
    (the_contract, "bo", ["edit", "negotiate"]),
    (the_contract, "rikke", []),
    (drafted, "mette", ["edit", "negotiate"]),
    (negotiated, "bo", ["edit", "approve"]),
    (negotiated, "rikke", ["approve"]),
    (negotiated, "mette", ["edit"]),
    (approved, "bo", []),
    (approved, "mette", ["back", "sign"]),
    (signed, "rikke", []),
    (signed, "mette", ["amend", "close"]),
]


@pytest.mark.parametrize(("state", "person", "steps"), STEPS)
def test_each_party_is_offered_what_it_may_do_now(
    office: Office, client_of: ClientOf, state: Callable[..., object], person: str, steps: list[str]
) -> None:
    state(office)

    html = opened(client_of(office.cast[person]), EDIT).html

    assert [found[1] for found in FORM.finditer(html) if found[1] != "attach"] == steps
    assert ("Du skal ikke gøre noget ved kontrakten nu." in html) == ("<form" not in html.split("<main")[1])


@pytest.mark.parametrize(
    ("state", "person", "action", "told"),
    [
        (drafted, "rikke", "edit", "Det gør ministeriet eller regionskontoret."),
        (drafted, "rikke", "sign", "Det gør kun ministeriet."),
        (negotiated, "mette", "approve", "RBR eller regionskontoret indfører godkendelsen."),
        (drafted, "bo", "approve", "Kontrakten er stadig et udkast."),
        (signed, "bo", "edit", "Kontrakten er underskrevet: Måltallene kan kun ændres ved et tillæg."),
        (negotiated, "mette", "sign", "RBR skal godkende den først."),
        (signed, "bo", "amend", "Det gør kun ministeriet."),
        (signed, "mette", "nothing", "Vælg et skridt på siden."),
    ],
)
def test_a_step_that_is_not_theirs_is_refused_with_the_reason(
    office: Office,
    client_of: ClientOf,
    state: Callable[[Office], object],
    person: str,
    action: str,
    told: str,
) -> None:
    state(office)
    seen = contracts.read_agreements(the_contract(office).goal_year, [office.cast.places.hs])
    mark = seen[office.cast.places.hs.pk].mark
    client, before = client_of(office.cast[person]), ContractStep.objects.count()

    page = Page(client, EDIT, client.post(EDIT, {"action": action, "seen": mark, "key": "k"}))

    assert told in page.text
    assert ContractStep.objects.count() == before


def test_the_same_press_sent_twice_counts_once(office: Office, mette: Client) -> None:
    approved(office)
    sent = shown(mette, "sign") | {"on": "03-03-2014"}

    pages = [Page(mette, EDIT, mette.post(EDIT, sent, follow=True)) for _time in range(2)]

    assert ["Skridtet er gemt." in page.text for page in pages] == [True, True]
    assert ContractStep.objects.filter(kind="signed").count() == 1


def test_what_somebody_else_wrote_meanwhile_is_shown_first(office: Office, bo: Client, mette: Client) -> None:
    contract = drafted(office)
    before = shown(bo, "edit") | {"langtidsledige-value": "4.300"}
    other = Wording({office.pensions.pk: Promised(four_targets(office)[office.pensions.pk].value - 50)})
    contracts.write_draft(contract, other, by=office.cast.mette)

    page = Page(bo, EDIT, bo.post(EDIT, before))

    assert "Kontrakten er ændret i mellemtiden, og intet af dit er gemt endnu." in page.text
    assert "2 Foertidspension · står nu: højst 1.100" in page.text and 'value="4.300"' in page.html
    assert values(office, "draft")["langtidsledige"] == 4400


def test_what_changed_after_it_was_seen_is_not_approved(office: Office, client_of: ClientOf) -> None:
    contract, rikke = negotiated(office), client_of(office.cast.rikke)
    sent = shown(rikke, "approve") | {"on": "08-02-2014", "text": "Tiltrådt"}
    contracts.write_draft(contract, Wording(four_targets(office, 1300)), by=office.cast.mette)

    page = Page(rikke, EDIT, rikke.post(EDIT, sent))

    assert "Kontrakten er ændret i mellemtiden" in page.text
    assert contracts.current_state(contract) == State.NEGOTIATED


def test_what_was_written_is_kept_where_the_step_is_gone(office: Office, client_of: ClientOf) -> None:
    contract, rikke = negotiated(office), client_of(office.cast.rikke)
    sent = shown(rikke, "approve") | {"on": "08-02-2014", "text": "Tiltrådt enstemmigt"}
    contracts.approve(contract, Happened(date(2014, 2, 8)), by=office.cast.bo)

    page = Page(rikke, EDIT, rikke.post(EDIT, sent))

    assert "Du havde skrevet: “Tiltrådt enstemmigt”" in page.text


@pytest.mark.parametrize("state", [the_contract, negotiated, approved, signed])
@pytest.mark.parametrize("person", ["bo", "mette", "rikke"])
def test_the_page_needs_few_queries(
    office: Office,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
    state: Callable[..., object],
    person: str,
) -> None:
    state(office)
    make_figure(office.cast.places.hs, office.pensions, "2013-12", 1283)
    client = client_of(office.cast[person])

    with django_assert_max_num_queries(12):
        client.get(EDIT)


def test_the_pages_with_own_goals_need_few_queries(
    office: Office, bo: Client, django_assert_max_num_queries: Any
) -> None:
    drafted(office, own_goals=[SICK, SICK])

    with django_assert_max_num_queries(12):
        bo.get(EDIT)
