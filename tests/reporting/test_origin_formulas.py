"""The formulas of a figure with its numbers, for each window and direction, and the rule that judged it."""

from __future__ import annotations

import pytest

from goals.models import Goal, Indicator
from goals.progress import Progress, as_seen_by
from reporting import wording
from reporting.origin.formulas import Added, formulas
from reporting.origin.verdicts import verdict
from tests.goals.progress_builders import (
    COMPANIES,
    EDUCATION,
    NOT_MEASURABLE,
    OUTSIDER,
    PENSION,
    UNEMPLOYED,
    group,
    line,
    progress,
    promise,
)

GOAL = Goal(
    indicator=Indicator(numerator_name="Begyndt på uddannelse", denominator_name="Unge på ydelse"),
    short_name="Unge",
)
SOROE = progress(
    line(PENSION, {"2013-05": 72, "2014-05": 34}), promise(38, "2012-12", 86), "2014-05"
)  # the example of progress.md
LAST_YEAR = {f"2013-{number:02}": f"{number}/100" for number in range(1, 13)}
SEASON = progress(line(EDUCATION, LAST_YEAR | {"2014-04": "9/100"}), promise("24.0"), "2014-04")
MIDTJYLLAND = progress(line(EDUCATION, {"2014-04": "8.9"}), promise("25.0"), "2014-04")


def told(result: Progress, added: Added | None = None) -> dict[str, str]:
    """Of each formula `the numbers → the result`, by name."""
    return {row.name: f"{row.numbers} → {row.result}".strip() for row in formulas(result, GOAL, added)}


def judged(result: Progress) -> tuple[str, str, str]:
    found = verdict(result, wording.status_words(result))
    return found.status.word, found.rule, found.numbers


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("Tallet", "→ 34 personer"),
        ("Udvikling på et år", "34 − 72 = −38 → −38"),
        ("Udvikling i procent", "−38 / 72 × 100 = −52,78 → −52,8 pct."),
        ("Pejlemærke for maj 2014", "86 + (38 − 86) × 17 / 24 = 52 → højst 52"),
        ("Afstand til pejlemærket", "34 − 52 = −18 → −18 (bedre)"),
        ("Afvigelse fra måltallet", "34 − 38 = −4 → −4 (bedre)"),
        ("Afvigelse i procent af måltallet", "−4 / 38 × 100 = −10,53 → −10,5 pct."),
        ("Udvikling, som måltallet svarer til", "(38 − 86) / 86 × 100 = −55,81 → −55,8 pct."),
        ("Opnået", "(34 − 86) / (38 − 86) × 100 = 108,33 → 108,3 pct."),
    ],
)
def test_a_rolling_counts_formulas_are_those_of_the_rules(name: str, formula: str) -> None:
    assert told(SOROE)[name] == formula


def test_a_share_of_the_year_is_counted_from_january() -> None:
    found = told(MIDTJYLLAND)

    assert found["Tallet"] == "→ 8,9 pct."
    assert found["Pejlemærke for april 2014"] == "25,0 × 4 / 12 = 8,33 → mindst 8,3 pct."
    assert found["Afvigelse fra måltallet"] == "8,9 − 25,0 = −16,1 → −16,1 procentpoint (dårligere)"
    assert found["Afvigelse i procent af måltallet"] == "−16,1 / 25,0 × 100 = −64,40 → −64,4 pct."
    assert found["Opnået"] == "8,9 / 25,0 × 100 = 35,60 → 35,6 pct."


def test_last_years_season_stands_in_the_formula() -> None:
    found = told(SEASON)

    assert found["Tallet"] == "9 / 100 × 100 = 9,00 pct. → 9,0 pct."
    assert found["Udvikling på et år"] == "9,0 − 4,0 = 5,0 → +5,0 procentpoint"
    assert found["Pejlemærke for april 2014"] == "24,0 × 4,0 / 12,0 = 8,0 → mindst 8,0 pct."


def test_a_ratio_keeps_two_decimals_so_that_it_can_be_computed_again() -> None:
    result = progress(line(EDUCATION, {"2014-04": "19/201"}), None, "2014-04")

    [figure, _change] = formulas(result, GOAL, None)

    assert figure.rule == "Begyndt på uddannelse / Unge på ydelse × 100"
    assert (figure.numbers, figure.result) == ("19 / 201 × 100 = 9,45 pct.", "9,5 pct.")


def test_a_yearly_figure_has_no_benchmark_and_says_why() -> None:
    result = progress(line(COMPANIES, {"2013-12": "33.1"}), promise("35.0"), "2014-05")

    [why] = [row.rule for row in formulas(result, GOAL, None) if row.name.startswith("Pejlemærke")]

    assert why == "Intet: et tal for et helt år har ikke noget pejlemærke undervejs."


def test_the_benchmark_is_subtracted_as_it_is_shown() -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": 210}), promise(200, "2013-12", 210), "2014-04")

    found = told(result)

    assert found["Pejlemærke for april 2014"] == "210 + (200 − 210) × 4 / 12 = 206,67 → højst 206"
    assert found["Afstand til pejlemærket"] == "210 − 206 = 4 → +4 (dårligere)"


def test_a_short_sum_is_written_out_and_a_long_one_is_not() -> None:
    result = progress(group(UNEMPLOYED, {"2014-04": 30}, {"2014-04": 12}), None, "2014-04")

    assert told(result, Added(2, ("30", "12")))["Tallet"] == "30 + 12 = 42 → 42 personer"
    assert told(result, Added(98))["Tallet"] == "→ 42 personer"


def test_a_total_percentage_is_no_mean() -> None:
    result = progress(group(EDUCATION, {"2014-04": "10/100"}, {"2014-04": "30/100"}), None, "2014-04")

    figure = formulas(result, GOAL, Added(2))[0]

    assert figure.numbers == "40 / 200 × 100 = 20,00 pct."
    assert figure.rule.endswith("Aldrig et gennemsnit af procenttal.")


def test_an_official_total_says_that_it_is_no_sum() -> None:
    result = progress(group(UNEMPLOYED, {"2014-04": 30}, own={"2014-04": 31}), None, "2014-04")

    figure = formulas(result, GOAL, Added(1))[0]

    assert (figure.numbers, figure.result) == ("", "31 personer")
    assert figure.rule.startswith("Et officielt tal for hele området.")


def test_a_small_base_gives_no_percentage() -> None:
    result = progress(line(UNEMPLOYED, {"2013-04": 9, "2014-04": 12}), None, "2014-04")

    [row] = [row for row in formulas(result, GOAL, None) if row.name == "Udvikling i procent"]

    assert (row.rule, row.result) == ("Regnes ikke: det tidligere tal er 0 eller under 10.", "·")


def test_what_a_reader_must_not_see_is_in_no_formula() -> None:
    of = line(UNEMPLOYED, {"2012-12": 40, "2013-04": 60, "2014-04": 3})
    result = as_seen_by(OUTSIDER, progress(of, promise(10, "2012-12"), "2014-04"), of)

    found = told(result)

    assert found["Tallet"] == found["Udvikling på et år"] == found["Afvigelse fra måltallet"] == "→ .."
    assert not [text for text in found.values() if "3" in text.split("→")[0]]


def test_small_parts_leave_the_percentage_and_the_reason() -> None:
    of = line(EDUCATION, {"2014-04": "3/70"})
    result = as_seen_by(OUTSIDER, progress(of, None, "2014-04"), of)

    figure = formulas(result, GOAL, None)[0]

    assert (figure.numbers, figure.result) == ("", "4,3 pct.")
    assert figure.rule.endswith("Tæller og nævner vises ikke af diskretionshensyn.")


DOWN, UP = promise(80, "2013-12", 120), promise("24.0")


@pytest.mark.parametrize(
    ("result", "word", "rule", "numbers"),
    [
        (SOROE, "på sporet", "Tallet er mindst lige så godt som pejlemærket.", "34 ≤ 52"),
        (MIDTJYLLAND, "på sporet", "Tallet er mindst lige så godt som pejlemærket.", "8,9 ≥ 8,33"),
        (
            progress(line(UNEMPLOYED, {"2014-03": 112}), DOWN, "2014-03"),
            "lidt bagud",
            "Tallet er dårligere end pejlemærket, men inden for margenen: 2,0 pct. af pejlemærket, dog "
            "mindst 1 person.",
            "112 − 110 = 2 ≤ 2,2",
        ),
        (
            progress(line(UNEMPLOYED, {"2014-03": 120}), DOWN, "2014-03"),
            "bagud",
            "Tallet er mere end margenen dårligere end pejlemærket: 2,0 pct. af pejlemærket, dog mindst 1 "
            "person.",
            "120 − 110 = 10 > 2,2",
        ),
        (
            progress(line(EDUCATION, {"2014-04": "7.0"}), UP, "2014-04"),
            "bagud",
            "Tallet er mere end margenen dårligere end pejlemærket: 2,0 pct. af pejlemærket.",
            "8,0 − 7,0 = 1,0 > 0,16",
        ),
        (
            progress(line(UNEMPLOYED, {"2014-12": 80}), DOWN, "2014-12"),
            "mål nået",
            "Tallet for december er mindst lige så godt som måltallet. Der er ingen margen.",
            "80 ≤ 80",
        ),
        (
            progress(line(EDUCATION, {"2014-12": "23.999"}), UP, "2014-12"),
            "mål ikke nået",
            "Tallet for december er dårligere end måltallet. Der er ingen margen.",
            "23,999 < 24,000",
        ),
        (
            progress(line(UNEMPLOYED, {"2014-03": 90}), promise(80), "2014-03"),
            "afventer udgangspunkt",
            "Uden udgangspunkt er der intet pejlemærke. Vurderes på tallet for december.",
            "",
        ),
        (
            progress(line(COMPANIES, {"2013-12": "37.0"}), promise("40.0"), "2014-05"),
            "afventer årstal 2014",
            "Vurderes, når tallet for hele 2014 er der.",
            "",
        ),
        (
            progress(line(UNEMPLOYED, {"2014-03": 90, "2014-04": NOT_MEASURABLE}), DOWN, "2014-04"),
            "kan ikke opgøres p.t.",
            "Den nyeste indberetning for 2014 siger, at tallet ikke kan opgøres.",
            "",
        ),
    ],
)
def test_the_rule_that_decided_stands_with_its_numbers(
    result: Progress, word: str, rule: str, numbers: str
) -> None:
    assert judged(result) == (word, rule, numbers)
