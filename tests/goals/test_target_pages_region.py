"""A region's table of targets: who sees what, sums against the contract, what is late, order and files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goals.models import GoalYear, YearDate
from jobcentres.models import AccessLogEntry, Area
from tests.builders import make_area, make_figure, make_jobcentre, make_target
from tests.cast import ClientOf
from tests.goals.entry_page import Office, opened
from tests.goals.target_desk import DRAFT, in_hearing, read, take

HS = "/maaltal/2014/HS/"


@pytest.fixture
def slagelse(office: Office) -> Area:
    area = make_area("0330", "Slagelse", parent=office.cast.places.hs)
    make_jobcentre("Slagelse", office.cast.places.hs, area)
    return area


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


@pytest.fixture
def ole(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.ole)


def date_of(kind: str, day: date) -> None:
    year = GoalYear.objects.get(year=2014)
    YearDate.objects.create(goal_year=year, kind=kind, name=kind, first_day=day)


def rows(client: Client, kind: str = "csv") -> list[dict[str, str]]:
    answer: Any = client.post(HS, {"format": kind})
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if kind == "csv-dk" else ","))


def test_counts_are_added_up_against_the_contract(office: Office, slagelse: Area, ole: Client) -> None:
    make_target(office.cast.places.hs, office.pensions, 100)
    make_target(office.cast.places.soroe, office.pensions, 38)
    assert "38 1 af 2; Slagelse mangler højst 100 kan først opgøres, når alle har måltal" in read(ole, HS)

    make_target(slagelse, office.pensions, 70)

    assert "108 2 af 2 højst 100 8 for mange" in read(ole, HS)


def test_a_proposal_counts_beside_the_sum_where_it_may_be_seen(
    office: Office, slagelse: Area, mads: Client, bo: Client, ole: Client
) -> None:
    make_target(office.cast.places.hs, office.pensions, 100)
    make_target(slagelse, office.pensions, 70)
    take(mads, "draft", **DRAFT)

    assert "70 110 med forslagene (2 af 2) 1 af 2; Sorø mangler" in read(bo, HS)
    assert "med forslagene" not in read(ole, HS)
    assert "højst 40" not in read(ole, HS)


def test_percentages_are_weighed_with_the_denominators_of_the_year_before(
    office: Office, slagelse: Area, ole: Client
) -> None:
    make_target(office.cast.places.hs, office.education, 27)
    for area, target, whole in ((office.cast.places.soroe, 20, 100), (slagelse, 30, 300)):
        make_target(area, office.education, target)
        make_figure(area, office.education, "2013-12", parts=(10, whole))

    assert "27,5 pct. 2 af 2 mindst 27,0 pct. når kontrakten, vægtet med nævnerne for dec. 2013" in read(
        ole, HS
    )


def test_what_is_late_is_told_for_each_target(office: Office, client_of: ClientOf, bo: Client) -> None:
    date_of("hearing", date(2013, 9, 13))
    assert "4 er forsinkede." in read(bo, HS)
    assert "! forsinket: høring ikke slut" in read(bo, HS)

    date_of("adoption", date(2013, 12, 31))
    make_target(office.cast.places.soroe, office.pensions, 38)

    assert "! forsinket: ikke vedtaget" in read(bo, HS)
    assert "1 af 4 måltal er vedtaget. 3 er forsinkede." in read(bo, HS)
    assert "Høringen slutter 13. sep. 2013. Måltal vedtages senest 31. dec. 2013." in read(bo, HS)


def test_the_officer_sees_whose_answer_is_awaited(office: Office, client_of: ClientOf, bo: Client) -> None:
    in_hearing(office, client_of)

    assert "højst 40, Sorø −53,5 pct. … i høring · Jeres tur" in read(bo, HS)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["Slagelse", "Sorø"]),
        ("?sorter=-navn", ["Sorø", "Slagelse"]),
        ("?sorter=-vedtaget", ["Sorø", "Slagelse"]),
        ("?sorter=foertidspension", ["Sorø", "Slagelse"]),
        ("?sorter=-foertidspension", ["Slagelse", "Sorø"]),
        ("?sorter=uddannelsesgrad", ["Slagelse", "Sorø"]),
    ],
)
def test_the_table_stands_in_the_order_of_one_column(
    office: Office, slagelse: Area, ole: Client, order: str, names: list[str]
) -> None:
    soroe = office.cast.places.soroe
    make_target(soroe, office.pensions, 38, baseline=86, baseline_month="2012-12")
    make_target(slagelse, office.pensions, 80, baseline=86, baseline_month="2012-12")
    make_target(soroe, office.unemployed, 90)
    make_target(soroe, office.cooperation, 35)
    make_target(slagelse, office.education, 20)

    html = opened(ole, HS + order).html

    found = sorted(names, key=lambda name: html.index(f">{name}</a></th>"))
    assert found == names
    assert html.count("aria-sort=") == 1


def test_both_files_say_what_the_page_says(office: Office, client_of: ClientOf, bo: Client) -> None:
    in_hearing(office, client_of)
    make_target(office.cast.places.soroe, office.education, 24)

    machine, danish = rows(bo), rows(bo, "csv-dk")

    education, pensions = machine[0], machine[1]
    assert (education["target"], education["state"], danish[0]["target"]) == ("24", "adopted", "24,0")
    assert (pensions["target"], pensions["proposal"], pensions["proposal_baseline"]) == ("", "40", "86")
    assert (pensions["implied_change_pct"], danish[1]["implied_change_pct"]) == ("-53.488372", "-53,5")
    assert [row["area"] for row in machine] == ["0340"] * 4


def test_files_keep_drafts_from_outsiders(mads: Client, ole: Client, bo: Client) -> None:
    take(mads, "draft", **DRAFT)

    assert (rows(bo)[1]["proposal"], rows(bo)[1]["state"]) == ("40", "draft")
    assert (rows(ole)[1]["proposal"], rows(ole)[1]["state"]) == ("", "none")


def test_there_is_no_other_order(ole: Client) -> None:
    assert ole.get(HS + "?sorter=findes-ikke").status_code == 404


@pytest.mark.parametrize("sent", [{"format": "xlsx"}, {"key": "x"}])
def test_there_is_no_other_file(ole: Client, sent: dict[str, str]) -> None:
    assert ole.post(HS, sent).status_code == 404


def test_who_fetched_the_table_stands_in_the_log(ole: Client) -> None:
    found = rows(ole)

    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.rows, entry.is_complete) == ("maaltal/2014/HS/csv", len(found), True)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("mads", "/maaltal/2014/0340/"),
        ("vibe", "/maaltal/2014/0561/"),
        ("lis", "/maaltal/2014/0340/"),
        ("bo", HS),
        ("rikke", HS),
    ],
)
def test_the_menu_leads_to_the_own_place(
    office: Office, client_of: ClientOf, name: str, address: str
) -> None:
    client = client_of(office.cast[name])

    assert client.get("/maaltal/2014/").headers["Location"] == address
    assert client.get("/maaltal/", follow=True).redirect_chain[-1][0] == address
    assert 'href="/maaltal/"' in opened(client, "/adgangskode/").html


def test_who_has_no_place_chooses_a_region(office: Office, client_of: ClientOf) -> None:
    page = opened(client_of(office.cast.mette), "/maaltal/2014/")

    assert 'href="/maaltal/2014/HS/"' in page.html
    assert "Beskæftigelsesregion Nordjylland" in page.text


def test_the_table_takes_as_many_queries_for_many_municipalities(
    office: Office,
    client_of: ClientOf,
    bo: Client,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    in_hearing(office, client_of)
    for number in range(12):
        area = make_area(f"8{number:03}", f"Nyby {number}", parent=office.cast.places.hs)
        make_target(area, office.pensions, 40 + number, baseline_month="2012-12")

    with django_assert_max_num_queries(12):
        assert bo.get(HS).status_code == 200


def test_what_binds_stands_beside_a_proposal_and_is_not_late(
    office: Office, client_of: ClientOf, mads: Client, bo: Client
) -> None:
    date_of("adoption", date(2013, 12, 31))
    make_target(office.cast.places.soroe, office.pensions, 38)
    take(client_of(office.cast.mette), "reopen", text="Ny budgetaftale")
    in_hearing(office, client_of)

    page = read(bo, HS)

    assert "højst 40, Sorø −53,5 pct. højst 38 gælder indtil da … i høring" in page
    assert "3 er forsinkede." in page
