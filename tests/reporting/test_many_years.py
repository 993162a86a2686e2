"""All figures of more years than the summary reads: a few goals at a time, and yet the same."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.months import Month
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from reporting.exports.extract import FIGURES, RAW, Extract
from reporting.exports.figures import FigureRow
from reporting.exports.files import FORMATS
from reporting.summaries import Choice
from tests.builders import make_area, make_figure, make_target
from tests.cast import Cast
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World

FIRST, EARLIER = Month(2013, 1), Month(2008, 1)


@pytest.fixture
def world(cast: Cast) -> World:
    return make_history(cast)


def extract(first: Month, shape: str = FIGURES, **choice: object) -> Extract:
    return Extract(Choice.of(2014, as_of=Month(2014, 4), **choice), figures_since=first, shape=shape)  # type: ignore[arg-type]


def figures(first: Month, reader: Reader, **choice: object) -> list[FigureRow]:
    rows = extract(first, **choice).read(reader).figures()
    return [row for row in rows if row.month >= FIRST]


@pytest.mark.parametrize("reader", [MINISTRY, OUTSIDER])
@pytest.mark.parametrize("known_on", [None, june(7)])
@pytest.mark.parametrize("figures_at_once", [1, 26_000])
def test_the_figures_are_those_that_are_read_at_once(
    figures_at_once: int,
    known_on: object,
    reader: Reader,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reporting.exports.figures.FIGURES_AT_ONCE", figures_at_once)
    make_figure(world.aero, world.companies, "2012-12", parts=(2, 40))
    make_figure(world.aarre, world.pensions, "2009-05", 3)

    at_once, in_parts = (figures(first, reader, known_on=known_on) for first in (FIRST, EARLIER))

    assert in_parts == at_once
    assert len(at_once) > 50
    assert any(row.hidden for row in at_once) is (reader is OUTSIDER)


def test_a_baseline_from_before_all_figures_stands_there_too(world: World) -> None:
    soroe = world.cast.places.soroe
    make_figure(soroe, world.pensions, "2007-12", 80)
    make_target(soroe, world.pensions, 38, baseline_month="2007-12")

    rows = extract(EARLIER).read(MINISTRY).figures()

    assert [row.value for row in rows if row.area == soroe and row.month == Month(2007, 12)] == [80]


@pytest.mark.parametrize("shape", [FIGURES, RAW])
def test_more_areas_and_months_need_no_more_queries(shape: str, world: World) -> None:
    def queries(first: Month) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert b"".join(FORMATS["csv"].write(extract(first, shape).read(OUTSIDER)))
        return len(asked)

    few = queries(Month(2010, 1))
    for number in range(10):
        area = make_area(f"8{number:03}", f"By {number}", parent=world.cast.places.hs)
        make_figure(area, world.pensions, "2007-03", 20 + number)

    assert queries(Month(2007, 1)) == few <= 14


def test_a_file_counts_its_rows(world: World) -> None:
    extracted = extract(EARLIER).read(MINISTRY)

    lines = b"".join(FORMATS["csv"].write(extracted)).splitlines()

    assert extracted.count.number == len(lines) - 1
