"""The ambition gauge on the page of a dialogue: from the figures that a reader may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jobcentres.models import Area, Cluster, ClusterMember, ClusterScheme
from tests.builders import make_area, make_figure, make_target
from tests.cast import ClientOf
from tests.goals.entry_page import Office, opened
from tests.goals.target_desk import DRAFT, TARGET, read, take


@pytest.fixture
def ole(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.ole)


@pytest.fixture
def peers(office: Office) -> list[Area]:
    """Three others of Sorø's cluster, with what they had and what they have adopted."""
    scheme = ClusterScheme.objects.create(name="Klynger", valid_from="2012-01-01")
    cluster = Cluster.objects.create(scheme=scheme, name="Klynge 3")
    nj = office.cast.places.nj
    areas = [
        make_area(f"08{n}0", name, parent=nj)
        for n, name in enumerate(["Rebild", "Jammerbugt", "Vesthimmerland"])
    ]
    for area in (office.cast.places.soroe, *areas):
        ClusterMember.objects.create(scheme=scheme, cluster=cluster, municipality=area)
    for number, area in enumerate(areas):
        make_figure(area, office.pensions, "2012-12", 100)
        make_figure(area, office.pensions, "2013-12", 80 + 10 * number)
        make_target(area, office.pensions, 76 + 10 * number)
    return areas


@pytest.fixture
def soroe(office: Office) -> Area:
    area = office.cast.places.soroe
    make_figure(area, office.pensions, "2012-12", 86)
    make_figure(area, office.pensions, "2013-12", 50)
    return area


def test_a_proposal_is_held_against_the_cluster_last_year_and_the_contract(
    office: Office, mads: Client, soroe: Area, peers: list[Area]
) -> None:
    """From 50 in December 2013: 35 is −30 per cent. The others had −20, −10 and 0, and have promised −5.0,
    −4.4 and −4.0; Sorø had −41.9; the region, of Sorø alone, has promised 40: −20."""
    make_target(office.cast.places.hs, office.pensions, 40)
    page = take(mads, "draft", **(DRAFT | {"value": "35"})).text

    assert "Forslaget kræver den bedste udvikling i klyngen." in page
    assert "Ingen anden i klyngen har vedtaget et så ambitiøst måltal." in page
    assert "Det kræver mindre, end der blev nået sidste år." in page
    assert "Det er mere, end kontrakten kræver af regionen." in page
    assert "Ændringer regnes fra dec. 2013 (50) til december i målåret. Klyngen: Klynge 3." in page
    assert "Forslaget −30,0 pct. 35" in page
    assert "Egen ændring året før −41,9 pct." in page
    assert "Klyngens seneste 12 måneder (3 kommuner) fra −20,0 pct. til 0,0 pct., midt −10,0 pct." in page
    assert "Det, regionens kontrakt kræver −20,0 pct." in page


def test_the_strip_shows_each_change_once_and_has_its_text(
    mads: Client, soroe: Area, peers: list[Area]
) -> None:
    html = take(mads, "draft", **DRAFT).html

    strip = html[html.index("<svg viewBox") : html.index("</svg>", html.index("<svg viewBox"))]
    assert strip.count('class="gauge-dot"') == 6
    assert strip.count('class="gauge-own"') == 1
    assert "Forslaget: −20,0 pct." in strip
    assert "style=" not in strip


def test_the_trend_says_why_there_is_none(mads: Client, soroe: Area) -> None:
    assert "Tendensen alene" in read(mads)
    assert "Ingen fremskrivning" in read(mads) or "For tidligt at sige" in read(mads)


def test_the_trend_has_its_band_once_there_are_figures_enough(
    office: Office, mads: Client, client_of: ClientOf
) -> None:
    for year in (2012, 2013, 2014):
        for month in range(1, 13 if year < 2014 else 5):
            make_figure(office.cast.places.soroe, office.pensions, f"{year}-{month:02}", 100)

    page = take(mads, "draft", **(DRAFT | {"value": "100", "baseline_value": "100"})).text

    assert "Det er omtrent det, tendensen alene ville give." in page
    assert "Forslaget svarer til, at intet ændres." in page
    assert "100 (100 til 100)" in page


def test_a_municipality_without_figures_has_no_ground_yet(mads: Client) -> None:
    page = opened(mads, TARGET)

    assert "Der er endnu intet tal, som forslaget kan holdes op mod." in page.text
    assert "<svg viewBox" not in page.html


def test_small_counts_are_not_given_back_to_outsiders(office: Office, mads: Client, ole: Client) -> None:
    soroe = office.cast.places.soroe
    make_figure(soroe, office.pensions, "2012-12", 20)
    make_figure(soroe, office.pensions, "2013-12", 4)
    make_target(soroe, office.pensions, 3)

    assert "Ændringer regnes fra dec. 2013 (4)" in read(mads)
    outside = read(ole)
    assert "(4)" not in outside
    assert "−80,0 pct." not in outside
    assert "Der er endnu intet tal" in outside


def test_a_draft_of_another_municipality_is_never_compared(
    office: Office, mads: Client, soroe: Area, peers: list[Area]
) -> None:
    make_target(peers[0], office.pensions, 1, kind="draft")

    assert "Klyngens vedtagne måltal (3 kommuner) fra −5,0 pct. til −4,0 pct." in read(mads)


def test_the_gauge_stays_within_the_queries_of_a_page(
    office: Office,
    mads: Client,
    soroe: Area,
    peers: list[Area],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    make_target(office.cast.places.hs, office.pensions, 40)
    take(mads, "draft", **DRAFT)

    with django_assert_max_num_queries(12):
        mads.get(TARGET)
