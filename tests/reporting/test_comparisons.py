"""An area beside its cluster, its region and the country, in the month of its own latest figure."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import Goal
from goals.months import Month
from goals.progress import Standing
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.models import Area
from reporting.comparison_table import ComparisonTable, comparison_table
from reporting.comparisons import Comparison, Comparisons
from reporting.summaries import Book, Choice, load
from tests.builders import make_cluster, make_figure, make_goal, make_indicator
from tests.cast import Places


@pytest.fixture
def goal(places: Places) -> Goal:
    pensions = make_indicator("foertidspension", window="rolling_12", name="Førtidspension")
    for area, before, now in (
        (places.soroe, 72, 34),
        (places.esbjerg, 500, 480),
        (places.fanoe, 20, 22),
        (places.aalborg, 900, 810),
    ):
        make_figure(area, pensions, "2013-05", before)
        make_figure(area, pensions, "2014-05", now)
    make_cluster("Klynge 3", places.soroe, places.esbjerg, places.fanoe, indicator_code=pensions.code)
    return make_goal(pensions)


def book_of(*areas: Area, reader: Reader = MINISTRY) -> Book:
    choice = Choice.of(2014, as_of=Month(2014, 5))
    return load(choice, reader, areas=[area.code for area in areas])


def compared(area: Area, goal: Goal, reader: Reader = MINISTRY) -> Comparison:
    found = Comparisons(book_of(area, reader=reader), [area]).of(area, goal)
    assert found is not None
    return found


def table_of(area: Area, goal: Goal, reader: Reader = MINISTRY) -> ComparisonTable:
    book = book_of(area, reader=reader)
    return comparison_table(compared(area, goal, reader), book.measure(goal), area, goal)


def test_groups_go_from_the_inside_out(places: Places, goal: Goal) -> None:
    found = compared(places.soroe, goal)

    assert [beside.group.name for beside in found.groups] == [
        "Klynge 3",
        "Beskæftigelsesregion Hovedstaden & Sjælland",
        "Hele landet",
    ]
    assert [beside.seen.value for beside in found.groups] == [536, 34, 1346]
    assert [(beside.seen.reported, beside.seen.expected) for beside in found.groups] == [
        (3, 3),
        (1, 1),
        (4, 4),
    ]


def test_median_and_rank_are_among_the_cluster(places: Places, goal: Goal) -> None:
    found = compared(places.soroe, goal)

    assert found.median == 34
    assert found.standing == Standing(1, 3, "upper")
    assert compared(places.fanoe, goal).standing == Standing(3, 3, "lower")


def test_without_a_cluster_there_is_no_median_and_no_rank(places: Places, goal: Goal) -> None:
    found = compared(places.aalborg, goal)

    assert (found.median, found.standing, len(found.groups)) == (None, None, 2)


def test_without_a_total_the_earlier_one_and_the_same_members_stand_in(places: Places, goal: Goal) -> None:
    for area in (places.soroe, places.esbjerg, places.fanoe):
        make_figure(area, goal.indicator, "2014-04", 100)
    make_figure(places.fanoe, goal.indicator, "2014-05", state="not_measurable")

    [cluster, _region, country] = compared(places.soroe, goal).groups

    assert cluster.seen.value is None
    assert cluster.newest is not None and (cluster.newest.month, cluster.newest.value) == (
        Month(2014, 4),
        300,
    )
    assert cluster.same is not None and (cluster.same.count, cluster.same.latest) == (2, 514)
    assert country.newest is None


def test_a_small_number_of_others_is_hidden_from_outsiders(places: Places, goal: Goal) -> None:
    make_figure(places.fanoe, goal.indicator, "2014-05", 3)

    [own, *_rest] = table_of(places.fanoe, goal, OUTSIDER).rows

    assert (own.value, own.change) == ("..", "..")
    assert table_of(places.fanoe, goal, OUTSIDER).standing == ""
    assert table_of(places.fanoe, goal, MINISTRY).rows[0].value == "3"


def test_the_table_compares_counts_by_their_change_in_per_cent(places: Places, goal: Goal) -> None:
    table = table_of(places.soroe, goal)

    assert table.period == "jun. 2013–maj 2014"
    assert [(row.value, row.change, row.coverage) for row in table.rows] == [
        ("34", "−52,8 pct.", ""),
        ("536", "−9,5 pct.", "3 af 3"),
        ("34", "·", ""),
        ("34", "−52,8 pct.", "1 af 1"),
        ("1.346", "−9,8 pct.", "4 af 4"),
    ]
    assert table.rows[1].notes == ("Klynge 3: Esbjerg, Fanø, Sorø",)


def test_who_has_no_figure_is_compared_with_nobody(places: Places, goal: Goal) -> None:
    other = make_goal(make_indicator("langtidsledige"), number=2)

    assert Comparisons(book_of(places.soroe), [places.soroe]).of(places.soroe, other) is None


def test_the_others_are_read_in_one_query(places: Places, goal: Goal) -> None:
    book = book_of(places.soroe)
    assert book.cluster_of(places.soroe, goal) and book.progress(places.soroe, goal).latest

    with CaptureQueriesContext(connection) as captured:
        Comparisons(book, [places.soroe]).of(places.soroe, goal)

    assert len(captured) == 1
