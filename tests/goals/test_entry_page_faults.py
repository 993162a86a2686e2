"""The page of a month when something is wrong: what cannot be read, two at once, sent twice, garbage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from goals.models import FigureRevision, MonthlyReturn, ReturnLine
from jobcentres import clock
from jobcentres.models import Change
from tests.builders import make_figure
from tests.goals.entry_page import (
    APRIL,
    EDUCATION,
    PENSIONS,
    THIRD_OF_JUNE,
    UNEMPLOYED,
    Office,
    opened,
    the_figure,
)

A_MINUTE_LATER = THIRD_OF_JUNE + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1.23", 'Der står "1.23". Skriv antallet uden punktum, fx 123.'),
        ("ca. 140", 'Skriv tallet med cifre, fx 143. Der står "ca. 140".'),
        ("143,5", "Antal personer skal være et helt tal. Skriv 143 i stedet for 143,5."),
        ("-3", "Antal kan ikke være negativt. Skriv 0 eller derover."),
        ("-", 'Lad feltet være tomt, hvis du ikke har tallet. "-" kan læses som 0.'),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field_and_above(anna: Client, written: str, told: str) -> None:
    page = opened(anna).send({f"{UNEMPLOYED}-value": written, f"{PENSIONS}-value": "35"})

    assert "1 felt skal rettes" in page.text
    assert f'<a class="function-link" href="#id_{UNEMPLOYED}-value">Langtidsledige, april 2014: ' in page.html
    assert page.text.count(told) == 2
    assert (page.sent[f"{UNEMPLOYED}-value"], page.sent[f"{PENSIONS}-value"]) == (written, "35")
    assert not FigureRevision.objects.exists()


def test_after_a_fault_every_typed_text_is_still_there(anna: Client) -> None:
    typed = {
        f"{UNEMPLOYED}-value": "x",
        f"{PENSIONS}-source": "Talt op",
        f"{PENSIONS}-value": "35",
        f"{PENSIONS}-comment": "Første linje\r\nAnden linje",
        f"{EDUCATION}-numerator": "19",
        f"{EDUCATION}-denominator": "201",
        "remark": "Alt i orden <b>&",
    }

    page = opened(anna).send(typed)

    assert {name: page.sent[name] for name in typed} == typed
    assert "Intet er gemt endnu. Alt, hvad du har skrevet, står i felterne." in page.text


def test_parts_that_seem_swapped_can_be_swapped(anna: Client) -> None:
    refused = opened(anna).send({f"{EDUCATION}-numerator": "201", f"{EDUCATION}-denominator": "19"})

    swapped = refused.send({"swap": EDUCATION})
    swapped.save()

    told = "Begyndt på uddannelse (201) er flere end unge på ydelse (19). Er de to tal byttet om?"
    assert told in refused.text and "Byt om" in refused.text
    assert (swapped.sent[f"{EDUCATION}-numerator"], swapped.sent[f"{EDUCATION}-denominator"]) == ("19", "201")
    assert (the_figure(EDUCATION).numerator, the_figure(EDUCATION).denominator) == (19, 201)


def test_a_percentage_beside_parts_must_agree_with_them(anna: Client) -> None:
    page = opened(anna).send(
        {f"{EDUCATION}-numerator": "19", f"{EDUCATION}-denominator": "201", f"{EDUCATION}-value": "12,0"}
    )

    told = "19 af 201 er 9,5 pct., men der står 12,0 pct. Ret ét af tallene, eller slet procenttallet."
    assert told in page.text


def test_one_part_alone_is_not_enough(anna: Client) -> None:
    page = opened(anna).send({f"{EDUCATION}-numerator": "19"})

    assert "Skriv også unge på ydelse, eller skriv procenttallet alene." in page.text


def test_a_number_and_a_reason_for_none_exclude_each_other(anna: Client) -> None:
    page = opened(anna).send({f"{PENSIONS}-value": "35", f"{PENSIONS}-state": "not_measurable"})

    assert "Slet tallet, eller vælg “Tallet står i feltet”." in page.text


def test_a_cpr_number_is_refused(anna: Client) -> None:
    page = opened(anna).send({"remark": "Ring til 010190-1234"})

    assert "ligner et cpr-nummer" in page.text
    assert not MonthlyReturn.objects.exists()


def test_a_source_without_a_number_is_not_lost_silently(anna: Client) -> None:
    page = opened(anna).send({f"{PENSIONS}-source": "Talt op"})

    assert "Teksten hører til et tal. Skriv tallet, eller slet teksten." in page.text


def in_conflict(anna: Client, mads: Client) -> object:
    """Anna saw 148; Mads writes 143 before she saves 134."""
    opened(anna).send({f"{UNEMPLOYED}-value": "148"})
    page = opened(anna)
    with clock.standing_at(A_MINUTE_LATER):
        opened(mads).send({f"{UNEMPLOYED}-value": "143"})
    with clock.standing_at(A_MINUTE_LATER + timedelta(minutes=1)):
        return page.send(
            {f"{UNEMPLOYED}-value": "134", f"{PENSIONS}-value": "35", f"{UNEMPLOYED}-comment": "Rettet"}
        )


def test_two_at_once_both_see_both_numbers(anna: Client, mads: Client) -> None:
    page = in_conflict(anna, mads)

    assert page.status == 409
    assert "Tallet er ændret, mens du skrev. Langtidsledige, april 2014:" in page.text
    assert "Før 148 · Mads Holm skrev 143 kl. 14.03 · du skrev 134 kl. 14.04" in page.text
    assert "Dit tal er ikke gemt. Behold 143 Gem 134" in page.text
    assert "Vælger du 134, ligger 143 stadig i historikken." in page.text
    assert page.sent[f"{UNEMPLOYED}-value"] == "134"
    assert the_figure(UNEMPLOYED).value == 143
    assert not FigureRevision.objects.filter(figure__indicator__code="foertidspension").exists()


def test_who_chooses_the_own_number_replaces_the_other(anna: Client, mads: Client) -> None:
    page = in_conflict(anna, mads)

    page.send({f"{UNEMPLOYED}-choice": "mine"})

    values = [int(one.value) for one in the_figure(UNEMPLOYED).revisions.all()]
    assert values == [148, 143, 134]
    assert the_figure(PENSIONS).value == 35
    assert ReturnLine.objects.get().comment == "Rettet"


def test_who_keeps_the_others_number_saves_the_rest(anna: Client, mads: Client) -> None:
    page = in_conflict(anna, mads)

    saved = page.send({f"{UNEMPLOYED}-choice": "theirs"})

    assert (the_figure(UNEMPLOYED).value, the_figure(UNEMPLOYED).version) == (143, 2)
    assert the_figure(PENSIONS).value == 35
    assert ReturnLine.objects.get().comment == "Rettet"
    assert saved.sent[f"{UNEMPLOYED}-value"] == "143"


def test_saving_again_without_choosing_is_the_same_conflict(anna: Client, mads: Client) -> None:
    page = in_conflict(anna, mads).save()

    assert page.status == 409
    assert the_figure(UNEMPLOYED).value == 143


def test_two_conflicts_are_chosen_one_by_one(anna: Client, mads: Client) -> None:
    page = opened(anna)
    opened(mads).send({f"{UNEMPLOYED}-value": "1", f"{PENSIONS}-value": "2"})
    both = page.send({f"{UNEMPLOYED}-value": "11", f"{PENSIONS}-value": "12"})

    one = both.send({f"{UNEMPLOYED}-choice": "mine"})
    none = one.send({f"{PENSIONS}-choice": "theirs"})

    assert (both.status, one.status, none.status) == (409, 409, 200)
    assert both.text.count("skrev 1 kl.") == 1 and one.text.count("skrev 1 kl.") == 0
    assert (the_figure(UNEMPLOYED).value, the_figure(PENSIONS).value) == (11, 2)


def test_what_the_other_wrote_elsewhere_is_no_conflict(anna: Client, mads: Client) -> None:
    page = opened(anna)
    opened(mads).send({f"{UNEMPLOYED}-value": "143"})

    saved = page.send({f"{PENSIONS}-value": "35"})

    assert saved.status == 200
    assert (the_figure(UNEMPLOYED).value, the_figure(PENSIONS).value) == (143, 35)


def test_a_figure_released_meanwhile_is_not_touched(office: Office, anna: Client) -> None:
    page = opened(anna)
    make_figure(office.cast.places.soroe, office.pensions, "2014-04", 36)

    refused = page.send({f"{PENSIONS}-value": "35", f"{UNEMPLOYED}-value": "143"})
    saved = refused.save()

    assert refused.status == 409
    assert "Tallet er frigivet, mens du skrev." in refused.text and "Du skrev 35 kl. 14.02" in refused.text
    assert (the_figure(PENSIONS).value, the_figure(UNEMPLOYED).value) == (36, 143)
    assert saved.status == 200


def test_what_cannot_be_read_on_a_released_line_is_shown_and_then_let_go(
    office: Office, anna: Client
) -> None:
    page = opened(anna)
    make_figure(office.cast.places.soroe, office.pensions, "2014-04", 36)

    refused = page.send({f"{PENSIONS}-value": "3x5"})
    saved = refused.send({f"{UNEMPLOYED}-value": "143"})

    assert "1 felt skal rettes" in refused.text and "Du skrev “3x5”" in refused.text
    assert (saved.status, the_figure(UNEMPLOYED).value) == (200, 143)


def test_a_text_changed_meanwhile_is_shown_before_it_is_replaced(anna: Client, mads: Client) -> None:
    page = opened(anna)
    opened(mads).send({"remark": "Fra Mads", f"{PENSIONS}-comment": "Også"})

    refused = page.send({"remark": "Fra Anna"})
    refused.save()

    assert refused.status == 409
    assert "Der står nu: “Fra Mads”." in refused.text
    assert MonthlyReturn.objects.get().remark == "Fra Anna"
    assert ReturnLine.objects.get().comment == "Også"


def test_a_form_sent_twice_is_saved_once_and_says_the_same(anna: Client) -> None:
    page = opened(anna)
    typed = {f"{PENSIONS}-value": "35", "remark": "Ferie"}

    answers = [page.send(typed) for _time in range(3)]

    assert all("Gemt kl. 14.02: 1 tal." in answer.text for answer in answers)
    assert Change.objects.count() == FigureRevision.objects.count() == 1


def test_a_withdrawal_sent_twice_is_saved_once(anna: Client) -> None:
    opened(anna).send({f"{PENSIONS}-value": "4"})
    page = opened(anna)
    typed = {f"{PENSIONS}-value": "", f"{PENSIONS}-note": "Forkert"}

    answers = [page.send(typed) for _time in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert "Gemt kl. 14.02: 1 tal." in answers[1].text
    assert the_figure(PENSIONS).version == 2


def test_the_same_form_with_another_number_is_another_save(anna: Client) -> None:
    page = opened(anna)
    page.send({f"{PENSIONS}-value": "35"})

    again = page.send({f"{PENSIONS}-value": "36"})

    assert again.status == 409
    assert the_figure(PENSIONS).value == 35


NASTY = [
    *(
        "",
        " ",
        "\x00",
        "\ud7ff",
        "\u202e",
        "1e999",
        "NaN",
        "-Infinity",
        "9" * 5000,
        "1" + "0" * 400,
        "0x10",
        "١٢٣",
        "½",
    ),
    *(
        "1.234.567,89",
        ",",
        ".",
        "..",
        "-",
        "null",
        "None",
        "true",
        "[]",
        "{}",
        "'; DROP TABLE goals_figure; --",
        "=1+1",
    ),
    *(
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "%(x)s",
        "%s%n",
        "../../etc/passwd",
        "\r\nSet-Cookie: a=b",
        "æøå" * 900,
    ),
    *(
        "010190-1234",
        "reported",
        "not_reported",
        "not_published",
        "theirs",
        "mine",
        "jobindsats",
        "999999999999",
    ),
]
NAMES = ["value", "numerator", "denominator", "state", "source_kind", "source", "comment", "note", "version"]
NAMES += ["choice", "their_version"]


@pytest.mark.parametrize("text", NASTY, ids=lambda text: repr(text)[:20])
def test_no_text_in_any_field_breaks_the_page(anna: Client, text: str) -> None:
    opened(anna).send({f"{PENSIONS}-value": "4", f"{EDUCATION}-value": "9,5"})
    sent = opened(anna).sent
    starts = ["", "initial-", ""] if NASTY.index(text) % 2 else ["initial-", "", "initial-"]
    fields = [f"{start}{key}" for start, key in zip(starts, (PENSIONS, EDUCATION, UNEMPLOYED), strict=True)]

    answers = {
        anna.post(APRIL, sent | {f"{field}-{name}": text for field in fields}).status_code for name in NAMES
    }

    assert answers <= {200, 302, 409}


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"key": ["a", "b"], "remark": ["x", "y"]},
        {"key": "\x00", "remark": "\x00"},
        {"key": "k" * 10_000},
        {"swap": "0340-nowhere"},
        {"swap": PENSIONS},
        {"submit": "1"},
        {f"{PENSIONS}-version": ["1", "2"], f"{PENSIONS}-value": ["1", "2"]},
        {f"{PENSIONS}-version": "0", f"{PENSIONS}-value": "1", "initial-key": "x"},
        {"x" * 500: "y"},
    ],
    ids=lambda content: " ".join(content)[:30],
)
def test_no_form_however_it_is_made_up_breaks_the_page(anna: Client, content: dict[str, object]) -> None:
    answer = anna.post(APRIL, content)

    assert answer.status_code in {200, 302, 404, 409}


def test_only_reading_and_sending_are_answered(anna: Client) -> None:
    assert [anna.put(APRIL).status_code, anna.delete(APRIL).status_code] == [405, 405]
