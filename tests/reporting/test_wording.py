"""Results in words, with the examples of the municipality page and of paragraphs for the council."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goals.progress import Coverage, Progress, Standing, as_seen_by
from reporting import wording
from reporting.wording import Awaited, unparted
from tests.goals.progress_builders import (
    COMPANIES,
    EDUCATION,
    NOT_MEASURABLE,
    OUTSIDER,
    PENSION,
    UNEMPLOYED,
    line,
    month,
    progress,
    promise,
)

SEPTEMBER = Awaited("jan.–apr. 2014", date(2014, 9, 10), is_overdue=False)


def soroe(latest: str | int = 34) -> Progress:
    return progress(line(PENSION, {"2013-05": 72, "2014-05": latest}), promise(38, "2012-12", 86), "2014-05")


def test_a_count_on_its_way_reads_as_in_the_sketch() -> None:
    result = soroe()

    assert str(wording.status_words(result)) == "● på sporet"
    assert (wording.latest(result), wording.latest_period(result)) == ("34", "jun. 2013–maj 2014")
    assert (wording.previous(result), wording.change(result)) == ("72", "−38")
    assert wording.change_percent(result) == "−52,8 pct."
    assert (wording.target(result), wording.path(result)) == ("højst 38", "højst 52")
    assert wording.gap_to_target(result) == "4 færre end måltallet for december (bedre)"
    assert wording.gap_to_path(result) == "18 under pejlemærket"


def test_the_rule_behind_a_status_is_said_in_words() -> None:
    rule = wording.status_rule(soroe())

    assert rule == "34 personer; pejlemærket for maj er højst 52, måltallet for december højst 38"


def test_one_person_is_one_person() -> None:
    assert wording.status_rule(soroe(1)).startswith("1 person;")


def test_the_implied_change_stands_beside_what_was_adopted() -> None:
    said = wording.implied_change(soroe(), Decimal("-56.0"))

    assert said == "svarer til −55,8 pct. fra udgangspunktet (dec. 2012: 86), vedtaget som −56,0 pct."
    assert wording.implied_change(soroe(), Decimal("-55.8")).endswith("(dec. 2012: 86)")


def test_the_share_of_the_way_names_its_sum() -> None:
    education = progress(line(EDUCATION, {"2014-04": "19/201"}), promise("34.0"), "2014-08")

    assert wording.achieved(soroe()) == "108,3 pct. af vejen fra udgangspunktet til måltallet"
    assert wording.achieved(education) == "27,8 pct. af årets måltal"


def test_a_preliminary_figure_has_its_star() -> None:
    assert wording.latest(soroe("41*")) == "41*"


def test_a_percentage_changes_by_points() -> None:
    result = progress(line(COMPANIES, {"2012-12": "39.5", "2013-12": "37.0"}), None, "2014-05")

    assert (wording.latest(result), wording.latest_period(result)) == ("37,0 pct.", "2013")
    assert (wording.change(result), wording.change_percent(result)) == ("−2,5 procentpoint", "")
    assert str(wording.status_words(result)) == "· intet måltal"
    assert (wording.target(result), wording.path(result)) == ("·", "·")


def test_what_is_awaited_is_always_said() -> None:
    year = progress(line(COMPANIES), promise("35.0"), "2014-05")
    baseline = progress(line(PENSION, {"2014-05": 34}), promise(38), "2014-05")
    figure = progress(line(EDUCATION), promise("24.0"), "2014-05")

    assert str(wording.status_words(year)) == "… afventer årstal 2014"
    assert str(wording.status_words(baseline)) == "… afventer udgangspunkt"
    assert str(wording.status_words(figure, SEPTEMBER)) == "… ventes 10. sep."
    assert (
        str(wording.status_words(figure, SEPTEMBER._replace(is_overdue=True))) == "! mangler (frist 10. sep.)"
    )


def test_a_day_in_another_year_says_its_year() -> None:
    figure = progress(line(EDUCATION), promise("24.0"), "2014-05")

    said = wording.status_words(figure, SEPTEMBER._replace(due=date(2015, 5, 11)))

    assert said.word == "ventes 11. maj 2015"


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (38, "✓ mål nået"),
        (39, "✕ mål ikke nået"),
        ("36*", "✓ mål nået (foreløbigt)"),
    ],
)
def test_december_gives_the_verdict(latest: str | int, said: str) -> None:
    result = progress(line(PENSION, {"2014-12": latest}), promise(38, "2012-12", 86), "2014-12")

    assert str(wording.status_words(result)) == said


def test_not_measurable_is_a_normal_state() -> None:
    result = progress(line(COMPANIES, {"2014-09": NOT_MEASURABLE}), promise("25.0"), "2014-10")

    assert str(wording.status_words(result)) == "· kan ikke opgøres p.t."


def test_a_counts_path_is_rounded_to_the_strict_side() -> None:
    """Hillerød: at most 206,67 reads 206, and 205 lies 1 below what is read."""
    result = progress(line(UNEMPLOYED, {"2014-04": 205}), promise(190, "2013-12", 215), "2014-04")

    assert (wording.path(result), wording.gap_to_path(result)) == ("højst 206", "1 under pejlemærket")
    assert wording.short_gap_to_path(result) == "−1"


def test_two_decimals_show_a_verdict_that_one_would_hide() -> None:
    result = progress(line(EDUCATION, {"2014-04": "829/10000"}), promise("24.9"), "2014-04")

    assert str(wording.status_words(result)) == "◐ lidt bagud"
    assert (wording.latest(result), wording.path(result)) == ("8,29 pct.", "mindst 8,30 pct.")
    assert wording.gap_to_path(result) == "0,01 procentpoint under pejlemærket"


def test_a_hidden_figure_shows_two_dots_and_no_verdict() -> None:
    small = line(PENSION, {"2013-05": 8, "2014-05": 3})
    result = as_seen_by(OUTSIDER, progress(small, promise(4, "2012-12", 8), "2014-05"), small)

    assert (wording.latest(result), wording.change(result)) == ("..", "..")
    assert str(wording.status_words(result)) == ".. vises ikke af diskretionshensyn"
    assert wording.status_rule(result) == wording.gap_to_target(result) == wording.gap_to_path(result) == ""
    assert wording.conclusion(result) == "Tallet er for lille til at blive vist."


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (34, "Faldet fra 72 til 34 personer på et år, 18 under pejlemærket for maj."),
        (72, "Uændret 72 personer på et år, 20 over pejlemærket for maj."),
        (80, "Steget fra 72 til 80 personer på et år, 28 over pejlemærket for maj."),
    ],
)
def test_the_sentence_over_a_figure_says_course_and_position(latest: int, said: str) -> None:
    assert wording.conclusion(soroe(latest)) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("25.13", "Uændret 25,1 pct. på et år (2013)."),
        ("25.06", "Steget 0,1 procentpoint til 25,1 pct. på et år (2013)."),
        ("25.20", "Faldet fra 25,2 pct. til 25,1 pct. på et år (2013)."),
    ],
)
def test_two_figures_that_look_the_same_are_unchanged_if_their_change_is_none(before: str, said: str) -> None:
    result = progress(line(COMPANIES, {"2012-12": before, "2013-12": "25.14"}), None, "2014-05")

    assert wording.conclusion(result) == said


def test_coverage_names_its_month() -> None:
    assert wording.coverage(Coverage(month("2014-04"), 91, 98)) == "91 af 98 kommuner (april 2014)"
    assert wording.coverage(Coverage(None, 0, 98)) == "ingen af 98 kommuner"


def test_a_rank_names_its_third_unless_there_are_too_few() -> None:
    assert wording.standing(Standing(2, 7, "upper")) == "nr. 2 af 7, bedste tredjedel"
    assert wording.standing(Standing(1, 2, None)) == "nr. 1 af 2"


@pytest.mark.parametrize(
    "text",
    [
        "faldet 37,7~pct., og 34*~personer",
        "måltallet er højst~38, her mindst~24,0~pct.",
        "ventes 10.~september, opdateret 6.~juni 2014 kl.~17.00",
        "nr.~7 af 9: 21~/~8~/~17~/~0",
        "at most~38, at least~24.0~per cent",
        "38 i april. Det er 5 færre",
    ],
)
def test_no_number_is_parted_from_its_unit_at_the_end_of_a_line(text: str) -> None:
    assert unparted(text.replace("~", " ")) == text.replace("~", "\N{NO-BREAK SPACE}")
