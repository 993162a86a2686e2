"""Goals that a municipality sets itself: their line, their dialogue, and where they never show."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import Goal, Indicator, Origin, Target
from goals.months import Month
from goals.refusals import Refused
from goals.returns import due_lines, return_for, submit
from goals.verification import History, first_fault
from tests.builders import make_assignment, make_figure, make_goal, make_user
from tests.cast import ClientOf, Role
from tests.goals.entry_page import APRIL, ESBJERG, THIRD_OF_JUNE, Office, Page, opened, the_figure
from tests.goals.paste_page import pasted
from tests.goals.target_desk import DRAFT, OVERVIEW, read, take
from tests.goals.test_review_page import press

NEW, OWN = f"{OVERVIEW}egne/nyt/", f"{OVERVIEW}egne/0340-praktikpladser/"
LINE = "0340-0340-praktikpladser"
WRITTEN = {
    "short_name": "Praktikpladser",
    "title": "Flere unge skal prøve arbejdslivet af i en virksomhed",
    "name": "Unge i virksomhedspraktik",
    "definition": "Unge under 30 år i praktik mindst en uge i måneden.",
    "unit": "persons",
    "direction": "up",
    "window": "month",
    "first_month": "2014-04",
    "deadline_lag_months": "1",
    "source_kind": "own_count",
}


def send(client: Client, address: str, **written: Any) -> Page:
    """The form of the page as it stands, with these fields filled in."""
    found = client.get(address).context["form"]
    content = {"key": "a key", "seen": found["seen"].value()} | written
    return Page(client, address, client.post(address, content, follow=True))


@pytest.fixture
def own(mads: Client) -> Goal:
    """Sorø's own goal from April on."""
    assert send(mads, NEW, **WRITTEN).status == 200
    return Goal.with_own.select_related("indicator").get(area__code="0340")


def test_the_manager_sets_a_goal_and_its_line_stands_in_the_month(own: Goal, anna: Client) -> None:
    assert (own.number, own.indicator.code) == (5, "0340-praktikpladser")
    page = opened(anna)
    assert "Eget mål 5 · Praktikpladser" in page.text
    assert "Unge i virksomhedspraktik" in page.text

    page.save(**{f"{LINE}-value": "12"})

    assert the_figure(LINE).value == 12
    assert first_fault(History.now()) is None


def test_nothing_is_asked_for_before_its_first_month(office: Office, own: Goal, anna: Client) -> None:
    lines = due_lines([office.cast.places.jobcentre_soroe], at=THIRD_OF_JUNE)

    months = {str(line.month) for line in lines if line.indicator == own.indicator}

    assert months == {"2014-04", "2014-05"}
    assert "Praktikpladser" not in opened(anna, "/indberetning/soroe/2014-03/").text


def test_another_municipality_has_no_such_line(office: Office, own: Goal, client_of: ClientOf) -> None:
    assert "Praktikpladser" not in opened(client_of(office.cast.vibe), ESBJERG).text

    entry = FigureEntry(own.indicator, office.cast.places.esbjerg, Month(2014, 4), value=Decimal(3))
    with pytest.raises(Refused) as refused:
        record_figures(entries=[entry], by=None, origin=Origin.OFFICIAL)

    assert [one.code for one in refused.value.refusals] == ["not_owner"]


def test_one_of_two_municipalities_that_share_a_jobcentre_has_a_goal_of_its_own(
    office: Office, client_of: ClientOf
) -> None:
    boss = make_user("Else Krogh")
    make_assignment(boss, Role.MANAGER, office.cast.places.jobcentre_esbjerg)
    send(client_of(boss), NEW.replace("0340", "0563"), **WRITTEN)

    page = opened(client_of(boss), ESBJERG)
    sheet = opened(client_of(boss), f"{ESBJERG}indsaet/")
    of_year = opened(client_of(boss), "/indberetning/esbjerg/2014/")

    assert page.text.count("Eget mål 5 · Praktikpladser") == 1
    assert sheet.status == 200
    assert (
        of_year.html.count(">0563-0563-praktikpladser") + of_year.text.count("Unge i virksomhedspraktik") == 1
    )


def test_it_is_pasted_by_its_name(own: Goal, anna: Client) -> None:
    pasted(anna, "Praktikpladser\t14", f"{APRIL}indsaet/").confirmed()

    assert the_figure(LINE).value == 14


def test_it_is_submitted_reviewed_and_released_like_the_others(
    office: Office, own: Goal, mads: Client, client_of: ClientOf
) -> None:
    make_figure(office.cast.places.soroe, own.indicator, "2014-04", 12, approved=False, by=office.cast.anna)
    filed = return_for(office.cast.places.jobcentre_soroe, Month(2014, 4))
    submit(monthly_return=filed, by=office.cast.mads)
    address = "/gennemgang/soroe/2014-04/"
    page = opened(client_of(office.cast.bo), address)
    assert "Eget mål 5 · Praktikpladser" in page.text

    press(client_of(office.cast.bo), page, release=LINE)

    assert the_figure(LINE).is_locked


def test_its_target_has_a_dialogue_of_its_own(own: Goal, mads: Client, client_of: ClientOf) -> None:
    address = f"{OVERVIEW}0340-praktikpladser/"
    take(mads, "draft", address, **(DRAFT | {"value": "20", "baseline_value": "10"}))

    page = read(mads, OVERVIEW)

    assert "Kommunens egne mål" in page
    assert "5 Praktikpladser" in page
    assert "mindst 20" in page
    assert Target.objects.get(indicator=own.indicator).area.code == "0340"


def test_no_total_region_or_export_knows_it(own: Goal, office: Office, client_of: ClientOf) -> None:
    make_figure(office.cast.places.soroe, own.indicator, "2014-04", 12)
    told = io.StringIO()

    call_command("export_summary", year=2014, stdout=told)

    assert "praktikpladser" not in told.getvalue()
    mette = client_of(office.cast.mette)
    for address in ("/regioner/HS/", "/landet/", "/maaltal/2014/HS/", "/maal/2014/", "/aarshjul/2014/"):
        assert "Praktikpladser" not in opened(mette, address).text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"short_name": "Foertidspension"}, "Et andet af årets mål hedder sådan"),
        ({"unit": "percent"}, "En procent har to dele"),
        ({"definition": "Ring til 010180-1234"}, "CPR"),
        ({"first_month": "2015-01"}, "Vælg fra listen"),
        ({"deadline_lag_months": "0"}, "Skriv et tal fra 1 til 12"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    office: Office, mads: Client, written: dict[str, str], told: str
) -> None:
    page = send(mads, NEW, **(WRITTEN | written))

    assert told.casefold() in page.text.casefold()
    assert not Goal.with_own.filter(area__isnull=False).exists()


def test_once_there_are_figures_its_meaning_is_fixed_and_it_stays(
    office: Office, own: Goal, mads: Client
) -> None:
    make_figure(office.cast.places.soroe, own.indicator, "2014-04", 12)

    send(mads, OWN, **(WRITTEN | {"direction": "down", "title": "Et nyt navn"}), key="b")
    removed = opened(mads, f"{OWN}slet/")

    own.refresh_from_db()
    assert (own.title, Indicator.objects.get(owner__code="0340").direction) == ("Et nyt navn", "up")
    assert "Der er tal eller måltal for målet" in removed.text
    assert "data-remove" not in removed.html
    assert 'type="submit" name="save"' not in removed.html


def test_one_without_figures_is_removed_with_its_indicator(own: Goal, mads: Client) -> None:
    send(mads, f"{OWN}slet/", key="c")

    assert not Goal.with_own.filter(area__isnull=False).exists()
    assert not Indicator.objects.filter(owner__isnull=False).exists()
    assert first_fault(History.now()) is None


def test_two_people_at_once_overwrite_nothing(own: Goal, mads: Client) -> None:
    seen = mads.get(OWN).context["form"]["seen"].value()
    send(mads, OWN, **(WRITTEN | {"title": "Først"}), key="b")

    late = send(mads, OWN, **(WRITTEN | {"title": "Sidst", "seen": seen}), key="c")

    own.refresh_from_db()
    assert own.title == "Først"
    assert "En anden har ændret" in late.text


def test_it_is_continued_in_the_next_year_under_the_same_indicator(
    office: Office, own: Goal, mads: Client
) -> None:
    make_goal(office.pensions, year=2015, number=2)
    overview = "/maaltal/2015/0340/"
    assert "Fortsæt" in opened(mads, overview).text

    for _press in (1, 2):
        mads.post(f"{overview}egne/0340-praktikpladser/fortsaet/", {"key": "again"})

    goal = Goal.with_own.get(area__code="0340", goal_year__year=2015)
    assert (goal.number, goal.indicator_id) == (3, own.indicator_id)


def test_the_pages_are_the_managers_alone(own: Goal, office: Office, client_of: ClientOf) -> None:
    for name in ("anna", "lis", "bo", "mette", "ole"):
        client = client_of(office.cast[name])
        assert [client.get(address).status_code for address in (NEW, OWN, f"{OWN}slet/")] == [404] * 3
        assert "Eget mål" in opened(client, OVERVIEW).text
