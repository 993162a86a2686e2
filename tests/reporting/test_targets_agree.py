"""Targets from a file, from the dialogue and from a contract: pages and the ministry's file tell the same."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from goals import dialogue
from goals.models import Goal, Target
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import World, make_world
from tests.reporting.test_municipality import SOROE, text_of

FILE = """year;indicator;area;value;baseline_month;baseline_value
2014;langtidsledige;0851;130;2013-12;160
2014;langtidsledige;HS;4400;2013-12;5000
"""


@pytest.fixture
def world(cast: Cast, tmp_path: Path) -> World:
    """Two targets from a file, and a draft for Sorø's fourth goal that is sent to hearing."""
    world = make_world(cast.places)
    path = tmp_path / "targets.csv"
    path.write_text(FILE, encoding="utf-8")
    call_command("import_targets", path, stdout=io.StringIO())
    goal = Goal.objects.select_related("goal_year").get(indicator=world.companies, goal_year__year=2014)
    target = Target(goal_year=goal.goal_year, indicator=world.companies, area=cast.places.soroe)
    dialogue.write_draft(target, dialogue.Amount(Decimal(39)), dialogue.Said("To konsulenter"), by=cast.mads)
    dialogue.send_to_hearing(
        Target.objects.get(indicator=world.companies, goal_year__year=2014), by=cast.mads
    )
    return world


def exported(indicator: str, area: str) -> dict[str, str]:
    out = io.StringIO()
    call_command("export_summary", year=2014, indicator=[indicator], area=[area], stdout=out)
    [row] = csv.DictReader(io.StringIO(out.getvalue()))
    return row


def test_a_municipalitys_target_from_a_file_stands_everywhere(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    assert exported("langtidsledige", "0851")["target"] == "130"
    ole = client_of(cast.ole)
    for address in ("/kommuner/0851/", "/maaltal/2014/0851/", "/maaltal/2014/NJ/"):
        assert "130" in text_of(ole, address), address


def test_a_contracts_target_from_a_file_stands_everywhere(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    assert exported("langtidsledige", "HS")["target"] == "4400"
    ole = client_of(cast.ole)
    for address in ("/regioner/HS/", "/kontrakter/2014/HS/", "/kontrakter/2014/"):
        assert "4.400" in text_of(ole, address), address


def test_a_proposal_is_shown_as_one_and_gives_no_status(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    row = exported("samarbejdsgrad", "0340")
    assert (row["target"], row["status"]) == ("", "no_target")

    dialogue_page = text_of(client_of(cast.ole), "/maaltal/2014/0340/")
    results = text_of(client_of(cast.ole), SOROE)

    assert "mindst 39,0 pct." in dialogue_page and "i høring" in dialogue_page
    assert "39,0 pct." not in results
    assert "intet måltal" in results
