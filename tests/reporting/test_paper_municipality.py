"""The paper of a municipality: what its page says, for its council and for nobody else's eyes."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from goals.series import Basis
from jobcentres.access import MINISTRY, OUTSIDER
from jobcentres.clock import standing_at
from jobcentres.models import Area
from reporting import papers
from reporting.area_page import content
from tests.builders import make_figure, make_own_goal
from tests.cast import Cast
from tests.reporting.municipality_world import World, make_remark, make_world
from tests.reporting.papers import (
    NOON,
    alternatives_of,
    book_of,
    choice_of,
    pages_of,
    paper_of,
    squeezed,
    text_of,
)

MOST_BYTES = 2_000_000
PRELIMINARY = choice_of(basis=Basis.PRELIMINARY)


@pytest.fixture
def world(cast: Cast) -> World:
    with standing_at(NOON - timedelta(hours=1)):
        return make_world(cast.places)


def row_of(*parts: str) -> str:
    return squeezed("".join(parts))


def test_soroes_numbers_stand_in_its_paper(world: World) -> None:
    text = text_of(paper_of(world.places.soroe, MINISTRY, PRELIMINARY).parts)

    assert row_of("Opfølgning på beskæftigelsesindsatsen i Sorø Kommune") in text
    assert row_of("Jobcenter Sorø · Beskæftigelsesregion Hovedstaden & Sjælland") in text
    assert (
        row_of("2 Førtidspension 34* jun. 2013–maj 2014 72 −38 −52,8 pct. højst 38 højst 52 ● på sporet")
        in text
    )
    assert row_of("3 Langtidsledige 143 apr. 2014 168 −25 −14,9 pct. højst 128") in text
    assert row_of("4 Samarbejdsgrad 37,0 pct. 2013 39,5 pct. −2,5 procentpoint · · · intet måltal") in text
    assert row_of("Mangler: Langtidsledige, feb. 2014 (frist 10. apr.) · måltal for ministermål 4") in text


def test_all_that_the_page_says_stands_in_the_paper(world: World) -> None:
    area = world.places.soroe
    book = book_of(PRELIMINARY, MINISTRY, area)
    shown = content(book, area)
    text = text_of(papers.municipality_paper(book, area).parts)

    overview = shown["overview"]
    said = [overview.paragraph.text, *overview.lines.awaited]
    for section in shown["sections"]:
        said += [section.goal.heading, section.conclusion, section.rule, *section.facts, *section.outlook]
        said += [section.remark, section.source, section.next_update]
        if section.comparison:
            rows = section.comparison.rows
            said += [part for row in rows for part in (row.name, row.value, row.change, *row.notes)]
            said.append(section.comparison.standing)
    assert [one for one in said if squeezed(one) not in text] == []


def test_figures_say_their_sentence_to_those_who_do_not_see_them(world: World) -> None:
    found = alternatives_of(paper_of(world.places.soroe, MINISTRY, PRELIMINARY).parts)

    assert (
        "Førtidspension, Sorø Kommune. Faldet fra 72 til 34 personer på et år, 18 under pejlemærket for maj."
        in found
    )


def test_small_numbers_are_hidden_from_readers_outside(world: World) -> None:
    outside = text_of(paper_of(world.places.fanoe, OUTSIDER).parts)
    inside = text_of(paper_of(world.places.fanoe, MINISTRY).parts)

    assert row_of("2 Førtidspension .. jun. 2013–maj 2014 9 .. · ·") in outside
    assert "Lukket" not in outside
    assert row_of("2 Førtidspension 3 jun. 2013–maj 2014 9 −6") in inside
    assert squeezed("Lukket: foreløbige tal eller tal om få personer.") in inside


def test_signs_are_explained_where_they_are_used(world: World) -> None:
    soroe = text_of(paper_of(world.places.soroe, OUTSIDER, choice_of("2014-01")).parts)
    fanoe = text_of(paper_of(world.places.fanoe, OUTSIDER).parts)

    explained = squeezed(".. vises ikke af diskretionshensyn:")
    assert explained not in soroe
    assert explained in fanoe


def test_preliminary_figures_are_marked_and_close_the_paper(world: World) -> None:
    released = text_of(paper_of(world.places.soroe, OUTSIDER, PRELIMINARY).parts)
    preliminary = paper_of(world.places.soroe, MINISTRY, PRELIMINARY)

    assert "34*" not in released
    assert squeezed("Lukket: foreløbige tal") in text_of(preliminary.parts)
    assert preliminary.name == "Maaltal 2014-05 Sorø Kommune foreløbige tal kendt 2014-06-12.pdf"


def test_the_same_moment_gives_the_same_bytes_whatever_happens_later(world: World) -> None:
    soroe = world.places.soroe
    before = paper_of(soroe)

    with standing_at(NOON + timedelta(minutes=5)):
        make_figure(soroe, world.pensions, "2014-04", 99)
        make_figure(world.places.esbjerg, world.pensions, "2014-04", 1)
        after = paper_of(soroe)

    assert after == before


def test_a_book_of_all_gives_the_same_paper_as_a_book_of_one(world: World) -> None:
    soroe = world.places.soroe
    book = book_of(choice_of())

    papers.municipality_paper(book, book.places.of_code(world.places.esbjerg.code))

    assert papers.municipality_paper(book, soroe) == paper_of(soroe)


def test_a_paper_is_short_light_and_names_nobody(world: World, cast: Cast) -> None:
    made = paper_of(world.places.soroe)

    document = PdfReader(BytesIO(made.parts))
    assert len(document.pages) <= 4
    assert len(made.parts) < MOST_BYTES
    assert document.metadata is not None
    assert document.metadata.title == "Opfølgning på beskæftigelsesindsatsen i Sorø Kommune"
    assert document.metadata.author == "Måltal"
    assert cast.anna.name not in text_of(made.parts)


def test_made_up_figures_are_marked_on_every_page(world: World) -> None:
    pages = pages_of(paper_of(world.places.soroe).parts)

    assert all(squeezed("Tallene er opdigtede.") in page for page in pages)
    assert all(squeezed("Tallene, som de var kendt 12. juni 2014 kl. 12.00.") in page for page in pages)
    assert all(squeezed("Data til og med maj 2014") in page for page in pages)


def test_a_comment_of_anything_stands_as_it_was_written(world: World) -> None:
    comment = "#panic() $x$ *fed* <b> \\ " + "bemærket " * 210
    make_remark(world.places, world.unemployed, comment)

    with standing_at(NOON):
        choice = choice_of(known_on=None, basis=Basis.PRELIMINARY)
        made = paper_of(world.places.soroe, MINISTRY, choice)

    assert squeezed('"#panic() $x$ *fed* <b> \\ bemærket') in text_of(made.parts)
    assert text_of(made.parts).count("bemærket") == 210
    assert len(pages_of(made.parts)) <= 4


def test_a_municipality_without_anything_has_a_paper_that_says_so(world: World) -> None:
    aalborg = Area.objects.get(pk=world.places.aalborg.pk)

    text = text_of(paper_of(aalborg, choice=choice_of("2013-01", known_on=NOON - timedelta(days=900))).parts)

    assert squeezed("Der er ingen tal og ingen måltal her endnu") in text
    assert squeezed("side 1 af 1") in text


def test_a_goal_of_its_own_has_its_part(world: World) -> None:
    own = make_own_goal(world.places.soroe)
    make_figure(world.places.soroe, own.indicator, "2014-05", 44)

    made = paper_of(world.places.soroe, choice=choice_of(known_on=NOON + timedelta(days=1)))

    assert squeezed("Kommunens egne mål 5 Praktikpladser 44") in text_of(made.parts)
    assert squeezed("Eget mål 5 · Praktikpladser") in text_of(made.parts)
