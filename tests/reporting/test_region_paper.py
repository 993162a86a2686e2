"""The quarterly report of a region: what its page shows, for its council."""

from __future__ import annotations

import pytest

from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.clock import standing_at
from jobcentres.models import Area
from reporting import papers
from reporting.group_page import group_overview, group_sections
from reporting.local_targets import local_targets
from reporting.missing import reported_in
from reporting.summaries import Book
from tests.builders import make_figure, make_target
from tests.cast import Cast
from tests.reporting.decks import book_of
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World, make_world
from tests.reporting.pdfs import has, read, text_of


@pytest.fixture
def world(cast: Cast) -> World:
    with standing_at(june(2)):
        return make_world(cast)


def paper_of(book: Book) -> bytes:
    return papers.region_paper(book, book.places.of_code("HS")).parts


def book_for(reader: Reader = MINISTRY) -> Book:
    return book_of("HS", reader, june(12))


def test_it_begins_with_the_contract_and_ends_with_what_the_figures_are(world: World) -> None:
    world.companies.definitions.create(text="Virksomheder med samarbejde.", valid_from="2012-01-01")
    book = book_for()

    text = text_of(paper_of(book))

    overview = group_overview(book, book.places.of_code("HS"))
    for row in overview.rows:
        assert has(text, row.status.latest) and has(text, row.status.status.word)
        assert has(text, row.standings.brief)
    assert has(text, overview.told)
    assert has(text, "Tegn: ● på sporet")
    assert text.index("Kontraktens") < text.index("Kræver opmærksomhed") < text.index("Alle kommuner")
    assert has(text, "Virksomheder med samarbejde.")


def test_each_goal_has_its_conclusion_and_its_municipalities_in_order(world: World) -> None:
    book = book_for()
    region = book.places.of_code("HS")

    text = text_of(paper_of(book))

    for section in group_sections(book, region, reported_in(book, region).updated):
        assert has(text, section.conclusion)
    assert "Kommunerne: Førtidspension" in text
    part = text[text.index("Kommunerne: Førtidspension") :]
    assert part.index("Sorø") < part.index("Lejre")
    assert world.lejre.name == "Lejre"


def test_a_name_too_long_to_be_read_beside_its_dot_is_cut_there_alone(world: World) -> None:
    long = "Nordsjællandske Kystkommuners Fællesforvaltning ved Isefjord"
    Area.objects.filter(pk=world.lejre.pk).update(name=long)

    text = text_of(paper_of(book_for()))

    assert has(text, "Nordsjællandske Kystkomm…")
    assert has(text.partition("Alle kommuner")[2], long)


def test_who_is_behind_and_who_is_missing_are_named(world: World) -> None:
    text = text_of(paper_of(book_for()))

    assert has(text, "Førtidspension, 1 bagud: Lejre")
    assert has(text, "Ærø")
    assert has(text, "! Førtidspension, maj 2014 (frist")
    assert world.aarre.name in text


def test_the_local_targets_stand_beside_the_contract(world: World) -> None:
    with standing_at(june(3)):
        make_target(world.cast.places.hs, world.pensions, 90, baseline=200, baseline_month="2012-12")
    book = book_for()

    text = text_of(paper_of(book))

    [row] = local_targets(book, book.places.of_code("HS")).rows
    assert has(text, row.total) and has(text, row.contract) and has(text, row.verdict)


def test_a_small_number_is_only_in_the_paper_of_those_who_may_see_it(world: World) -> None:
    inside, outside = text_of(paper_of(book_for())), text_of(paper_of(book_for(OUTSIDER)))

    assert "Ikke for andre end jobcentret" in inside
    assert "Ikke for andre end jobcentret" not in outside
    assert has(outside, "Vises ikke af diskretionshensyn (..): Ærø")
    assert world.aero.name == "Ærø"


def test_it_is_the_same_bytes_whatever_happened_since(cast: Cast) -> None:
    world = make_history(cast)
    before = paper_of(book_of("HS", known_on=june(7)))

    make_figure(cast.places.soroe, world.pensions, "2014-04", 55)
    make_target(world.lejre, world.pensions, 70, baseline=120, baseline_month="2012-12")

    assert paper_of(book_of("HS", known_on=june(7))) == before
    assert len(before) < 2_000_000
    assert read(before).root_object["/MarkInfo"]["/Marked"]
