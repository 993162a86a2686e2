"""`/kontrakter/<year>/<code>/`: what was agreed, how far it is, and who reads it when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from goals import contracts
from goals.contracts import Happened, OwnGoal, Wording
from goals.models import GoalYear
from goals.targets import TargetEntry, record_targets
from jobcentres import clock
from tests.cast import Cast, ClientOf
from tests.goals.contract_pages import (
    AMENDED,
    CONTRACT,
    SICK,
    amended,
    approved,
    drafted,
    four_targets,
    negotiated,
    report,
    signed,
)
from tests.goals.entry_page import THIRD_OF_JUNE, Office, make_office, opened

NOT_SIGNED = "Der er ingen underskrevet kontrakt for 2014 endnu."
PARTIES = ["bo", "rikke", "mette"]
OTHERS = ["anna", "lis", "karl", "ole", "sys"]


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    with clock.standing_at(THIRD_OF_JUNE):
        yield make_office(cast)


def read(client_of: ClientOf, office: Office, person: str = "anna", query: str = "") -> str:
    return opened(client_of(office.cast[person]), CONTRACT + query).text


@pytest.mark.parametrize("make", [drafted, negotiated, approved])
@pytest.mark.parametrize(("persons", "reads"), [(PARTIES, True), (OTHERS, False)])
def test_a_draft_is_read_by_its_parties_alone(
    office: Office,
    client_of: ClientOf,
    make: Callable[[Office], object],
    persons: list[str],
    reads: bool,
) -> None:
    make(office)

    texts = [read(client_of, office, person) for person in persons]

    assert all(("højst 1.150" in text) is reads for text in texts)
    assert all((NOT_SIGNED in text) is not reads for text in texts)


def test_a_signed_contract_is_everybodys_to_read(office: Office, client_of: ClientOf) -> None:
    signed(office)

    texts = [read(client_of, office, person) for person in (*PARTIES, *OTHERS)]

    assert all(
        "underskrevet · godkendt i RBR 8. februar 2014 · underskrevet 3. marts 2014" in t for t in texts
    )
    assert all("højst 1.150" in text for text in texts)


def test_the_table_of_the_old_reports(office: Office, client_of: ClientOf) -> None:
    signed(office)
    report(office)

    text = read(client_of, office)

    assert (
        "1 Uddannelsesgrad 8,9 pct.jan.–apr. 2014 mindst 25,0 pct. −16,1 procentpointdårligere −64,4" in text
    )
    assert (
        "2 Foertidspension 1.102maj 2013–apr. 2014 højst 1.150 −48bedre −4,2 højst 1.238 ● på sporet" in text
    )
    assert "3 Langtidsledige 4.862apr. 2014 højst 4.400 +462dårligere +10,5 højst 4.733 ■ bagud" in text
    assert "4 Samarbejdsgrad … mindst 35,0 pct. · · …" in text
    assert "To af de tre mål, der kan vurderes, er på sporet. Langtidsledige er bagud." in text


def test_the_older_way_of_counting_is_told_beside_it(office: Office, client_of: ClientOf) -> None:
    signed(office)
    report(office)

    assert "Afvigelse i pct. af seneste status (ældre opgørelse): −180,9 pct." in read(client_of, office)


def test_a_draft_gives_no_status(office: Office, client_of: ClientOf) -> None:
    drafted(office)
    report(office)

    text = read(client_of, office, "bo")

    assert "2 Foertidspension 1.102maj 2013–apr. 2014 højst 1.150udkast · · · · udkast, vurderes ikke" in text
    assert "på sporet" not in text and "bagud" not in text


def test_what_held_before_an_amendment_stays_readable(office: Office, client_of: ClientOf) -> None:
    amended(office)

    text = read(client_of, office)

    assert "2 Foertidspension højst 1.100 1.283 (dec. 2013) −14,3 pct. før tillæg nr. 1: højst 1.150" in text
    assert "Tillæg nr. 1, underskrevet 12. maj 2014 Tilgangen falder hurtigere end ventet." in text
    assert "underskrevet 3. marts 2014 · tillæg nr. 1" in text


def test_drafts_before_the_signature_are_nobodys_afterwards(office: Office, client_of: ClientOf) -> None:
    drafted(office, pensions=1300)
    contract = drafted(office, pensions=1150)
    contracts.negotiate(contract, by=office.cast.bo)
    assert "tidligere udkast: højst 1.300" in read(client_of, office, "mette")
    contracts.approve(contract, Happened(date(2014, 2, 8)), by=office.cast.bo)
    contracts.sign(contract, Happened(date(2014, 3, 3)), by=office.cast.mette)

    assert "1.300" not in read(client_of, office)


def test_own_goals_are_numbers_or_words_and_keep_what_was_dropped(
    office: Office, client_of: ClientOf
) -> None:
    contract = signed(office, own_goals=[SICK, OwnGoal("Flere i lære", "Sammen med skolerne.")])
    said = OwnGoal("Flere i lære", "Sammen med skolerne.", number=6, is_dropped=True)
    fewer = OwnGoal(SICK.title, SICK.text, Decimal(850), "forløb", number=5)

    contracts.amend(contract, Wording({}, [fewer, said]), AMENDED, by=office.cast.mette)

    text = read(client_of, office)
    assert (
        "5 Færre på sygedagpenge over 52 uger: 850 forløb Opgøres i juni. før tillæg nr. 1: Færre på" in text
    )
    assert "6 Flere i lære · Udgået ved tillæg nr. 1" in text


def test_steps_name_what_who_and_when(office: Office, client_of: ClientOf) -> None:
    signed(office)

    text = read(client_of, office, "bo")

    assert "1 Udkast påbegyndt Indført 3. juni 2014 kl. 14.02 af Bo Lund, konsulent" in text
    assert "2 Sendt til forhandling Mål 3 drøftes på mødet. Indført" in text
    assert "3 Godkendt i RBR 8. februar 2014, punkt 3 Godkendt med bemærkning om mål 3. Indført" in text
    assert "4 Underskrevet 3. marts 2014 Indført 3. juni 2014 kl. 14.02 af Mette Skov" in text


def test_what_was_said_in_the_negotiation_stays_with_the_parties(office: Office, client_of: ClientOf) -> None:
    signed(office)

    text = read(client_of, office, "anna")

    assert "Godkendt i RBR 8. februar 2014, punkt 3" in text
    assert "Sendt til forhandling" not in text and "drøftes på mødet" not in text


def test_a_contract_from_a_file_is_signed_and_says_so(office: Office, client_of: ClientOf) -> None:
    hs = office.cast.places.hs
    for value in (1200, 1150):
        record_targets(entries=[TargetEntry(2014, office.pensions, hs, Decimal(value))])

    text = read(client_of, office)

    assert "underskrevet · måltallene er indlæst fra en fil · tillæg nr. 1" in text
    assert "før tillæg nr. 1: højst 1.200" in text
    assert "Der er ikke indført noget forløb." in text


@pytest.mark.parametrize(
    ("state", "turn"),
    [
        (drafted, "Ministeriet eller regionskontoret skriver udkastet"),
        (negotiated, "RBR skal godkende kontrakten."),
        (approved, "Ministeriet skal indføre underskriften."),
        (signed, "Ingen skal gøre noget. Måltallene er låst"),
    ],
)
def test_the_page_says_whose_turn_it_is(
    office: Office, client_of: ClientOf, state: Callable[[Office], object], turn: str
) -> None:
    state(office)

    assert turn in read(client_of, office, "bo")


def test_the_page_shows_an_earlier_month_of_its_year_only(office: Office, client_of: ClientOf) -> None:
    signed(office)
    report(office)

    assert "1.102" not in read(client_of, office, query="?maaned=2014-03")
    assert "Vælg en måned i 2014." in read(client_of, office, query="?maaned=2013-12")


def test_the_contract_is_shown_as_it_stood_at_a_moment(office: Office, client_of: ClientOf) -> None:
    contract = signed(office)
    report(office)
    less = Wording({office.pensions.pk: four_targets(office, 1100)[office.pensions.pk]})
    with clock.standing_at(THIRD_OF_JUNE + timedelta(days=2)):
        contracts.amend(contract, less, AMENDED, by=office.cast.mette)
        now, then = read(client_of, office), read(client_of, office, query="?kendt=2014-06-04T08:00")

    assert "Kontrakten og tallene, som de så ud 4. juni 2014 kl. 8.00." in then
    assert "højst 1.100" in now and "tillæg nr. 1" in now
    assert "højst 1.150" in then and "ingen tillæg" in then and "1.100" not in then


def test_what_was_not_signed_at_a_moment_was_its_parties_alone(office: Office, client_of: ClientOf) -> None:
    signed(office)
    then = "?kendt=2014-06-03T14:00"

    assert "Der var ingen underskrevet kontrakt for 2014 på det tidspunkt." in read(
        client_of, office, "anna", then
    )


def test_the_address_holds_the_contract_to_a_moment(office: Office, client_of: ClientOf) -> None:
    signed(office)

    text = read(client_of, office)

    assert "http://testserver/kontrakter/2014/HS/?maaned=2014-05&kendt=2014-06-03T14:02" in text


@pytest.mark.parametrize(
    "query", ["?kendt=i+går", "?kendt=2014-06-04T08:00", "?maaned=2014-99", "?maaned=2014-06"]
)
def test_what_the_address_cannot_mean_is_told(office: Office, client_of: ClientOf, query: str) -> None:
    signed(office)

    assert client_of(office.cast.anna).get(CONTRACT + query).status_code == 404


@pytest.mark.parametrize(
    "address", ["/kontrakter/2014/XX/", "/kontrakter/2014/0340/", "/kontrakter/1914/HS/"]
)
def test_what_is_not_there_is_404(office: Office, client_of: ClientOf, address: str) -> None:
    assert client_of(office.cast.mette).get(address).status_code == 404


def test_a_year_in_draft_is_the_ministrys(office: Office, client_of: ClientOf) -> None:
    GoalYear.objects.filter(year=2014).update(state=GoalYear.State.DRAFT)

    assert client_of(office.cast.bo).get(CONTRACT).status_code == 404
    assert client_of(office.cast.mette).get(CONTRACT).status_code == 200


@pytest.mark.parametrize("make", [drafted, signed, amended])
@pytest.mark.parametrize("person", ["bo", "mette", "anna"])
def test_the_page_needs_few_queries(
    office: Office,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
    make: Callable[[Office], object],
    person: str,
) -> None:
    make(office)
    report(office)
    client = client_of(office.cast[person])

    with django_assert_max_num_queries(12):
        client.get(CONTRACT)
