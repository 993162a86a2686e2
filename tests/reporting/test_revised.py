"""What the files say of a released number that gave way to another, and when totals follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from goals.contents import FigureEntry
from goals.corrections import request_correction
from goals.models import FigureState, Indicator
from goals.months import Month
from goals.progress import Point, Released, latest_replacement
from goals.returns import accept_correction
from jobcentres import clock
from jobcentres.access import OUTSIDER
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, User
from reporting.exports.columns import COLUMNS
from reporting.exports.extract import Extract
from reporting.exports.files import csv_lines
from reporting.summaries import Choice
from tests.builders import make_figure, make_goal, make_indicator
from tests.cast import Cast, ClientOf
from tests.reporting.extracts import fetched
from tests.reporting.summary_files import records_of, row_of, rows_of
from tests.reporting.test_municipality import text_of

APRIL = Month(2014, 4)
IN_APRIL = ("--year", "2014", "--as-of", "2014-04")
NOTHING = ("", "", "")


def day(number: int) -> datetime:
    """In May 2014."""
    return datetime(2014, 5, number, 9, tzinfo=COPENHAGEN)


@pytest.fixture
def unemployed(cast: Cast) -> Iterator[Indicator]:
    """Sorø has 143 in April, released on 5 May; today is 6 May."""
    indicator = make_indicator()
    make_goal(indicator)
    with clock.standing_at(day(5)):
        make_figure(cast.places.soroe, indicator, "2014-04", 143)
    with clock.standing_at(day(6)):
        yield indicator


def correct(indicator: Indicator, area: Area, number: int | None, *, by: User, officer: User) -> None:
    """Asked for and accepted on 12 May; None: it cannot be measured."""
    state = FigureState.REPORTED if number is not None else FigureState.NOT_MEASURABLE
    value = None if number is None else Decimal(number)
    with clock.standing_at(day(12)):
        entry = FigureEntry(indicator=indicator, area=area, month=APRIL, state=state, value=value)
        request = request_correction(entry=entry, reason="Talt to gange", by=by)
        accept_correction(request=request, by=officer)


def correct_soroe(cast: Cast, indicator: Indicator, number: int | None) -> None:
    correct(indicator, cast.places.soroe, number, by=cast.anna, officer=cast.bo)


def revised(area: str, *arguments: str) -> tuple[str, str, str]:
    row = row_of(area, "langtidsledige", *IN_APRIL, *arguments)
    return row["revised_on"], row["revised_from"], row["revision"]


@pytest.mark.usefixtures("unemployed")
def test_a_number_that_replaced_none_says_nothing() -> None:
    assert revised("0340") == revised("HS") == NOTHING


def test_a_corrected_number_says_when_and_what_it_was(cast: Cast, unemployed: Indicator) -> None:
    correct_soroe(cast, unemployed, 139)

    (record,) = records_of(*IN_APRIL, "--area", "0340")
    assert row_of("0340", "langtidsledige", *IN_APRIL)["latest"] == "139"
    assert revised("0340") == ("2014-05-12", "143", "correction")
    assert (record["revised_on"], record["revised_from"]) == ("2014-05-12", 143)


def test_a_number_that_its_source_changed_says_so(cast: Cast, unemployed: Indicator) -> None:
    with clock.standing_at(day(14)):
        make_figure(cast.places.soroe, unemployed, "2014-04", 141)

    assert revised("0340") == ("2014-05-14", "143", "source")


def test_a_source_that_repeats_the_number_has_changed_nothing(cast: Cast, unemployed: Indicator) -> None:
    make_figure(cast.places.soroe, unemployed, "2014-04", 143, source_kind="other")

    assert revised("0340") == NOTHING


def test_what_was_never_released_was_not_replaced(cast: Cast, unemployed: Indicator) -> None:
    place = cast.places.aalborg
    make_figure(place, unemployed, "2014-04", 500, approved=False, by=cast.ole)
    make_figure(place, unemployed, "2014-04", 510)

    assert revised("0851") == NOTHING


def test_before_it_was_corrected_a_file_says_what_was_known_then(cast: Cast, unemployed: Indicator) -> None:
    correct_soroe(cast, unemployed, 139)

    known = ("--known-on", "2014-05-11T08:00")
    assert row_of("0340", "langtidsledige", *IN_APRIL, *known)["latest"] == "143"
    assert revised("0340", *known) == NOTHING
    assert revised("0340", "--known-on", "2014-05-13T08:00") == ("2014-05-12", "143", "correction")


def test_a_sum_says_when_the_latest_of_its_figures_was_replaced(cast: Cast, unemployed: Indicator) -> None:
    correct_soroe(cast, unemployed, 139)
    for place in (cast.places.aalborg, cast.places.esbjerg, cast.places.fanoe):
        make_figure(place, unemployed, "2014-04", 100)
    with clock.standing_at(day(16)):
        make_figure(cast.places.aalborg, unemployed, "2014-04", 101)

    assert revised("HS") == ("2014-05-12", "", "correction")
    assert revised("NJ") == revised("DK") == ("2014-05-16", "", "source")
    assert revised("SD") == NOTHING


def test_a_months_correction_is_none_of_a_later_month(cast: Cast, unemployed: Indicator) -> None:
    correct_soroe(cast, unemployed, 139)
    with clock.standing_at(datetime(2014, 6, 10, 9, tzinfo=COPENHAGEN)):
        make_figure(cast.places.soroe, unemployed, "2014-05", 137)
        row = row_of("0340", "langtidsledige", "--year", "2014")

    assert (row["latest_month"], row["revised_on"]) == ("2014-05", "")


@pytest.mark.parametrize(("first", "then"), [(3, 143), (143, 3), (3, 2)])
def test_a_small_count_is_not_given_back(first: int, then: int, cast: Cast, unemployed: Indicator) -> None:
    """Nor the number beside which the totals before and after would give it back."""
    make_figure(cast.places.fanoe, unemployed, "2014-04", first)
    correct(unemployed, cast.places.fanoe, then, by=cast.vibe, officer=sd_officer(cast))

    extract = Extract(Choice.of(2014, as_of=APRIL), areas=frozenset({"0563"}))
    (outside,) = extract.read(OUTSIDER).summaries()
    (inside,) = extract.read(cast.mette.reader).summaries()

    columns = {name: COLUMNS[name] for name in ("revised_on", "revised_from", "revision")}
    _header, *shown = csv_lines(columns, [outside, inside])
    assert shown == ["2014-05-12,..,correction\n", f"2014-05-12,{first},correction\n"]


def sd_officer(cast: Cast) -> User:
    from tests.builders import make_assignment, make_user

    officer = make_user("Jens Toft")
    make_assignment(officer, "officer", cast.places.sd)
    return officer


def test_totals_follow_at_once(cast: Cast, unemployed: Indicator, client_of: ClientOf) -> None:
    lis = client_of(cast.lis)
    before = text_of(lis, "/regioner/HS/?aar=2014&maaned=2014-04")

    correct_soroe(cast, unemployed, 139)

    after = text_of(lis, "/regioner/HS/?aar=2014&maaned=2014-04")
    totals = {row["area"]: row["latest"] for row in rows_of(*IN_APRIL, "--level", "region")}
    assert ("143" in before, "143" in after, "139" in after) == (True, False, True)
    assert totals["HS"] == "139"


def test_of_percentages_the_parts_count_and_the_number_before_is_theirs() -> None:
    parts = [
        Point("reported", None, Decimal(19), Decimal(201)),
        Point("reported", None, Decimal(20), Decimal(201)),
    ]
    versions = [Released(number, day(number), False, point) for number, point in enumerate(parts, 1)]

    found = latest_replacement(versions)

    assert found is not None
    assert (found.before.numerator, found.recorded_at) == (19, day(2))


def test_the_latest_of_several_replacements_counts() -> None:
    numbers = (143, 140, 140, 139)
    versions = [
        Released(number, day(number), False, Point("reported", Decimal(value)))
        for number, value in enumerate(numbers, 1)
    ]

    found = latest_replacement(reversed(versions))

    assert found is not None
    assert (found.before.value, found.recorded_at) == (140, day(4))


def test_the_file_of_the_page_needs_few_queries(
    cast: Cast, unemployed: Indicator, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    correct_soroe(cast, unemployed, 139)
    mette = client_of(cast.mette)

    with clock.standing_at(day(20)), django_assert_max_num_queries(19):
        content = fetched(mette, "csv", maaned="2014-04")

    assert b"2014-05-12,143,correction" in content
