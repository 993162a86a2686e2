"""Pasting on the page: nothing before the confirmation, then all as one change, and one undo."""

from __future__ import annotations

import pytest
from django.test import Client

from goals.models import Figure, FigureRevision, FigureState, Origin
from goals.months import Month
from goals.returns import choose_line_state, return_for
from jobcentres.changes import recording
from jobcentres.models import Change
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import Office, the_figure
from tests.goals.paste_page import TWO, pasted

ESBJERG, FANOE = "0561-langtidsledige", "0563-langtidsledige"


@pytest.fixture
def vibe(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.vibe)


def stands(office: Office, value: int, *, approved: bool = False) -> None:
    place = office.cast.places.esbjerg
    make_figure(
        place,
        office.unemployed,
        "2014-04",
        value,
        approved=approved,
        by=None if approved else office.cast.vibe,
    )


def test_a_preview_writes_nothing(vibe: Client) -> None:
    page = pasted(vibe)

    assert "2 tal bliver gemt: 2 nye." in page.text
    assert not Figure.objects.exists()


def test_old_and_new_stand_beside_each_other(office: Office, vibe: Client) -> None:
    stands(office, 410)

    page = pasted(vibe)

    assert "2 tal bliver gemt: 1 nyt og 1 ændret." in page.text
    assert "1 tal ændres Tal Måned Før Efter Esbjerg Kommune Langtidsledige apr. 2014 410 400" in page.text


def test_what_is_confirmed_is_saved_as_one_change(office: Office, vibe: Client) -> None:
    stands(office, 410)

    page = pasted(vibe).confirmed()

    change = Change.objects.latest("number")
    assert "Indsat og gemt kl. 14.02: 2 tal." in page.text
    assert (the_figure(ESBJERG).value, the_figure(FANOE).value) == (400, 5)
    assert {one.origin for one in change.figure_revisions.all()} == {Origin.PASTED}
    assert (change.by, change.figure_revisions.count()) == (office.cast.vibe, 2)


def test_a_confirmation_sent_twice_is_saved_once(vibe: Client) -> None:
    page = pasted(vibe)

    page.confirmed()
    again = page.confirmed()

    assert "Indsat og gemt" in again.text
    assert FigureRevision.objects.count() == 2


def test_nothing_can_be_saved_while_something_is_not_understood(vibe: Client) -> None:
    page = pasted(vibe, "\tLangtidsledige\nEsbjerg\t400\nFannø\t5")

    assert "Intet er gemt: 1 sted skal rettes" in page.text
    assert "række 3, kolonne 1 Fannø Kommunen findes ikke. Mener du Fanø (0563)?" in page.text
    assert not page.can_be_confirmed


def test_a_forged_confirmation_of_what_is_not_understood_saves_nothing(vibe: Client) -> None:
    seal = pasted(vibe, "\tLangtidsledige\nEsbjerg\t400").confirmation["segl"]

    page = pasted(vibe, "\tLangtidsledige\nEsbjerg\t400\nFannø\t5", segl=seal, gem="1")

    assert page.status == 409
    assert not Figure.objects.exists()


def test_another_text_than_the_previewed_one_is_shown_again(vibe: Client) -> None:
    sent = pasted(vibe).confirmation

    page = pasted(vibe).sent(sent | {"tekst": TWO.replace("400", "401")})

    assert (page.status, page.can_be_confirmed) == (409, True)
    assert not Figure.objects.exists()


def test_a_number_that_somebody_changed_meanwhile_is_shown_again(office: Office, vibe: Client) -> None:
    page = pasted(vibe)
    stands(office, 399)

    answer = page.confirmed()

    assert answer.status == 409
    assert "Tallene er ændret, siden du så dem." in answer.text
    assert the_figure(ESBJERG).value == 399
    assert not Figure.objects.filter(area=office.cast.places.fanoe).exists()


def test_a_released_number_stays_and_is_told(office: Office, vibe: Client) -> None:
    stands(office, 410, approved=True)

    page = pasted(vibe)
    page.confirmed()

    assert "1 tal bliver gemt: 1 nyt. 1 tal er frigivet og ændres ikke." in page.text
    assert (the_figure(ESBJERG).value, the_figure(FANOE).value) == (410, 5)


def test_a_released_number_that_says_the_same_is_unchanged(office: Office, vibe: Client) -> None:
    stands(office, 400, approved=True)

    assert "1 tal står der i forvejen" in pasted(vibe).text


def test_a_part_that_is_not_pasted_stays(office: Office, vibe: Client) -> None:
    esbjerg = office.cast.places.esbjerg
    make_figure(esbjerg, office.education, "2014-04", parts=(19, 201), approved=False, by=office.cast.vibe)

    pasted(vibe, "\tBegyndt på uddannelse\nEsbjerg\t20").confirmed()

    figure = the_figure("0561-uddannelsesgrad")
    assert (figure.numerator, figure.denominator) == (20, 201)


def test_a_pasted_number_takes_the_place_of_a_reason(office: Office, vibe: Client) -> None:
    esbjerg = office.cast.places.esbjerg
    make_figure(
        esbjerg, office.unemployed, "2014-04", state="not_measurable", approved=False, by=office.cast.vibe
    )

    page = pasted(vibe)
    page.confirmed()

    assert "kan ikke opgøres p.t. 400" in page.text
    assert the_figure(ESBJERG).state == FigureState.REPORTED


def test_several_months_are_saved_at_once(vibe: Client) -> None:
    pasted(vibe, "\tmarts\tapril\nLangtidsledige Esbjerg\t410\t400").confirmed()

    assert (the_figure(ESBJERG, "2014-03").value, the_figure(ESBJERG).value) == (410, 400)


def test_the_dialect_is_asked_for_and_kept(vibe: Client) -> None:
    block = "\tUddannelsesgrad\nEsbjerg\t9.500"

    asked = pasted(vibe, block)
    answered = pasted(vibe, block, tal="maskine")
    answered.confirmed()

    assert "betyder 9500)" in asked.text and not asked.can_be_confirmed
    assert the_figure("0561-uddannelsesgrad").value == 9.5


def test_swapped_columns_are_swapped_on_request(vibe: Client) -> None:
    block = "\tUnge på ydelse\tBegyndt på uddannelse\nEsbjerg\t19\t201"

    noticed = pasted(vibe, block)
    pasted(vibe, block, byt="uddannelsesgrad").confirmed()

    assert "Byt om på de to kolonner" in noticed.text and not noticed.can_be_confirmed
    assert (the_figure("0561-uddannelsesgrad").numerator, the_figure("0561-uddannelsesgrad").denominator) == (
        19,
        201,
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Kopiér tallene i regnearket"),
        ("\t\n\t", "Kopiér tallene i regnearket"),
        ("1\t" * 20_001, "Der er flere end 20.000 celler."),
        ("1" * 1_000_001, "Det er for meget på én gang."),
        ("Esbjerg\tFanø", "Der er ingen tal til dette ark"),
    ],
    ids=["empty", "blank", "cells", "characters", "names"],
)
def test_a_block_without_numbers_or_without_end_is_refused(vibe: Client, text: str, reason: str) -> None:
    page = pasted(vibe, text)

    assert reason in page.text
    assert not page.can_be_confirmed


def test_the_text_stands_in_the_field_to_be_corrected(vibe: Client) -> None:
    page = pasted(vibe, '\tLangtidsledige\nEsbjerg\tca. 400\n<b>"Fanø"</b>\t5')

    assert "&lt;b&gt;&quot;Fanø&quot;&lt;/b&gt;" in page.response.content.decode()


def test_nobody_pastes_for_another_jobcentre(vibe: Client) -> None:
    soroe = "/indberetning/soroe/2014-04/indsaet/"

    assert pasted(vibe, "\tLangtidsledige\nSorø\t1", soroe).status == 404
    assert "1 tal springes over" in pasted(vibe, "\tLangtidsledige\nSorø\t1").text


@pytest.mark.parametrize("period", ["2014-06", "2014-4", "2014M04", "2012", "2015", "02014", "x"])
def test_there_is_no_page_for_a_period_without_a_sheet(vibe: Client, period: str) -> None:
    assert vibe.get(f"/indberetning/esbjerg/{period}/indsaet/").status_code == 404


def test_a_year_is_pasted_as_well(vibe: Client) -> None:
    page = pasted(vibe, "\tmarts\nLangtidsledige Esbjerg\t410", "/indberetning/esbjerg/2014/indsaet/")
    page.confirmed()

    assert the_figure(ESBJERG, "2014-03").value == 410


def test_the_number_of_queries_does_not_grow_with_the_block(
    vibe: Client, django_assert_max_num_queries: object
) -> None:
    block = "\t" + "\t".join(f"2014-0{number}" for number in range(1, 6))
    block += "".join(f"\n{name}\t1\t2\t3\t4\t5" for name in ("Langtidsledige Esbjerg", "Langtidsledige Fanø"))

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        page = pasted(vibe, block)
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        page.client.post(page.address, page.confirmation)

    assert Figure.objects.count() == 10


# Undo


def test_undo_puts_every_number_back(office: Office, vibe: Client) -> None:
    stands(office, 410)

    page = pasted(vibe).confirmed().undone()

    assert "Fortrudt." in page.text
    assert the_figure(ESBJERG).value == 410
    assert the_figure(FANOE).state == FigureState.NOT_REPORTED
    assert the_figure(FANOE).revisions.last().note == "Fortrudt: indsat kl. 14.02"


def test_undo_is_one_change_and_is_done_once(vibe: Client) -> None:
    saved = pasted(vibe).confirmed()

    saved.undone()
    again = saved.undone()

    assert "Fortrudt." in again.text
    assert Change.objects.filter(figure_revisions__isnull=False).distinct().count() == 2


def test_a_block_can_be_pasted_again_after_its_undo(vibe: Client) -> None:
    pasted(vibe).confirmed().undone()

    pasted(vibe).confirmed()

    assert the_figure(ESBJERG).value == 400


def test_undo_brings_back_state_and_source(office: Office, vibe: Client) -> None:
    esbjerg = office.cast.places.esbjerg
    make_figure(
        esbjerg,
        office.unemployed,
        "2014-04",
        state="suppressed",
        approved=False,
        by=office.cast.vibe,
        source_kind="own_count",
    )

    pasted(vibe).confirmed().undone()

    figure = the_figure(ESBJERG)
    assert (figure.state, figure.source_kind) == (FigureState.SUPPRESSED, "own_count")


def test_undo_waits_again_for_what_was_not_published(office: Office, vibe: Client) -> None:
    places = office.cast.places
    april = return_for(places.jobcentre_esbjerg, Month(2014, 4))
    with recording(by=office.cast.vibe, kind=Change.Kind.RETURN) as change:
        choose_line_state(change, april, office.unemployed, places.esbjerg, "not_published")

    saved = pasted(vibe).confirmed()
    open_after_paste = april.lines.get().state
    saved.undone()

    assert (open_after_paste, april.lines.get().state) == ("open", "not_published")


def test_undo_is_refused_as_a_whole_once_a_number_was_changed(office: Office, vibe: Client) -> None:
    saved = pasted(vibe).confirmed()
    stands(office, 401)

    page = saved.undone()

    assert "Langtidsledige, Esbjerg Kommune, april 2014, er ændret siden. Intet er fortrudt." in page.text
    assert (the_figure(ESBJERG).value, the_figure(FANOE).value) == (401, 5)


def test_undo_is_refused_once_a_number_was_released(office: Office, vibe: Client) -> None:
    saved = pasted(vibe).confirmed()
    make_figure(office.cast.places.fanoe, office.unemployed, "2014-04", 5)

    assert "er frigivet siden. Intet er fortrudt." in saved.undone().text


def test_only_who_pasted_undoes(office: Office, vibe: Client, client_of: ClientOf) -> None:
    pasted(vibe).confirmed()
    number = Change.objects.latest("number").number

    answers = [
        client_of(person).post(f"/indberetning/{slug}/fortryd/{number}/").status_code
        for person, slug in (
            (office.cast.ole, "aalborg"),
            (office.cast.ole, "esbjerg"),
            (office.cast.bo, "esbjerg"),
        )
    ]

    assert answers == [404, 404, 404]
    assert the_figure(ESBJERG).value == 400


def test_what_was_typed_is_no_paste_to_undo(office: Office, vibe: Client) -> None:
    stands(office, 410)
    number = Change.objects.latest("number").number

    assert vibe.post(f"/indberetning/esbjerg/fortryd/{number}/").status_code == 404
