"""A line that saves itself: one small question, one small answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import FigureRevision, MonthlyReturn, ReturnLine
from goals.months import Month
from jobcentres import clock
from jobcentres.models import Change
from tests.builders import make_figure, make_sample_installation
from tests.cast import Cast, ClientOf
from tests.goals.entry_page import (
    APRIL,
    EDUCATION,
    ESBJERG,
    PENSIONS,
    THIRD_OF_JUNE,
    UNEMPLOYED,
    Office,
    Page,
    make_office,
    opened,
    the_figure,
)

SAVE = f"{APRIL}gem/"
MOST = 12
OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def leave(page: Page, line: str, written: dict[str, str], **more: str) -> HttpResponse:
    """What the page sends when a line is left: its fields, and what it knows itself."""
    kept = {name: text for name, text in page.sent.items() if name.removeprefix("initial-").startswith(line)}
    typed = {f"{line}-{name}": text for name, text in written.items()}
    own = {"line": line, "key": "k1", "person": page.sent["person"]}
    return page.client.post(f"{page.address}gem/", kept | typed | own | more)


def test_a_line_left_is_saved_and_answered_with_itself(anna: Client) -> None:
    answer = leave(opened(anna), UNEMPLOYED, {"value": "143"})

    told = answer.json()
    assert (answer.status_code, told["outcome"], told["told"]) == (200, "saved", "Gemt kl. 14.02")
    assert 'name="0340-langtidsledige-version" value="1"' in told["html"]
    assert 'name="initial-0340-langtidsledige-value" value="143"' in told["html"]
    assert "Gemt kl. 14.02" in told["html"]
    assert the_figure(UNEMPLOYED).value == 143


def test_the_answer_says_what_stood_there_before(anna: Client) -> None:
    leave(opened(anna), PENSIONS, {"value": "4"})

    answer = leave(opened(anna), PENSIONS, {"value": "35"}, key="k2")

    assert "(før 4)" in answer.json()["html"]
    assert (the_figure(PENSIONS).value, the_figure(PENSIONS).version) == (35, 2)


def test_other_lines_are_not_touched_by_it(anna: Client) -> None:
    page = opened(anna)
    others = {f"{PENSIONS}-value": "35", "remark": "x"}

    leave(page, UNEMPLOYED, {"value": "143"}, **others)

    assert set(FigureRevision.objects.values_list("figure__indicator__code", flat=True)) == {"langtidsledige"}


@pytest.mark.parametrize("value", ["", "143"])
def test_a_line_left_unchanged_records_nothing(anna: Client, value: str) -> None:
    if value:
        leave(opened(anna), UNEMPLOYED, {"value": value})

    answer = leave(opened(anna), UNEMPLOYED, {"value": value}, key="k2")

    assert answer.json()["outcome"] == "unchanged"
    assert Change.objects.count() == (1 if value else 0)


def test_the_same_line_sent_again_is_saved_once_and_says_the_same(anna: Client) -> None:
    page = opened(anna)

    first = leave(page, UNEMPLOYED, {"value": "143"})
    again = [leave(page, UNEMPLOYED, {"value": "143"}, **more) for more in ({"again": "1"}, {})]

    assert [one.json()["told"] for one in (first, *again)] == ["Gemt kl. 14.02"] * 3
    assert Change.objects.count() == FigureRevision.objects.count() == 1


def test_a_withdrawal_sent_again_is_saved_once(anna: Client) -> None:
    leave(opened(anna), PENSIONS, {"value": "4"})
    page = opened(anna)
    withdrawn = {"value": "", "note": "Forkert måned"}

    answers = [leave(page, PENSIONS, withdrawn, key="k2", **more) for more in ({}, {"again": "1"})]

    assert [one.json()["outcome"] for one in answers] == ["saved", "saved"]
    assert the_figure(PENSIONS).version == 2


def test_an_emptied_number_asks_why_it_is_withdrawn(anna: Client) -> None:
    leave(opened(anna), PENSIONS, {"value": "4"})

    answer = leave(opened(anna), PENSIONS, {"value": ""}, key="k2")

    assert (answer.status_code, answer.json()["outcome"]) == (200, "refused")
    assert answer.json()["told"] == "Skriv, hvorfor tallet trækkes tilbage."
    assert the_figure(PENSIONS).value == 4


def test_a_fault_is_told_at_the_field_and_nothing_is_saved(anna: Client) -> None:
    answer = leave(opened(anna), UNEMPLOYED, {"value": "1.23"})

    told = answer.json()
    assert told["outcome"] == "refused"
    assert 'value="1.23"' in told["html"] and "Skriv antallet uden punktum" in told["html"]
    assert not Change.objects.exists()


def test_parts_that_were_swapped_are_saved_the_right_way_round(anna: Client) -> None:
    page = opened(anna)
    refused = leave(page, EDUCATION, {"numerator": "201", "denominator": "19"})

    saved = leave(page, EDUCATION, {"numerator": "201", "denominator": "19"}, key="k2", swap=EDUCATION)

    assert "Byt om" in refused.json()["html"]
    assert saved.json()["outcome"] == "saved"
    assert (the_figure(EDUCATION).numerator, the_figure(EDUCATION).denominator) == (19, 201)


def in_conflict(anna: Client, mads: Client) -> tuple[Page, dict[str, Any]]:
    page = opened(anna)
    leave(opened(mads), UNEMPLOYED, {"value": "143"})
    with clock.standing_at(THIRD_OF_JUNE + timedelta(minutes=1)):
        answer = leave(page, UNEMPLOYED, {"value": "134"})
    assert answer.status_code == 409
    return page, answer.json()


def test_two_at_once_both_see_both_numbers(anna: Client, mads: Client) -> None:
    _page, told = in_conflict(anna, mads)

    assert told["outcome"] == "conflict"
    assert "Mads Holm skrev 143 kl. 14.02 · du skrev 134 kl. 14.03" in told["html"]
    assert the_figure(UNEMPLOYED).value == 143


@pytest.mark.parametrize(("choice", "stands", "version"), [("mine", 134, 2), ("theirs", 143, 1)])
def test_who_chooses_decides(anna: Client, mads: Client, choice: str, stands: int, version: int) -> None:
    page, _told = in_conflict(anna, mads)
    chosen = {"value": "134", "choice": choice, "their_version": "1"}

    answer = leave(page, UNEMPLOYED, chosen, key="k2")

    assert answer.json()["outcome"] == ("saved" if choice == "mine" else "unchanged")
    assert (the_figure(UNEMPLOYED).value, the_figure(UNEMPLOYED).version) == (stands, version)
    assert f'name="0340-langtidsledige-value" value="{stands}"' in answer.json()["html"]


def test_a_released_number_is_not_touched(office: Office, anna: Client) -> None:
    page = opened(anna)
    make_figure(office.cast.places.soroe, office.pensions, "2014-04", 36)

    answer = leave(page, PENSIONS, {"value": "35"})

    assert answer.status_code == 409
    assert "Tallet er frigivet, mens du skrev." in answer.json()["html"]
    assert the_figure(PENSIONS).value == 36


def test_not_published_yet_and_a_comment_are_saved_too(anna: Client) -> None:
    answer = leave(opened(anna), UNEMPLOYED, {"state": "not_published", "comment": "Kommer i morgen"})

    line = ReturnLine.objects.get()
    assert (line.state, line.comment) == ("not_published", "Kommer i morgen")
    assert "ikke offentliggjort endnu" in answer.json()["html"]
    assert leave(opened(anna), UNEMPLOYED, {"value": "143"}, key="k2").json()["outcome"] == "saved"
    assert ReturnLine.objects.get().state == "open"


def test_the_remark_saves_itself_like_a_line(anna: Client) -> None:
    page = opened(anna)

    answer = anna.post(SAVE, {"remark": "Ferie", "initial-remark": "", "key": "k", **person(page)})

    assert answer.json() == {"outcome": "saved", "told": "Gemt kl. 14.02", "at": "kl. 14.02"}
    assert MonthlyReturn.objects.get().remark == "Ferie"


def test_a_remark_changed_meanwhile_is_shown_before_it_is_replaced(anna: Client, mads: Client) -> None:
    page = opened(anna)
    mine = {"remark": "Fra Anna", "initial-remark": "", "key": "k", **person(page)}
    opened(mads).send({"remark": "Fra Mads"})

    refused = anna.post(SAVE, mine)
    saved = anna.post(SAVE, mine | {"initial-remark": refused.json()["standing"], "key": "k2"})

    assert (refused.status_code, refused.json()["outcome"]) == (409, "conflict")
    assert "Der står nu: “Fra Mads”." in refused.json()["told"]
    assert saved.json()["outcome"] == "saved"
    assert MonthlyReturn.objects.get().remark == "Fra Anna"


def with_an_unusual_number(office: Office, anna: Client) -> dict[str, Any]:
    """4, where 36 stood last month: it is saved, and the line asks."""
    for month in [*(f"2013-{number:02}" for number in range(1, 13)), "2014-03"]:
        make_figure(office.cast.places.soroe, office.pensions, month, 40)
    return leave(opened(anna), PENSIONS, {"value": "4"}).json()


def test_an_unusual_number_is_saved_and_asked_about(office: Office, anna: Client) -> None:
    told = with_an_unusual_number(office, anna)

    assert told["outcome"] == "saved"
    assert "4 ligner tallet for april alene." in told["html"]
    assert 'name="0340-foertidspension-explanation"' in told["html"]
    assert the_figure(PENSIONS).value == 4


def test_an_explanation_stays_with_its_number(office: Office, anna: Client) -> None:
    with_an_unusual_number(office, anna)

    answer = leave(opened(anna), PENSIONS, {"explanation": "Ny praksis"}, key="k2")

    event = MonthlyReturn.objects.get().events.get(kind="explanation")
    assert (answer.json()["outcome"], event.old, event.new) == ("saved", "1", "Ny praksis")
    assert "ligner tallet" not in answer.json()["html"]


def test_an_explanation_of_a_number_changed_meanwhile_is_not_kept(
    office: Office, anna: Client, mads: Client
) -> None:
    with_an_unusual_number(office, anna)
    page = opened(anna)
    leave(opened(mads), PENSIONS, {"value": "5"}, key="m1")

    answer = leave(page, PENSIONS, {"explanation": "Ny praksis"}, key="k2")

    assert (answer.status_code, answer.json()["outcome"]) == (409, "conflict")
    assert "Tallet er ændret, mens du skrev." in answer.json()["told"]
    assert not MonthlyReturn.objects.filter(events__kind="explanation").exists()


def test_what_is_due_can_be_asked_for(anna: Client) -> None:
    leave(opened(anna), PENSIONS, {"value": "35"})

    told = anna.get(SAVE).json()

    assert told["due"][0] == "1 tal skal indberettes nu: 1 er nyt."
    assert told["first"] == UNEMPLOYED


def test_what_was_typed_by_somebody_else_is_never_saved(anna: Client, mads: Client) -> None:
    page = opened(anna)
    typed = {f"{UNEMPLOYED}-value": "143", f"{UNEMPLOYED}-version": "0", "line": UNEMPLOYED}

    answers = [mads.post(SAVE, typed | one) for one in (person(page), {}, {"person": "x"})]

    assert [(one.status_code, one.json()["outcome"]) for one in answers] == [(403, "stranger")] * 3
    assert not Change.objects.exists()


@pytest.mark.parametrize("key", ["0851-langtidsledige", "0340-nothing", "0340", "-", "x" * 300])
def test_a_line_that_is_not_ones_own_is_not_there(anna: Client, key: str) -> None:
    sent = person(opened(anna)) | {"line": key, f"{key}-version": "0", f"{key}-value": "1"}

    assert anna.post(SAVE, sent).status_code == 404


def person(page: Page) -> dict[str, str]:
    return {"person": page.sent["person"]}


@pytest.mark.parametrize("years", [1, 7])
@pytest.mark.parametrize("version", [1, 3])
def test_a_save_of_a_cell_asks_the_database_twelve_times(
    cast: Cast, client_of: ClientOf, years: int, version: int
) -> None:
    make_sample_installation(THIRD_OF_JUNE.date())
    unemployed, vibe = make_office(cast).unemployed, client_of(cast.vibe)
    for step in range(12 * years):
        make_figure(cast.places.esbjerg, unemployed, str(Month(2014, 3).plus(-step)), 900 - step)
    for number in range(1, version):
        leave(opened(vibe, ESBJERG), "0561-langtidsledige", {"value": str(number)}, key=f"k{number}")
    page = opened(vibe, ESBJERG)

    with CaptureQueriesContext(connection) as asked:
        answer = leave(page, "0561-langtidsledige", {"value": "890"})

    queries = [one["sql"] for one in asked if not one["sql"].startswith(OF_TRANSACTIONS)]
    assert answer.json()["outcome"] == "saved"
    assert len(queries) <= MOST, "\n".join(queries)
