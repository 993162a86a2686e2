"""Page, paragraph and file agree: 98 municipalities, four goals, the twelve months of a year, one read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from goals.models import Goal
from goals.months import Month
from goals.numbers import json_number
from goals.progress import Progress
from jobcentres.access import MINISTRY
from jobcentres.clock import standing_at
from jobcentres.models import Area
from reporting.comparisons import Comparison, Comparisons
from reporting.paragraph import paragraph_of
from reporting.summaries import Book, Choice, load
from tests.builders import make_assignment, make_user
from tests.reporting import agreement
from tests.reporting.agreement import Place, Row
from tests.reporting.whole_country import AFTER_THE_YEAR, MONTHS, YEAR, make_whole_country

NUMBERS = (
    "latest",
    "numerator",
    "denominator",
    "previous",
    "change",
    "change_pct",
    "target",
    "baseline",
    "implied_change_pct",
    "path",
    "gap",
    "gap_pct",
    "achieved_pct",
)


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Stands while these tests run; the clock stands in February 2014."""
    with django_db_blocker.unblock():
        make_whole_country()
        with standing_at(AFTER_THE_YEAR):
            yield
        exported.cache_clear()
        read.cache_clear()
        call_command("flush", verbosity=0, interactive=False)


pytestmark = pytest.mark.django_db


@cache
def exported(month: Month) -> dict[Place, Row]:
    return agreement.rows_of(YEAR, month)


@cache
def read() -> Book:
    """All areas of the year up to its end, with the notes that a municipality's page reads."""
    choice = Choice.of(YEAR, as_of=Month.december(YEAR))
    codes = {code for code, _indicator in exported(choice.as_of)}
    return load(choice, MINISTRY, areas=codes, with_notes=True)


def book_of(month: Month) -> Book:
    """What was read, as of an earlier month."""
    whole = read()
    return Book(
        choice=Choice.of(YEAR, as_of=month),
        reader=MINISTRY,
        places=whole.places,
        goals=whole.goals,
        measures=whole._measures,
        yearbook=whole.yearbook,
        promises=whole._promises,
        series=whole.series,
        area_ids=whole.area_ids,
    )


def both(book: Book, areas: Sequence[Area]) -> Iterator[tuple[Area, Goal, Progress, Row]]:
    rows = exported(book.choice.as_of)
    for goal in book.goals:
        for area in areas:
            yield area, goal, book.progress(area, goal), rows[area.code, goal.indicator.code]


def written(value: Decimal | None) -> Decimal | None:
    """As the file writes it."""
    return None if value is None else Decimal(str(json_number(value)))


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_areas_results_are_the_files(month: Month) -> None:
    book = book_of(month)
    compared = 0
    for area, _goal, progress, row in both(book, book.places.all):
        compared += 1
        ours = {name: written(getattr(progress, name)) for name in NUMBERS}
        assert ours == {name: row[name] for name in NUMBERS}, (area, row["indicator"])
        assert progress.status == row["status"], (area, row["indicator"])
        assert str(progress.latest_month or "None") == str(row["latest_month"])
        assert (progress.coverage.reported, progress.coverage.expected) == (row["reported"], row["expected"])

    assert compared == (98 + 4 + 1) * 4


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_paragraph_says_what_the_file_says(month: Month) -> None:
    book, rows = book_of(month), exported(month)
    faults = [
        f"{area}: {fault}"
        for area in book.places.municipalities
        for fault in agreement.faults_of_paragraph(
            paragraph_of(book, area).text, [rows[area.code, goal.indicator.code] for goal in book.goals]
        )
    ]

    assert faults == []


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_totals_beside_a_municipality_are_the_files(month: Month) -> None:
    book = book_of(month)
    comparisons = Comparisons(book, book.places.municipalities)
    for area, goal, progress, row in both(book, book.places.municipalities):
        if progress.latest_month is None:
            continue
        for above in book.places.above(area):
            beside = comparisons.in_area(above, goal, progress.latest_month)
            total = row_then(above, goal, progress.latest_month)
            if total is not None:
                assert written(beside.seen.value) == total["latest"], (area, above, row["indicator"])
                assert written(beside.seen.change) == total["change"]


def row_then(area: Area, goal: Goal, month: Month) -> Row | None:
    """The file's row as of `month`, if its figure is of that month; None for months of other years."""
    if month.year != YEAR:
        return None
    row = exported(month)[area.code, goal.indicator.code]
    return row if row["latest_month"] == str(month) else row | {"latest": None, "change": None}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_rank_follows_from_the_file(month: Month) -> None:
    book = book_of(month)
    comparisons = Comparisons(book, book.places.municipalities)
    ranked = 0
    for area, goal, progress, _row in both(book, book.places.municipalities):
        found = comparisons.of(area, goal) if progress.latest_month else None
        if found is None or found.month.year != YEAR or found.peers is None:
            continue
        place = rank_of(found, area, goal)
        ranked += place is not None
        assert (found.standing.rank if found.standing else None) == place, (area, goal)

    assert ranked > 98


def rank_of(found: Comparison, area: Area, goal: Goal) -> int | None:
    """Among the cluster, by the file alone: shares by value, counts by change in per cent; the best is 1."""
    name = "latest" if goal.indicator.is_ratio else "change_pct"
    scores = {}
    for peer in found.peers.members if found.peers else ():
        row = row_then(peer, goal, found.month)
        if row is not None and row["latest"] is not None and row[name] is not None:
            scores[peer.code] = row[name]
    if area.code not in scores:
        return None
    own, up = scores[area.code], goal.indicator.direction == "up"
    return 1 + sum(score > own if up else score < own for score in scores.values())


def official_client() -> Client:
    """Of the ministry, for which the export is written."""
    official = make_user()
    make_assignment(official, "official", Area.objects.get(code="DK"))
    client = Client()
    client.force_login(official)
    return client


def test_twenty_pages_say_what_the_file_says() -> None:
    client = official_client()
    areas = book_of(MONTHS[-1]).places.municipalities[::10]
    faults = []
    for month in (MONTHS[4], MONTHS[-1]):
        for area in areas:
            page = client.get(f"/kommuner/{area.code}/?maaned={month}").content.decode()
            rows = [row for (code, _indicator), row in exported(month).items() if code == area.code]
            faults += [f"{area} {month}: {fault}" for fault in agreement.faults_of_page(page, rows)]

    assert len(areas) == 10
    assert faults == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("har nået tre af de fire", "har nået to af de fire"),
        ("førtidspension er nået: 43", "førtidspension er nået: 44"),
        ("langtidsledige er nået", "langtidsledige er ikke nået"),
        ("21,0 pct. i 2013", "21,1 pct. i 2013"),
    ],
)
def test_a_slip_in_a_paragraph_would_be_noticed(right: str, wrong: str) -> None:
    book = book_of(MONTHS[-1])
    soroe = book.places.municipality("0340")
    rows = [exported(MONTHS[-1])[soroe.code, goal.indicator.code] for goal in book.goals]
    text = paragraph_of(book, soroe).text

    assert right in text
    assert list(agreement.faults_of_paragraph(text.replace(right, wrong), rows))


@pytest.mark.parametrize(
    ("right", "wrong"), [("højst 47", "højst 48"), ("mål nået", "bagud"), (">43<", ">45<"), (">86<", ">87<")]
)
def test_a_slip_in_a_table_would_be_noticed(right: str, wrong: str) -> None:
    page = official_client().get("/kommuner/0340/?maaned=2013-12").content.decode()
    rows = [row for (code, _indicator), row in exported(MONTHS[-1]).items() if code == "0340"]
    before, table = page.split("status-table", 1)

    assert list(agreement.faults_of_table(page, rows)) == []
    assert right in table
    assert list(agreement.faults_of_table(f"{before}status-table{table.replace(right, wrong)}", rows))
