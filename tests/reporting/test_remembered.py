"""Pages say what is recorded now, whatever the process has kept from pages before."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import Indicator, SeriesBreak
from goals.months import Month
from goals.progress import Promise
from goals.series import read_promises
from goals.targets import TargetEntry, record_targets
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import Area
from reporting.yearbook import Yearbook
from tests.builders import (
    make_area,
    make_figure,
    make_goal,
    make_indicator,
    make_sample_installation,
    make_target,
)
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db(transaction=True)

MORNING = datetime(2014, 6, 10, 8, tzinfo=COPENHAGEN)
PAGES = ["/kommuner/0340/", "/regioner/HS/", "/landet/"]


def municipalities(cast: Cast) -> list[Area]:
    places = cast.places
    return [places.soroe, places.aalborg, places.esbjerg, places.fanoe]


@pytest.fixture
def pensions(cast: Cast) -> Indicator:
    indicator = make_indicator("foertidspension", name="Førtidspension")
    make_goal(indicator)
    for month in ("2013-05", "2013-12", "2014-04", "2014-05"):
        for number, area in enumerate(municipalities(cast)):
            make_figure(area, indicator, month, 70 + number)
    make_sample_installation()
    return indicator


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_less_when_nothing_was_recorded(
    cast: Cast, client_of: ClientOf, pensions: Indicator, address: str
) -> None:
    client = client_of(cast.lis)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    first, second = queries(), queries()

    assert second < first <= 12


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_the_same_from_what_is_kept(
    cast: Cast, client_of: ClientOf, pensions: Indicator, address: str
) -> None:
    client = client_of(cast.lis)

    with standing_at(MORNING):
        first, second = (client.get(address).content.decode() for _time in range(2))

    assert without_tokens(first) == without_tokens(second)


def without_tokens(page: str) -> str:
    return re.sub(r'<input type="hidden"[^>]*>', "", page)


def rename(cast: Cast, _indicator: Indicator) -> None:
    edit(cast.places.soroe, name="Sorø By")


def name_a_break(_cast: Cast, indicator: Indicator) -> None:
    made = SeriesBreak(indicator=indicator, month=Month(2014, 1), name="Nye regler", is_break=True)
    edit(made)


def set_a_target(cast: Cast, indicator: Indicator) -> None:
    make_target(cast.places.soroe, indicator, 66)


def become_small(cast: Cast, indicator: Indicator) -> None:
    make_figure(cast.places.soroe, indicator, "2014-05", 3)


def edit(record: Area | SeriesBreak, **fields: object) -> None:
    before = fields_of(record) if record.pk else None
    for name, value in fields.items():
        setattr(record, name, value)
    with recording(by=None, kind="reference") as change:
        record.save()
        record_edits(change, record, "key", before)


@pytest.mark.parametrize(
    ("alter", "told"),
    [(rename, "Sorø By"), (name_a_break, "Nye regler"), (set_a_target, "højst 66"), (become_small, ">..<")],
)
def test_what_was_recorded_since_is_on_the_page(
    cast: Cast,
    client_of: ClientOf,
    pensions: Indicator,
    alter: Callable[[Cast, Indicator], None],
    told: str,
) -> None:
    client = client_of(cast.ole)
    assert told not in client.get("/kommuner/0340/").content.decode()

    alter(cast, pensions)

    assert told in client.get("/kommuner/0340/").content.decode()


def test_others_are_covered_as_soon_as_a_small_number_is_released(
    cast: Cast, client_of: ClientOf, pensions: Indicator
) -> None:
    hs = cast.places.hs
    others = [make_area(f"910{number}", f"A{number}", parent=hs) for number in range(3)]
    for area in others:
        make_figure(area, pensions, "2014-05", 5000)
    client = client_of(cast.ole)
    assert "5.000" in client.get("/kommuner/9100/").content.decode()

    become_small(cast, pensions)

    assert "5.000" not in client.get("/kommuner/9100/").content.decode()


def test_a_moment_asked_for_again_is_read_without_the_masks_of_the_country(
    cast: Cast, client_of: ClientOf, pensions: Indicator
) -> None:
    client, address = client_of(cast.ole), "/api/v1/summary?year=2014&known_on=2014-06-10T08:00"

    def asked() -> tuple[int, object]:
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(address).json()["rows"]
        return sum(query["sql"].count("UNION") for query in queries), rows

    with standing_at(MORNING):
        first, again = asked(), asked()
    with standing_at(MORNING + timedelta(hours=1)):
        become_small(cast, pensions)
        anew = asked()

    assert anew == first
    assert again[0] < first[0]
    assert again[1] == first[1]


@pytest.mark.parametrize("address", ["/", "/udtraek/", "/regioner/HS/"])
def test_an_officer_needs_at_most_twelve_queries_after_a_change_where_nobody_has_reported_a_goal(
    cast: Cast, client_of: ClientOf, pensions: Indicator, address: str
) -> None:
    client = client_of(cast.bo)
    make_goal(make_indicator("langtidsledige", name="Langtidsledige"), number=2)
    make_target(cast.places.soroe, pensions, 66)

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200

    assert len(asked) <= 12


@pytest.mark.parametrize("read_together", [True, False])
def test_targets_are_the_same_read_with_the_yearbook_or_alone(
    cast: Cast, pensions: Indicator, read_together: bool
) -> None:
    soroe, aalborg, decided = cast.places.soroe, cast.places.aalborg, date(2013, 12, 18)
    terms = Decimal(38), Month(2012, 12), Decimal(86)
    make_target(soroe, pensions, 50)
    entry = TargetEntry(2014, pensions, soroe, *terms, adopted_percent=Decimal("-55.8"), decided_on=decided)
    record_targets(entries=[entry])
    make_target(aalborg, pensions, "40.5")

    if read_together:
        Yearbook.read([pensions], 2014)
    with CaptureQueriesContext(connection) as asked:
        found = read_promises(2014)

    assert found == {
        (pensions.pk, soroe.pk): Promise(*terms, "adopted", Decimal("-55.8"), decided),
        (pensions.pk, aalborg.pk): Promise(Decimal("40.5")),
    }
    assert any("goals_target" in query["sql"] for query in asked) is not read_together
