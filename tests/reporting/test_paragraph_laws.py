"""What holds of every paragraph, and of the region's and the country's sentence."""

from __future__ import annotations

import re
from itertools import product

import pytest
from django.utils import translation

from reporting.comparisons import Comparisons
from reporting.paragraph import MOST_SENTENCES, overall, paragraph_of
from tests.reporting import (
    test_paragraph_judged,
    test_paragraph_moving,
    test_paragraph_opening,
    test_paragraph_results,
    test_paragraph_seen,
    test_paragraph_unjudged,
)
from tests.reporting.paragraph_world import (
    AREA,
    COUNTRY,
    INSIDER,
    M1,
    M2,
    M3,
    M4,
    REGION,
    Case,
    Given,
    World,
    companies,
    in_april,
    in_months,
    pensions,
    unemployed,
)

CASES: dict[str, Case] = {
    name: case
    for module in (
        test_paragraph_judged,
        test_paragraph_moving,
        test_paragraph_opening,
        test_paragraph_results,
        test_paragraph_seen,
        test_paragraph_unjudged,
    )
    for name, case in module.CASES.items()
}
EVERY = {
    M1: [
        in_april("7.5", "8.4"),
        in_april("17/198", "13/201"),
        Given(target="24.0", due={"2014-04": "2014-09-10"}),
    ],
    M2: [pensions(105, 45), pensions(61, "52*"), pensions(61, 60), pensions(None, 3, 3), Given()],
    M3: [
        unemployed(201, 181),
        unemployed(190, 215),
        unemployed(201, 203, before=180, due={"2014-05": "2014-06-10"}),
    ],
    M4: [companies("32.9", "33.4"), companies("32.9", "33.4", None), Given()],
}


def test_there_are_more_than_sixty_cases_besides_the_twelve_examples() -> None:
    assert len(CASES) > 60


@pytest.mark.parametrize("reader", ["outsider", "insider"])
def test_every_mixture_of_goals_has_at_most_five_plain_sentences(reader: str) -> None:
    for mixture in product(*EVERY.values()):
        goals = dict(zip(EVERY, mixture, strict=True))
        options = {"reader": INSIDER, "basis": "preliminary"} if reader == "insider" else {}
        found = World().paragraph(goals, **options)  # type: ignore[arg-type]

        assert 1 <= len(found.sentences) <= MOST_SENTENCES, found.text
        for sentence in (*found.sentences, *found.notes):
            assert re.match(r"[A-ZÆØÅ*]", sentence) and sentence.endswith("."), sentence
            assert not re.search(r"\.\.|  |%\(|None|\(\)| ,|,\.", sentence), sentence


@pytest.mark.parametrize("name", CASES)
def test_no_word_praises_or_regrets(name: str) -> None:
    assert not re.search(r"forbedre|forvær|desværre|flot|heldigvis|bedre|dårligere", CASES[name].said)


@pytest.mark.parametrize("name", CASES)
def test_it_can_be_read_in_english_too(name: str) -> None:
    with translation.override("en"):
        text = CASES[name].text

    assert not re.search(
        r"\b(er|og|måltal|pejlemærke\w*|langtidsledige|personer|mindst|højst|Kommunen)\b", text
    )
    assert re.search(r"\b(is|has|of the minister's goals|shown)\b", text)


def test_english_reads_as_a_sentence() -> None:
    with translation.override("en"):
        text = World("Ringsted").paragraph({M3: unemployed(201, 203)}).text

    assert text == (
        "Ringsted Kommune is behind with the one minister's goal that can be assessed now: long-term "
        "unemployment. There were 203 long-term unemployed in April 2014, 2 more than in April 2013 "
        "(+1,0 per cent) and 9 above the benchmark of at most 194."
    )


OTHERS = {
    "Lejre": {"2013-04": 100, "2014-04": 90, "2013-03": 100, "2014-03": 95},
    "Faxe": {"2014-03": 80, "2013-03": 90},
}


def test_where_there_is_room_the_region_that_lacks_somebody_is_told_last() -> None:
    given = Given(
        {"2013-04": 201, "2014-04": 196, "2013-03": 200, "2014-03": 197}, 170, ("2013-12", 206), others=OTHERS
    )
    book = World().book({M3: given})
    area = book.places.of_id(AREA)

    said = paragraph_of(book, area, comparisons=Comparisons(book, [area])).sentences

    assert said[2:] == (
        "Østdanmark kan ikke opgøres samlet for april, fordi 2 af 3 kommuner har indberettet; Faxe mangler.",
        "Den seneste fælles måned er marts: −1,5 pct. i Sorø og −4,6 pct. i Østdanmark.",
        "I de 2 kommuner, der har indberettet for april, er faldet 5,0 pct.",
    )


def test_where_there_is_no_room_the_region_is_left_out() -> None:
    given = Given({"2013-04": 201, "2014-04": 181}, 170, ("2013-12", 206), others=OTHERS)
    book = World().book({M2: pensions(61, 52, others=OTHERS), M3: given})
    area = book.places.of_id(AREA)

    text = paragraph_of(book, area, comparisons=Comparisons(book, [area])).text

    assert "Østdanmark" not in text


def test_the_part_of_a_goal_beside_its_region_says_so_of_things_counted_too() -> None:
    given = Given({"2013-04": 201, "2014-04": 203}, 170, ("2013-12", 206), others=OTHERS)

    said = World().part(M3, given).sentences

    assert said[:3] == (
        "Der var 203 langtidsledige i Sorø Kommune i april 2014, 2 flere end i april 2013 (+1,0 pct.).",
        "Kommunen er bagud; pejlemærket er højst 194.",
        "Østdanmark kan ikke opgøres samlet for april, fordi 2 af 3 kommuner har indberettet; Faxe mangler.",
    )


def overall_of(goals: dict[str, Given], area_id: int, *, has_targets: bool = False) -> str:
    """Of the region or the country, with the municipality's targets as its own or without any."""
    book = World().book(goals)
    if has_targets:
        book._promises = {(indicator, area_id): one for (indicator, _area), one in book._promises.items()}
    return overall(book, book.places.of_id(area_id))


def test_a_region_has_a_short_verdict_of_its_own() -> None:
    goals = {M1: in_april("15/200", "17/200"), M2: pensions(61, 52), M3: unemployed(201, 203)}

    assert overall_of(goals, REGION, has_targets=True) == (
        "To af de tre mål, der kan vurderes, er på sporet. Langtidsledigheden er bagud."
    )


def test_the_country_has_no_targets_and_is_told_by_its_changes() -> None:
    goals = {
        M1: in_april("30/400", "36/400"),
        M2: Given(in_months(61, 52, "2014-05")),
        M3: Given(in_months(200, 200, "2014-04")),
    }

    assert overall_of(goals, COUNTRY) == (
        "Uddannelsesgraden er steget 1,5 procentpoint, tilgangen til førtidspension er faldet 14,8 pct. og "
        "antallet af langtidsledige er uændret på et år."
    )


def test_without_any_total_nothing_is_said_of_the_country() -> None:
    assert overall_of({M2: Given()}, COUNTRY) == ""


def test_on_the_page_no_number_is_parted_from_its_unit_or_its_month() -> None:
    text = World().paragraph({M2: pensions(61, 52), M3: Given({}, 170, due={"2014-05": "2014-07-10"})}).shown

    assert "(−14,8\N{NO-BREAK SPACE}pct.)" in text
    assert "52\N{NO-BREAK SPACE}personer" in text
    assert "10.\N{NO-BREAK SPACE}juli" in text
