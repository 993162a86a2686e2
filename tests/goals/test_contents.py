"""What an entry may say, and what its author is told otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goals.contents import FigureEntry, normalised, problems_of
from goals.months import Month
from tests.goals.figure_builders import World, an_entry


def found(entry: FigureEntry) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in problems_of(entry)]


COUNTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"value": 35}, []),
    ({"value": 0}, []),
    ({"value": "35.000000000000000"}, []),
    ({"value": 999_999_999_999_999}, []),
    ({"state": "not_measurable"}, []),
    ({"state": "suppressed"}, []),
    ({"state": "not_reported", "note": "Forkert måned"}, []),
    ({}, [("value", "empty")]),
    ({"value": "143.5"}, [("value", "not_whole")]),
    ({"value": -1}, [("value", "negative")]),
    ({"value": "NaN"}, [("value", "not_a_number")]),
    ({"value": "Infinity"}, [("value", "not_a_number")]),
    ({"value": "1e400"}, [("value", "too_many_digits")]),
    ({"value": 1_000_000_000_000_000}, [("value", "too_many_digits")]),
    ({"value": 35, "numerator": 3}, [("numerator", "parts_on_count")]),
    ({"value": 35, "denominator": 4}, [("denominator", "parts_on_count")]),
    ({"value": 35, "state": "suppressed"}, [("state", "numbers_with_state")]),
    ({"state": "not_reported"}, [("note", "note_missing")]),
    ({"state": "gone"}, [("state", "unknown_state")]),
    ({"value": 35, "source_kind": "gossip"}, [("source_kind", "unknown_source_kind")]),
    ({"value": 35, "source": "x" * 501}, [("source", "too_long")]),
    ({"value": 35, "note": "x" * 2001}, [("note", "too_long")]),
    ({"value": 35, "note": "Gælder 010170-1234"}, [("note", "cpr")]),
]  # fmt: skip

RATIOS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"value": "8.9"}, []),
    ({"value": 100}, []),
    ({"numerator": 19, "denominator": 201}, []),
    ({"numerator": 0, "denominator": 0}, []),
    ({"value": "9.5", "numerator": 19, "denominator": 201}, []),
    ({"value": "9.352", "numerator": 19, "denominator": 201}, [("value", "disagrees")]),
    ({"value": 25, "numerator": 1, "denominator": 4}, []),
    ({"value": "25.1", "numerator": 1, "denominator": 4}, []),
    ({"value": "25.100001", "numerator": 1, "denominator": 4}, [("value", "disagrees")]),
    ({"value": "12.0", "numerator": 19, "denominator": 201}, [("value", "disagrees")]),
    ({"value": 0, "numerator": 0, "denominator": 0}, [("value", "value_on_zero")]),
    ({"value": "100.1"}, [("value", "above_100")]),
    ({"numerator": 19}, [("denominator", "part_missing")]),
    ({"denominator": 201, "value": "9.5"}, [("numerator", "part_missing")]),
    ({"numerator": 201, "denominator": 19}, [("numerator", "swapped")]),
    ({"numerator": "1.5", "denominator": 19}, [("numerator", "not_whole")]),
    ({"value": "8.1234567891234567"}, [("value", "too_many_digits")]),
]


@pytest.mark.parametrize(("content", "problems"), COUNTS)
def test_a_count(world: World, content: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    assert found(an_entry(world.pensions, world.soroe, **content)) == problems


@pytest.mark.parametrize(("content", "problems"), RATIOS)
def test_a_ratio(world: World, content: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    assert found(an_entry(world.education, world.soroe, **content)) == problems


def test_a_month_must_be_over(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, "2014-06", value=35)

    assert [p.message for p in problems_of(entry)] == ["Juni 2014 er ikke slut."]
    assert not problems_of(entry, day=date(2014, 7, 1))


def test_a_calendar_year_has_numbers_in_december_only(world: World) -> None:
    november = an_entry(world.cooperation, world.soroe, "2013-11", value=37)

    assert found(november) == [("month", "not_december")]
    assert not found(replace(november, month=Month(2013, 12)))
    assert not found(an_entry(world.cooperation, world.soroe, "2013-09", state="not_measurable"))


def test_an_area_must_exist_in_the_month(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, "2006-12", value=35)

    assert found(entry) == [("month", "area_not_valid")]


def test_a_local_indicator_takes_figures_of_its_owner_only(world: World) -> None:
    world.pensions.owner = world.soroe

    assert not found(an_entry(world.pensions, world.soroe, value=35))
    assert found(an_entry(world.pensions, world.aalborg, value=35)) == [("area", "not_owner")]


def test_swapped_parts_are_asked_about_in_the_indicators_own_words(world: World) -> None:
    (problem,) = problems_of(an_entry(world.education, world.soroe, numerator=201, denominator=19))

    assert problem.offers_swap
    assert problem.message == (
        "Begyndt på uddannelse (201) er flere end unge på ydelse (19). Er de to tal byttet om?"
    )


def test_a_percentage_that_disagrees_is_shown_beside_the_computed_one(world: World) -> None:
    (problem,) = problems_of(
        an_entry(world.education, world.soroe, value="12.0", numerator=19, denominator=201)
    )

    assert problem.message == (
        "19 af 201 er 9,5 pct., men der står 12,0 pct. Ret ét af tallene, eller slet procenttallet."
    )


def test_stored_texts_have_no_invisible_signs(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35, note=" a\u202eb\x00\r\nc ", source="x\ty")

    stored = normalised(entry)

    assert (stored.note, stored.source) == ("ab\nc", "x y")


def test_the_percentage_beside_its_parts_is_not_stored(world: World) -> None:
    entry = an_entry(world.education, world.soroe, value="9.5", numerator=19, denominator=201)

    assert normalised(entry).value is None
    assert normalised(replace(entry, numerator=None, denominator=None)).value == Decimal("9.5")
