from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import Indicator
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from tests.builders import make_area, make_figure, make_goal, make_indicator, make_target
from tests.cast import Places
from tests.reporting.summary_files import exported, records_of, row_of, rows_of

IN_MAY = ("--year", "2014", "--as-of", "2014-05")
NAMES = (
    "year,as_of,known_on,basis,goal,indicator,unit,direction,window,level,area,area_name,latest_month,latest,"
    "numerator,denominator,previous_month,previous,change,change_pct,target,baseline_month,baseline,"
    "implied_change_pct,path,path_rule,gap,gap_pct,achieved_pct,status,coverage_month,reported,expected,"
    "published,preliminary,revised_on,revised_from,revision"
)


@pytest.fixture
def unemployed(places: Places) -> Indicator:
    """Sorø on its way from 86 to 38: 72 in May 2013, 34 in May 2014."""
    indicator = make_indicator()
    make_goal(indicator)
    make_figure(places.soroe, indicator, "2013-05", 72)
    make_figure(places.soroe, indicator, "2014-05", 34)
    make_target(places.soroe, indicator, 38, baseline=86, baseline_month="2012-12")
    return indicator


@pytest.fixture
def educated(places: Places) -> Indicator:
    indicator = make_indicator("uddannelsesgrad", unit="percent", direction="up", window="year_to_date")
    make_goal(indicator, number=2)
    make_figure(places.soroe, indicator, "2014-04", parts=(19, 201))
    return indicator


@pytest.fixture
def june() -> Iterator[None]:
    with clock.standing_at(datetime(2014, 6, 10, 14, 2, tzinfo=COPENHAGEN)):
        yield


@pytest.mark.usefixtures("unemployed", "educated")
def test_every_area_has_a_row_for_every_indicator_in_danish_order() -> None:
    rows = rows_of(*IN_MAY)

    assert [row["area"] for row in rows if row["goal"] == "1"] == [
        *("DK", "HS", "NJ", "SD"),
        *("0561", "0563", "0340", "0851"),  # Esbjerg, Fanø, Sorø, Aalborg
    ]
    assert [row["goal"] for row in rows] == ["1"] * 8 + ["2"] * 8
    assert {row["level"] for row in rows} == {"country", "region", "municipality"}


@pytest.mark.usefixtures("unemployed")
def test_the_machines_file_has_these_columns_and_plain_numbers() -> None:
    text = exported(*IN_MAY, "--area", "0340")

    assert text == (
        f"{NAMES}\n"
        "2014,2014-05,,approved,1,langtidsledige,persons,down,month,municipality,0340,Sorø,2014-05,34,,,"
        "2013-05,72,-38,-52.777778,38,2012-12,86,-55.813953,52,linear,-4,-10.526316,108.333333,on_track,"
        "2014-05,1,1,false,false,,,\n"
    )


@pytest.mark.usefixtures("unemployed", "educated")
def test_the_danish_file_has_commas_and_one_decimal_but_none_in_counts() -> None:
    text = exported(*IN_MAY, "--area", "0340", "--format", "csv-dk")

    first, count, ratio, rest = text.split("\r\n")
    assert first == "\N{ZERO WIDTH NO-BREAK SPACE}" + NAMES.replace(",", ";")
    assert count.split(";")[13:20] == ["34", "", "", "2013-05", "72", "-38", "-52,8"]
    assert ratio.split(";")[13:16] == ["9,5", "19", "201"]
    assert rest == ""


@pytest.mark.usefixtures("unemployed", "educated")
def test_json_has_numbers_as_numbers_and_null_for_what_is_missing() -> None:
    count, ratio = records_of(*IN_MAY, "--area", "0340")

    assert list(count) == NAMES.split(",")
    assert (count["latest"], count["change_pct"]) == (34, -52.777777777778)
    assert (ratio["latest"], ratio["numerator"], ratio["target"]) == (9.452736318408, 19, None)
    assert (count["known_on"], count["published"]) == (None, False)


@pytest.mark.usefixtures("unemployed", "educated")
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["--level", "region"], ["HS", "NJ", "SD"]),
        (["--level", "municipality", "--area", "0340", "HS"], ["0340"]),
        (["--area", "sorø kommune", "--area", "851", "Nordjylland"], ["NJ", "0340", "0851"]),
        (["--area", "DK", "--level", "region"], []),
    ],
)
def test_areas_are_chosen_by_level_code_and_name(chosen: list[str], expected: list[str]) -> None:
    rows = rows_of(*IN_MAY, "--indicator", "Langtidsledige", *chosen)

    assert [row["area"] for row in rows] == expected


def test_a_total_needs_all_members_whatever_rows_are_wanted(places: Places, unemployed: Indicator) -> None:
    assert row_of("SD", "langtidsledige", *IN_MAY)["latest"] == ""
    for area in (places.esbjerg, places.fanoe):
        make_figure(area, unemployed, "2014-05", 10)

    row = row_of("SD", "langtidsledige", *IN_MAY)

    assert (row["latest"], row["reported"], row["expected"]) == ("20", "2", "2")


def test_preliminary_figures_count_only_on_the_preliminary_basis(
    places: Places, unemployed: Indicator
) -> None:
    make_figure(places.soroe, unemployed, "2014-06", 31, approved=False)
    as_of = ("--year", "2014", "--as-of", "2014-06")

    approved = row_of("0340", "langtidsledige", *as_of)
    preliminary = row_of("0340", "langtidsledige", *as_of, "--basis", "preliminary")

    assert (approved["latest"], approved["basis"], approved["preliminary"]) == ("34", "approved", "false")
    assert (preliminary["latest"], preliminary["preliminary"]) == ("31", "true")


def test_what_was_known_earlier_comes_out_again(places: Places, unemployed: Indicator) -> None:
    before = clock.now()
    make_figure(places.soroe, unemployed, "2014-05", 35)

    known = row_of("0340", "langtidsledige", *IN_MAY, "--known-on", before.isoformat())

    assert (known["latest"], known["known_on"]) == ("34", before.isoformat())
    assert row_of("0340", "langtidsledige", *IN_MAY)["latest"] == "35"


@pytest.mark.usefixtures("unemployed", "june")
def test_without_a_month_the_last_full_one_before_the_moment_counts() -> None:
    assert rows_of("--year", "2014")[0]["as_of"] == "2014-05"
    assert rows_of("--year", "2014", "--known-on", "2014-03-31T23:59")[0]["as_of"] == "2014-02"
    assert rows_of("--year", "2014", "--known-on", "2014-03-31T22:01+00:00")[0]["as_of"] == "2014-03"
    assert rows_of("--year", "2014", "--as-of", "2015-03")[0]["as_of"] == "2014-12"


@pytest.mark.usefixtures("unemployed", "june")
def test_a_moment_still_to_come_is_said_beside_the_file() -> None:
    out, beside = io.StringIO(), io.StringIO()

    call_command("export_summary", "--year", "2014", "--known-on", "2014-07-01", stdout=out, stderr=beside)

    assert "ikke kommet endnu" in beside.getvalue()
    assert out.getvalue().startswith("year,")


@pytest.mark.usefixtures("unemployed")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--year", "2020"], "Der er ingen mål for året 2020."),
        (["--year", "14"], "fire cifre"),
        (["--year", "2014", "--as-of", "maj"], '--as-of: Der står "maj".'),
        (["--year", "2014", "--known-on", "3/6"], '--known-on: Der står "3/6".'),
        (["--year", "2014", "--area", "Sørø"], "Mener du Sorø (0340)?"),
        (["--year", "2014", "--area", "0999"], '"0999": Ingen kommune har denne kode.'),
        (["--year", "2014", "--indicator", "x"], '"x": Indikatoren findes ikke.'),
        (["--year", "2014", "--output", "/no/such/folder/file.csv"], "kan ikke skrives"),
    ],
)
def test_a_wrong_choice_is_refused_in_words(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError) as refusal:
        exported(*arguments)

    assert said in str(refusal.value)


@pytest.mark.usefixtures("unemployed")
def test_a_file_is_written_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "summary.csv"
    file.write_text("what stood there")

    printed = exported(*IN_MAY, "--format", "csv-dk", "--output", str(file))

    assert printed == ""
    assert file.read_bytes().decode() == exported(*IN_MAY, "--format", "csv-dk")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.usefixtures("unemployed")
def test_more_areas_need_no_more_queries(places: Places) -> None:
    with CaptureQueriesContext(connection) as few:
        exported(*IN_MAY)
    for number in range(10):
        make_area(f"09{number:02}", f"By {number}", parent=places.hs)

    with CaptureQueriesContext(connection) as many:
        rows = rows_of(*IN_MAY)

    assert len(rows) == 18
    assert len(many) == len(few) <= 8
