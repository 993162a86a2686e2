"""One goal in the whole country: dots in order, how they are spread, who moved most, and who is left out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from goals.models import Goal
from goals.months import Month
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from reporting.dots import change_dots, level_dots
from reporting.movers import movers_of
from reporting.nationwide import Nationwide, nationwide
from reporting.nationwide_words import change_conclusion
from reporting.strip import strip_of
from reporting.summaries import Choice, load
from tests.builders import make_area, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import World, make_world
from tests.reporting.test_municipality import queries, text_of

PENSIONS, COMPANIES = "/landet/1/", "/landet/2/"


@pytest.fixture
def world(cast: Cast) -> World:
    """April 2014: Lejre 100 → 90, Sorø 72 → 34, Ærø 6 → 4, Aalborg 40 → 44, Esbjerg 30 → 30; Aarre and Fanø
    have no figure."""
    made = make_world(cast)
    for area, before, now in ((cast.places.aalborg, 40, 44), (cast.places.esbjerg, 30, 30)):
        make_figure(area, made.pensions, "2013-04", before)
        make_figure(area, made.pensions, "2014-04", now)
    return made


@pytest.fixture
def complete(world: World) -> World:
    """Also Aarre 20 → 10 and Fanø 50 → 20, so that there are totals."""
    for area, before, now in ((world.aarre, 20, 10), (world.cast.places.fanoe, 50, 20)):
        make_figure(area, world.pensions, "2013-04", before)
        make_figure(area, world.pensions, "2014-04", now)
    return world


def found(reader: Reader = MINISTRY, number: int = 1, own: tuple[int, ...] = ()) -> Nationwide:
    book = load(Choice.of(2014, as_of=Month(2014, 4)), reader)
    result = nationwide(book, book.goals[number - 1], own)
    assert result
    return result


def rows(page: str, number: int) -> list[str]:
    """The texts of the rows of the page's figures."""
    lists = re.findall(r'<ol class="dots.*?</ol>', page, re.S)
    items = re.findall(r"<li.*?</li>", lists[number], re.S)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", item)).split()) for item in items]


def test_counts_stand_highest_first_with_their_values(world: World) -> None:
    dots = level_dots(found()).dots

    assert [(dot.name, dot.text) for dot in dots] == [
        *(
            ("Lejre", "90"),
            ("Aalborg", "44"),
            ("Median", "34"),
            ("Sorø", "34"),
            ("Esbjerg", "30"),
            ("Ærø", "4"),
        ),
    ]
    places = [float(dot.x[:-1]) for dot in dots]
    assert places == sorted(places, reverse=True)
    assert all(0 < place < 100 for place in places)


def test_changes_of_counts_stand_best_first_with_their_rank_and_totals(complete: World) -> None:
    dots = change_dots(found()).dots

    assert [(dot.rank, dot.name, dot.text) for dot in dots if dot.kind == "other"] == [
        *(("1", "Fanø", "−60,0 pct."), ("2", "Sorø", "−52,8 pct."), ("3", "Aarre", "−50,0 pct.")),
        *(("4", "Lejre", "−10,0 pct."), ("5", "Esbjerg", "0,0 pct."), ("6", "Aalborg", "+10,0 pct.")),
    ]
    assert [(dot.name, dot.text) for dot in dots if dot.kind == "group"] == [
        *(
            ("Syddanmark", "−37,5 pct."),
            ("Hovedstaden & Sjælland", "−30,3 pct."),
            ("Hele landet", "−27,0 pct."),
        ),
        ("Nordjylland", "+10,0 pct."),
    ]


def test_shares_stand_best_first_beside_the_totals_of_country_and_regions(world: World) -> None:
    for area, part in ((world.cast.places.soroe, 30), (world.lejre, 50), (world.aero, 10)):
        make_figure(area, world.companies, "2013-12", parts=(part, 100))

    dots = level_dots(found(number=2)).dots

    assert [(dot.rank, dot.name, dot.text) for dot in dots if dot.kind != "median"] == [
        *(("1", "Lejre", "50,0 pct."), ("", "Hovedstaden & Sjælland", "33,1 pct.")),
        *(("2", "Sorø", "30,0 pct."), ("3", "Ærø", "10,0 pct.")),
    ]


def test_a_small_base_is_ranked_in_persons_and_not_in_per_cent(world: World) -> None:
    persons, percent = movers_of(found(), "")
    left_out = dict(change_dots(found()).left_out)

    assert [row.name for row in persons.ranking] == ["Sorø", "Lejre", "Ærø", "Esbjerg", "Aalborg"]
    assert [row.name for row in percent.ranking] == ["Sorø", "Lejre", "Esbjerg", "Aalborg"]
    assert [mover.moved for mover in persons.falls][-1] == "6 → 4 (−2, lille udgangspunkt)"
    assert left_out["Lille udgangspunkt, ikke rangordnet i procent (under 10 året før):"] == "Ærø 6 → 4 (−2)"


def test_who_moved_most_is_told_with_both_figures(world: World) -> None:
    persons, percent = movers_of(found(), "?maaned=2014-04")

    assert persons.falls[0].name == "Sorø"
    assert persons.falls[0].moved == "72 → 34 (−38, −52,8\N{NO-BREAK SPACE}pct.)"
    assert [(one.name, one.moved) for one in percent.rises] == [
        ("Aalborg", "40 → 44 (+4, +10,0\N{NO-BREAK SPACE}pct.)")
    ]
    assert persons.conclusion == "Størst fald: Sorø (−38). Størst stigning: Aalborg (+4)."
    assert percent.falls[0].address == "/kommuner/0340/?maaned=2014-04"


def test_nobody_without_a_figure_is_dropped_silently(world: World) -> None:
    left_out = dict(level_dots(found()).left_out)

    assert left_out == {
        "Intet tal for maj 2013–apr. 2014:": "Fanø, Aarre (til maj 2013: 20)"
    } or left_out == {"Intet tal for apr. 2014:": "Fanø, Aarre (maj 2013: 20)"}


def test_a_small_number_is_nowhere_for_outsiders(world: World) -> None:
    outside = found(OUTSIDER)
    texts = [dot.name for dot in (*level_dots(outside).dots, *change_dots(outside).dots)]
    moved = [row.name for one in movers_of(outside, "") for row in one.ranking]

    assert "Ærø" not in texts + moved
    assert dict(level_dots(outside).left_out)["Vises ikke af diskretionshensyn (..):"] == "Ærø"
    assert dict(change_dots(outside).left_out)["Vises ikke af diskretionshensyn (..):"] == "Ærø"


def test_the_page_shows_an_outsider_no_small_number_either(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.ole).get(f"{PENSIONS}?maaned=2014-04").content.decode()

    assert not any("Ærø" in row for row in (*rows(page, 0), *rows(page, 1)))
    assert re.search(r'>Ærø</a></th><td class="number">\.\.</td>', page)
    assert "Ærø 6" not in page


def test_the_thirds_are_those_of_the_ranks(complete: World) -> None:
    strip = strip_of(found())

    assert strip and [(band.name, band.how_many, band.range) for band in strip.bands] == [
        ("bedste tredjedel", 2, "fra −60,0 pct. til −52,8 pct."),
        ("midterste tredjedel", 2, "fra −50,0 pct. til −10,0 pct."),
        ("sidste tredjedel", 2, "fra 0,0 pct. til +10,0 pct."),
    ]
    assert strip.middle_text == "median −30,0 pct."
    assert len(strip.dots) == 6


def test_the_month_is_that_of_the_country_s_latest_total(complete: World) -> None:
    make_figure(complete.lejre, complete.pensions, "2014-05", 80)
    book = load(Choice.of(2014, as_of=Month(2014, 5)), MINISTRY)

    result = nationwide(book, book.goals[0])

    assert result and result.month == Month(2014, 4)


@pytest.mark.parametrize(
    ("person", "own"),
    [
        ("anna", {"Sorø"}),
        ("rikke", {"Sorø", "Lejre"}),
        ("ole", {"Aalborg"}),
        ("mette", set()),
        ("sys", set()),
    ],
)
def test_the_readers_own_stand_out(world: World, client_of: ClientOf, person: str, own: set[str]) -> None:
    page = client_of(getattr(world.cast, person)).get(f"{PENSIONS}?maaned=2014-04").content.decode()

    marked = re.findall(
        r'dot-row-own">(?:<span class="dot-rank">\d*</span>)?<span class="dot-name">([^<]*)', page
    )

    assert set(marked) == own
    assert ("dit eget område" in page) == bool(own)


def test_a_fall_everywhere_is_said_without_counting_it_twice(cast: Cast) -> None:
    make_world(cast)

    assert change_conclusion(found()) == "I alle 3 kommuner er tallet faldet på et år."


def test_the_page_says_in_words_what_it_draws(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.mette), f"{PENSIONS}?maaned=2014-04")

    assert "Hele landet: førtidspension · Status på ministermålene 2014" in page
    assert "Fra 4 personer i Ærø til 90 i Lejre; medianen er 34." in page
    assert "Af 5 kommuner er tallet på et år faldet i 3, steget i 1 og uændret i 1." in page
    assert "5 af 7 kommuner har et tal for" in page
    assert "Derfor er der endnu intet samlet tal for hele landet." in page


def test_the_table_behind_the_figures_lists_everybody(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get(f"{PENSIONS}?maaned=2014-04").content.decode()
    table = page.split("Tallene bag figurerne")[-1].split("</table>")[0]

    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", table)).split())

    assert "Lejre 90 100 −10 −10,0 pct. 2 Sorø 34 72 −38 −52,8 pct. 1 Ærø 4 6 −2 lille udgangspunkt ·" in text
    assert "Aarre · · · ·" in text


def test_the_choice_is_kept_from_goal_to_goal(world: World, client_of: ClientOf) -> None:
    page = unescape(client_of(world.cast.mette).get(f"{PENSIONS}?maaned=2014-04").content.decode())

    assert '<a href="/landet/2/?maaned=2014-04">2 Samarbejdsgrad</a>' in page
    assert '<a href="/landet/1/?maaned=2014-04" aria-current="true">' in page
    assert f'href="{world.lejre.get_absolute_url()}?maaned=2014-04"' in page


def test_a_goal_without_figures_says_so(world: World, client_of: ClientOf) -> None:
    assert "Ingen kommune har et tal endnu." in text_of(client_of(world.cast.anna), COMPANIES)


def test_an_unknown_goal_is_said_in_words(world: World, client_of: ClientOf) -> None:
    response = client_of(world.cast.mette).get("/landet/7/")

    assert response.status_code == 404
    assert 'Der er intet ministermål "7" i 2014. Vælg et af: 1, 2.' in unescape(response.content.decode())


def test_figures_that_came_in_time_are_counted(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.lis), f"{PENSIONS}?maaned=2014-05")

    told = "0 af 7 tal for maj 2014 er indberettet til tiden (frist 10. juni 2014); 1 for sent, 6 mangler."
    assert told in page
    assert "! Mangler for maj 2014 (frist 10. juni 2014): Esbjerg" in page


def test_an_earlier_moment_of_knowledge_tells_nothing_of_deadlines(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.mette), f"{PENSIONS}?kendt=2014-06-11T08:00")

    assert "tal for maj 2014 er indberettet til tiden" not in page
    assert "(frist 10. juni 2014)" not in page


@pytest.mark.parametrize("address", [PENSIONS, COMPANIES])
def test_more_municipalities_need_no_more_queries(world: World, client_of: ClientOf, address: str) -> None:
    client: Client = client_of(world.cast.mette)
    few = queries(client, address)

    for number in range(8):
        area = make_area(f"91{number:02}", f"By {number}", parent=world.cast.places.hs)
        for month in ("2013-04", "2014-04"):
            make_figure(area, world.pensions, month, 50 + number)

    assert queries(client, address) == few <= 12


def test_no_style_stands_in_the_page(complete: World, client_of: ClientOf) -> None:
    page = client_of(complete.cast.anna).get(PENSIONS).content.decode()

    assert "<svg" in page
    assert " style=" not in page


def test_a_year_without_the_goal_is_said_in_words(world: World, client_of: ClientOf) -> None:
    Goal.objects.filter(number=2).update(number=5)

    assert client_of(world.cast.mette).get(COMPANIES).status_code == 404


def test_every_figure_and_the_total_lead_to_where_they_come_from(
    complete: World, client_of: ClientOf
) -> None:
    client = client_of(complete.cast.ole)
    page = unescape(client.get(f"{PENSIONS}?maaned=2014-04").content.decode())
    query = "?aar=2014&maaned=2014-04&grundlag=frigivet"

    assert f'href="/tal/foertidspension/DK/2014-04/{query}">Hvor kommer tallet fra?</a>' in page
    assert f'href="/tal/foertidspension/0851/2014-04/{query}"' in page
    assert f"/tal/foertidspension/{complete.aero.code}/" not in page


def test_the_country_s_page_leads_to_each_goal(world: World, client_of: ClientOf) -> None:
    page = unescape(client_of(world.cast.anna).get("/landet/?maaned=2014-04").content.decode())

    assert 'href="/landet/1/?maaned=2014-04">' in page
    assert 'href="/landet/2/?maaned=2014-04">' in page


def test_an_unchanged_page_is_not_sent_again(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.anna)
    client.get(PENSIONS)
    tag = client.get(PENSIONS).headers["ETag"]

    assert client.get(PENSIONS, headers={"if-none-match": tag}).status_code == 304
    make_figure(world.lejre, world.pensions, "2014-05", 80)
    assert client.get(PENSIONS, headers={"if-none-match": tag}).status_code == 200
