"""The paper of the whole country: totals, regions, maps, and every municipality."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from jobcentres.access import MINISTRY, OUTSIDER
from jobcentres.clock import standing_at
from reporting import papers
from reporting.group_page import group_overview
from reporting.papers import Paper
from reporting.summaries import Choice, load
from tests.builders import make_figure
from tests.cast import Cast
from tests.reporting.municipality_world import World, make_world
from tests.reporting.papers import NOON, alternatives_of, book_of, choice_of, squeezed, text_of


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    """Everybody has released the pension figure of May; Fanø has three, too few for readers outside."""
    with standing_at(NOON - timedelta(hours=1)):
        made = make_world(cast.places)
        make_figure(cast.places.soroe, made.pensions, "2014-05", 34)
    with standing_at(NOON):
        yield made


def country_paper(choice: Choice | None = None) -> Paper:
    return papers.country_paper(load(choice or choice_of(), OUTSIDER, **papers.needs("country")))


def test_the_country_s_numbers_are_those_of_its_page(world: World) -> None:
    book = load(choice_of(), OUTSIDER, **papers.needs("country"))
    rows = group_overview(book, book.places.country).rows

    text = text_of(papers.country_paper(book).parts)

    said = [part for row in rows for part in (row.status.latest, row.status.change, row.standings.brief)]
    assert [one for one in said if squeezed(one) not in text] == []
    assert squeezed("Opfølgning på beskæftigelsesindsatsen, Hele landet") in text
    assert squeezed("Kræver opmærksomhed") in text


def test_all_municipalities_are_in_it_as_readers_outside_see_them(world: World) -> None:
    text = text_of(country_paper().parts)

    before, _heading, listed = text.partition(squeezed("Alle kommuner"))
    assert all(squeezed("Tegn: ● på sporet") in part for part in (before, listed))
    assert all(area.name in listed for area in (world.places.soroe, world.places.fanoe))
    fanoe = listed.partition("Fanø")[2]
    assert ".." in fanoe[:30]
    assert "Lukket" not in text


def test_its_charts_have_their_sentences(world: World) -> None:
    found = alternatives_of(country_paper().parts)

    assert any(one.startswith("Førtidspension, Hele landet. ") for one in found)
    assert any(one.startswith("Fordelingen af udviklingen i procent. Halvdelen af") for one in found)


def test_it_is_the_same_from_a_book_with_notes_and_after_later_changes(world: World) -> None:
    before = country_paper()

    with standing_at(NOON + timedelta(minutes=5)):
        make_figure(world.places.esbjerg, world.pensions, "2014-05", 1)
        after = country_paper()

    assert after == before
    assert papers.country_paper(book_of(choice_of())) == before


def test_its_metadata_say_country_and_moment(world: World) -> None:
    made = country_paper()

    metadata = PdfReader(BytesIO(made.parts)).metadata
    assert metadata is not None
    assert metadata.title == "Opfølgning på beskæftigelsesindsatsen, Hele landet"
    assert metadata.creation_date == NOON
    assert made.name == "Maaltal 2014-05 Hele landet kendt 2014-06-12.pdf"


def test_whoever_sees_more_has_a_closed_paper(world: World) -> None:
    book = load(choice_of(), MINISTRY, **papers.needs("country"))

    assert squeezed("Lukket: foreløbige tal eller tal om få personer.") in text_of(
        papers.country_paper(book).parts
    )


def test_a_year_without_figures_has_a_paper(world: World) -> None:
    with standing_at(NOON - timedelta(days=900)):
        made = country_paper(choice_of("2013-01", known_on=NOON - timedelta(days=900)))

    assert squeezed("side 1 af") in text_of(made.parts)
