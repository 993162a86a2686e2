"""What belongs to the months of indicators besides figures, in one query."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import Indicator, SeriesBreak
from goals.months import Month
from reporting.yearbook import Remark, SeriesMark, Yearbook
from tests.builders import make_figure, make_indicator
from tests.cast import Places
from tests.reporting.municipality_world import make_deadline, make_remark

APRIL, MAY = Month(2014, 4), Month(2014, 5)


@pytest.fixture
def pensions(places: Places) -> Indicator:
    return make_indicator("foertidspension", window="rolling_12")


def test_breaks_and_reforms_are_told_apart(pensions: Indicator) -> None:
    for year, is_break in ((2013, False), (2014, True)):
        SeriesBreak.objects.create(
            indicator=pensions, month=Month(year, 1), name=f"Reform {year}", is_break=is_break
        )

    book = Yearbook.read([pensions], 2014)

    assert sorted(book.marks[pensions.pk]) == [
        SeriesMark(Month(2013, 1), "Reform 2013", False),
        SeriesMark(Month(2014, 1), "Reform 2014", True),
    ]


def test_deadlines_are_those_of_the_year(pensions: Indicator) -> None:
    make_deadline(pensions, "2014-05", date(2014, 6, 10))
    make_deadline(pensions, "2015-05", date(2015, 6, 10))

    book = Yearbook.read([pensions], 2014)

    assert book.deadlines == {(pensions.pk, MAY): datetime(2014, 6, 10, 10, tzinfo=UTC)}


def test_a_figures_records_are_in_their_order_with_what_stood_before(
    places: Places, pensions: Indicator
) -> None:
    make_figure(places.soroe, pensions, "2014-04", 36)
    make_figure(places.soroe, pensions, "2014-04", 35)

    book = Yearbook.read([pensions], 2014, notes_of=[places.soroe.pk])

    first, second = book.records[pensions.pk, places.soroe.pk, APRIL]
    assert (first.version, first.replaced, first.is_approved) == (1, None, True)
    assert (second.version, second.replaced, second.origin) == (2, 36, "official")


def test_notes_are_read_for_the_areas_asked_for_only(places: Places, pensions: Indicator) -> None:
    make_figure(places.aalborg, pensions, "2014-04", 36)
    make_remark(places, pensions, "Nyt team", state="not_published")

    of_soroe = Yearbook.read([pensions], 2014, notes_of=[places.soroe.pk])

    assert of_soroe.remarks == {(pensions.pk, places.soroe.pk, MAY): Remark("Nyt team", True)}
    assert not of_soroe.records
    assert not Yearbook.read([pensions], 2014).remarks


def test_one_query_is_enough(places: Places, pensions: Indicator) -> None:
    make_figure(places.soroe, pensions, "2014-04", 36)

    with CaptureQueriesContext(connection) as captured:
        Yearbook.read([pensions], 2014, notes_of=[places.soroe.pk, places.aalborg.pk])

    assert len(captured) == 1
