"""What real reports of 2013 and 2014 said comes out again, from their own figures, in files and on pages.

The sources stand in the files themselves: Sorø's overview of 3 June 2014, Midtjylland's report of Oct. 2013.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

import goals
from tests.builders import make_user
from tests.cast import ClientOf
from tests.reporting.summary_files import row_of

PUBLISHED = Path(goals.__file__).parent / "data" / "published"
SOROE = ("--year", "2014", "--as-of", "2014-05")
MIDTJYLLAND = ("--year", "2013", "--as-of", "2013-10")


@pytest.fixture
def published(db: None) -> None:
    call_command("load_reference", stdout=io.StringIO())
    for command, file in (("import_figures", "figures"), ("import_targets", "targets")):
        call_command(command, str(PUBLISHED / f"published_{file}.csv"), stdout=io.StringIO())


@pytest.mark.usefixtures("published")
def test_soroes_pensions_of_may_2014() -> None:
    row = row_of("0340", "foertidspension", *SOROE)

    assert (row["latest_month"], row["latest"], row["previous"]) == ("2014-05", "34", "72")
    assert (row["change"], row["change_pct"]) == ("-38", "-52.777778")
    assert (row["target"], row["implied_change_pct"]) == ("38", "-55.813953")
    assert (row["path"], row["path_rule"], row["status"]) == ("52", "linear", "on_track")
    assert (row["gap"], row["gap_pct"], row["achieved_pct"]) == ("-4", "-10.526316", "108.333333")


@pytest.mark.usefixtures("published")
def test_soroes_companies_without_a_target() -> None:
    row = row_of("0340", "samarbejdsgrad", *SOROE)

    assert (row["latest_month"], row["latest"]) == ("2013-12", "37")
    assert (row["change"], row["change_pct"]) == ("-2.5", "-6.329114")
    assert (row["target"], row["gap"], row["status"]) == ("", "", "no_target")


@pytest.mark.usefixtures("published")
def test_midtjyllands_education_is_on_its_path_though_far_from_the_target() -> None:
    row = row_of("MJ", "uddannelsesgrad", *MIDTJYLLAND)

    assert (row["latest_month"], row["latest"], row["target"]) == ("2013-04", "8.9", "25")
    assert (row["gap"], row["gap_pct"], row["achieved_pct"]) == ("-16.1", "-64.4", "35.6")
    assert (row["path"], row["path_rule"], row["status"]) == ("8.333333", "pro_rata", "on_track")
    assert row["published"] == "true"


@pytest.mark.usefixtures("published")
def test_midtjyllands_companies_could_not_be_measured() -> None:
    row = row_of("MJ", "samarbejdsgrad", *MIDTJYLLAND)

    assert (row["status"], row["target"]) == ("not_measurable", "25")
    assert (row["latest"], row["gap"], row["path"]) == ("", "", "")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/kommuner/0340/?maaned=2014-05", ["34", "−38", "−52,8 pct.", "højst 38", "højst 52", "på sporet"]),
        ("/kommuner/0340/?maaned=2014-05", ["37,0 pct.", "−2,5 procentpoint", "intet måltal"]),
        ("/regioner/MJ/?maaned=2013-10", ["8,9", "mindst 25,0", "mindst 8,3", "på sporet"]),
        ("/regioner/MJ/?maaned=2013-10", ["kan ikke opgøres p.t."]),
    ],
)
def test_the_same_stands_on_the_pages(address: str, said: list[str], client_of: ClientOf) -> None:
    page = client_of(make_user()).get(address).content.decode()

    assert [words for words in said if words not in page] == []
