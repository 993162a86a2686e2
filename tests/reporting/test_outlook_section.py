"""Where December ends if nothing changes, in words and as a band; never a status."""

from __future__ import annotations

import pytest

from goals.months import Month
from goals.outlook import as_seen_by, outlook_of
from goals.progress import Line, progress_of
from jobcentres.models import Area
from reporting.trends import Picture, picture_of
from reporting.wording import outlook_sentences
from tests.builders import make_cluster, make_figure
from tests.cast import Cast, ClientOf
from tests.goals.outlook_builders import series
from tests.goals.progress_builders import MINISTRY, OUTSIDER, PENSION, ReaderOf, month, promise
from tests.reporting.municipality_world import World, make_world
from tests.reporting.test_municipality import SOROE, drawn_in, queries, text_of

FALLING = [90 - step for step in range(29)]
"""January 2012 to May 2014."""
TO_APRIL = FALLING[:-1]


@pytest.fixture
def world(cast: Cast) -> World:
    """Sorø and two others of its cluster have unemployed since January 2012."""
    world = make_world(cast.places)
    for area in (world.places.soroe, world.places.esbjerg, world.places.aalborg):
        add_past(area, world, TO_APRIL)
    make_cluster("Klynge 5", world.places.soroe, world.places.esbjerg, indicator_code=world.unemployed.code)
    return world


def add_past(area: Area, world: World, numbers: list[int]) -> None:
    for place, number in enumerate(numbers):
        make_figure(area, world.unemployed, str(Month(2012, 1).plus(place)), number)


def drawn(line: Line, reader: ReaderOf = MINISTRY, as_of: str = "2014-05") -> Picture:
    outlook = as_seen_by(reader, outlook_of(line, 2014, month(as_of)), line)
    result = progress_of(line, promise(38, "2012-12", 79), 2014, month(as_of))
    picture = picture_of(line, result, reader, [], outlook=outlook)
    assert picture is not None
    return picture


def test_the_page_says_where_december_ends_and_how_the_method_did(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.anna))

    assert (
        "Fremskrivning Fortsætter udviklingen, ender december 2014 på 62 personer, mellem 54 og 69." in page
    )
    assert "De seneste måneders udvikling fortsætter og aftager, med årstidens udsving" in page
    assert (
        "Metoden ramte inden for ±11 pct. i 2 af 2 kommuner sidste år (klyngen for langtidsledige)." in page
    )
    assert "Det er et skøn, ikke en vurdering af målet." in page


def test_without_a_cluster_it_says_how_it_did_here(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.ole), "/kommuner/0851/")

    assert "Prøvet på kommunens egne tal ramte den typisk" in page
    assert "personer ved siden af (" in page


def test_why_there_is_none_is_said(world: World, cast: Cast, client_of: ClientOf) -> None:
    page, early = text_of(client_of(cast.anna)), text_of(client_of(cast.anna), f"{SOROE}?maaned=2014-02")

    assert "Fremskrivning Ingen fremskrivning: Der er ét tal om året." in page
    assert "Fremskrivning For tidligt at sige." in early


def test_a_year_that_is_over_has_none(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.anna), f"{SOROE}?aar=2013&maaned=2013-12")

    assert "Fortsætter udviklingen" not in page
    assert "Tallet for december er kommet" not in page


def test_preliminary_figures_are_carried_on_only_for_those_who_see_them(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_figure(world.places.soroe, world.unemployed, "2014-05", 30, approved=False)

    inside, outside = text_of(client_of(cast.anna)), text_of(client_of(cast.ole))

    assert "Den bygger også på foreløbige tal." in inside
    assert "Den bygger også på foreløbige tal." not in outside


def test_a_small_count_in_the_past_hides_the_outlook_from_readers_outside(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_figure(world.places.soroe, world.unemployed, "2012-07", 3)

    inside, outside = client_of(cast.anna), client_of(cast.ole)

    assert "Fortsætter udviklingen" in text_of(inside)
    assert "Fremskrivning Vises ikke af diskretionshensyn." in text_of(outside)
    assert not any("fremskrivning" in text for text in drawn_in(outside.get(SOROE).text, "figure-3").texts)


def test_a_larger_cluster_needs_no_more_queries(world: World, cast: Cast, client_of: ClientOf) -> None:
    few = queries(client_of(cast.anna))

    add_past(world.places.fanoe, world, TO_APRIL)

    assert queries(client_of(cast.anna)) == few <= 12


def test_the_band_widens_from_the_latest_value_to_december() -> None:
    picture = drawn(series(PENSION, FALLING))

    band = picture.trend.band
    assert band is not None and band.end.y is not None
    assert (band.start.x, band.start.y, band.end.x) == ("2014-05-01", 62.0, "2014-12-01")
    assert 50 < band.lower <= band.end.y < 62 < band.upper
    [entry] = [entry for entry in picture.key if entry.kind == "outlook"]
    assert entry.text.startswith("fremskrivning til dec. 2014: ")


def test_no_band_where_the_latest_value_is_hidden_or_it_is_too_early() -> None:
    hidden, early = drawn(series(PENSION, [*FALLING[:-1], 3]), OUTSIDER), drawn(series(PENSION, FALLING[:26]))

    assert hidden.trend.band is None
    assert early.trend.band is None
    assert "outlook" not in [entry.kind for entry in [*hidden.key, *early.key]]


def test_no_sentence_gives_a_verdict() -> None:
    line = series(PENSION, FALLING)

    said = " ".join(outlook_sentences(outlook_of(line, 2014, month("2014-05")), None, ""))

    assert not any(word in said for word in ("sporet", "bagud", "nået", "forventet"))
