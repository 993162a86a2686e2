"""The verdict on all goals together, in every number and mixture."""

from __future__ import annotations

import pytest

from tests.reporting.paragraph_world import (
    IN_FEBRUARY,
    M1,
    M2,
    M3,
    M4,
    Case,
    Given,
    companies,
    in_april,
    in_months,
    pensions,
    unemployed,
)

CASES = {
    "one alone on track": Case(
        {M2: pensions(61, 52)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2.",
    ),
    "one alone slightly behind": Case(
        {M3: unemployed(201, 196)},
        "Sorø Kommune er lidt bagud med det ene ministermål, der kan vurderes nu: langtidsledige. "
        "Der var 196 langtidsledige i april 2014, 5 færre end i april 2013 (−2,5 pct.), men 2 over "
        "pejlemærket på højst 194.",
    ),
    "one alone behind, whose name is a title": Case(
        {M1: in_april("7.5", "7.0")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 7,0 pct. i januar–april 2014 mod 7,5 pct. i samme periode 2013. Det "
        "er et fald på 0,5 procentpoint, og pejlemærket for april er mindst 8,0 pct., fordi "
        "måltallet for hele året er mindst 24,0 pct.",
    ),
    "both on track": Case(
        {M2: pensions(61, 52), M3: unemployed(201, 181)},
        "Sorø Kommune er på sporet med begge de ministermål, der kan vurderes nu. Der var 181 "
        "langtidsledige i april 2014, 20 færre end i april 2013 (−10,0 pct.). Pejlemærket for april "
        "er højst 194, og måltallet for december er højst 170, så tallet skal falde med yderligere "
        "11. Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 "
        "færre end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december "
        "er højst 50, så tallet skal falde med yderligere 2.",
    ),
    "both slightly behind": Case(
        {M2: pensions(61, 58), M3: unemployed(201, 196)},
        "Sorø Kommune er lidt bagud med begge de ministermål, der kan vurderes nu: førtidspension og "
        "langtidsledige. Tilgangen til førtidspension var 58 personer i de 12 måneder til og med maj "
        "2014, 3 færre end året før (−4,9 pct.), men 1 over pejlemærket på højst 57. Der var 196 "
        "langtidsledige i april, 5 færre end i april 2013 (−2,5 pct.), men 2 over pejlemærket på "
        "højst 194.",
    ),
    "both behind": Case(
        {M2: pensions(61, 60), M3: unemployed(201, 203)},
        "Sorø Kommune er bagud med begge de ministermål, der kan vurderes nu: førtidspension og "
        "langtidsledige. Tilgangen til førtidspension var 60 personer i de 12 måneder til og med maj "
        "2014, 1 færre end året før (−1,6 pct.), men 3 over pejlemærket på højst 57. Der var 203 "
        "langtidsledige i april, 2 flere end i april 2013 (+1,0 pct.) og 9 over pejlemærket på højst "
        "194.",
    ),
    "one of two slightly behind, whose name is a title": Case(
        {M1: in_april("7.5", "7.9"), M2: pensions(61, 52)},
        "Sorø Kommune er på sporet med ét af de to ministermål, der kan vurderes nu, og lidt bagud "
        "med det andet: Unge i uddannelse. Uddannelsesgraden var 7,9 pct. i januar–april 2014 mod "
        "7,5 pct. i samme periode 2013. Det er en stigning på 0,4 procentpoint, men pejlemærket for "
        "april er mindst 8,0 pct., fordi måltallet for hele året er mindst 24,0 pct.",
    ),
    "one of two behind": Case(
        {M2: pensions(61, 60), M3: unemployed(201, 181)},
        "Sorø Kommune er på sporet med ét af de to ministermål, der kan vurderes nu, og bagud med "
        "førtidspension. Tilgangen til førtidspension var 60 personer i de 12 måneder til og med maj "
        "2014, 1 færre end året før (−1,6 pct.), men 3 over pejlemærket på højst 57.",
    ),
    "one behind and the other slightly": Case(
        {M2: pensions(61, 58), M3: unemployed(201, 203)},
        "Sorø Kommune er bagud med ét af de to ministermål, der kan vurderes nu (langtidsledige), og "
        "lidt bagud med det andet: førtidspension. Der var 203 langtidsledige i april 2014, 2 flere "
        "end i april 2013 (+1,0 pct.) og 9 over pejlemærket på højst 194. Tilgangen til "
        "førtidspension var 58 personer i de 12 måneder til og med maj 2014, 3 færre end året før "
        "(−4,9 pct.), men 1 over pejlemærket på højst 57.",
    ),
    "all three on track": Case(
        {M1: in_april("7.5", "8.4"), M2: pensions(61, 52), M3: unemployed(201, 181)},
        "Sorø Kommune er på sporet med alle tre ministermål. Uddannelsesgraden var 8,4 pct. i "
        "januar–april 2014 mod 7,5 pct. i samme periode 2013. Pejlemærket for april er mindst 8,0 "
        "pct., fordi måltallet for hele året er mindst 24,0 pct. Der var 181 langtidsledige i april, "
        "20 færre end i april 2013 (−10,0 pct.). Tilgangen til førtidspension var 52 personer i de "
        "12 måneder til og med maj 2014, 9 færre end året før (−14,8 pct.).",
    ),
    "all three behind": Case(
        {M1: in_april("7.5", "7.0"), M2: pensions(61, 60), M3: unemployed(201, 203)},
        "Sorø Kommune er bagud med alle tre ministermål: unge i uddannelse, førtidspension og "
        "langtidsledige. Uddannelsesgraden var 7,0 pct. i januar–april 2014 mod 7,5 pct. i samme "
        "periode 2013. Det er et fald på 0,5 procentpoint, og pejlemærket for april er mindst 8,0 "
        "pct., fordi måltallet for hele året er mindst 24,0 pct. Tilgangen til førtidspension var 60 "
        "personer i de 12 måneder til og med maj 2014, 1 færre end året før (−1,6 pct.), men 3 over "
        "pejlemærket på højst 57. Der var 203 langtidsledige i april, 2 flere end i april 2013 (+1,0 "
        "pct.) og 9 over pejlemærket på højst 194.",
    ),
    "two of three behind": Case(
        {M1: in_april("7.5", "8.4"), M2: pensions(61, 60), M3: unemployed(201, 203)},
        "Sorø Kommune er på sporet med ét af de tre ministermål, der kan vurderes nu, og bagud med "
        "førtidspension og langtidsledige. Tilgangen til førtidspension var 60 personer i de 12 "
        "måneder til og med maj 2014, 1 færre end året før (−1,6 pct.), men 3 over pejlemærket på "
        "højst 57. Der var 203 langtidsledige i april, 2 flere end i april 2013 (+1,0 pct.) og 9 "
        "over pejlemærket på højst 194.",
    ),
    "one of three on track, one slightly behind, one behind": Case(
        {M1: in_april("7.5", "8.4"), M2: pensions(61, 58), M3: unemployed(201, 203)},
        "Sorø Kommune er på sporet med ét af de tre ministermål, der kan vurderes nu, bagud med "
        "langtidsledige og lidt bagud med ét: førtidspension. Der var 203 langtidsledige i april "
        "2014, 2 flere end i april 2013 (+1,0 pct.) og 9 over pejlemærket på højst 194. Tilgangen "
        "til førtidspension var 58 personer i de 12 måneder til og med maj 2014, 3 færre end året "
        "før (−4,9 pct.), men 1 over pejlemærket på højst 57.",
    ),
    "two of three slightly behind, one behind": Case(
        {M1: in_april("7.5", "7.0"), M2: pensions(61, 58), M3: unemployed(201, 196)},
        "Sorø Kommune er bagud med ét af de tre ministermål, der kan vurderes nu (Unge i "
        "uddannelse), og lidt bagud med førtidspension og langtidsledige. Uddannelsesgraden var 7,0 "
        "pct. i januar–april 2014 mod 7,5 pct. i samme periode 2013. Det er et fald på 0,5 "
        "procentpoint, og pejlemærket for april er mindst 8,0 pct., fordi måltallet for hele året er "
        "mindst 24,0 pct. Tilgangen til førtidspension var 58 personer i de 12 måneder til og med "
        "maj 2014, 3 færre end året før (−4,9 pct.), men 1 over pejlemærket på højst 57. Der var 196 "
        "langtidsledige i april, 5 færre end i april 2013 (−2,5 pct.), men 2 over pejlemærket på "
        "højst 194.",
    ),
    "all four reached": Case(
        {
            M1: Given(in_months("24.0", "25.0", "2014-12"), "24.0"),
            M2: Given(in_months(48, 36, "2014-12"), 38, ("2013-12", 48)),
            M3: Given(in_months(176, 120, "2014-12"), 128, ("2013-12", 176)),
            M4: companies("33.0", "36.1", "35.0", 2014),
        },
        "Sorø Kommune har nået alle fire ministermål for 2014. Målet for unge i uddannelse er nået: "
        "25,0 pct. i 2014 mod et måltal på mindst 24,0 pct. Målet for førtidspension er nået: 36 "
        "personer i 2014 mod et måltal på højst 38. Målet for langtidsledige er nået: 120 i december "
        "mod et måltal på højst 128. Målet for virksomhedssamarbejdet er nået: 36,1 pct. i 2014 mod "
        "et måltal på mindst 35,0 pct.",
        world=IN_FEBRUARY,
    ),
    "all four on track": Case(
        {
            M1: in_april("7.5", "8.4"),
            M2: pensions(61, 52),
            M3: unemployed(201, 181),
            M4: in_april("33.0", "34.0", "100.0", window="year_to_date"),
        },
        "Sorø Kommune er på sporet med alle fire ministermål. Samarbejdsgraden med virksomhederne "
        "var 34,0 pct. i januar–april 2014 mod 33,0 pct. i samme periode 2013. Uddannelsesgraden var "
        "8,4 pct. i januar–april 2014 mod 7,5 pct. i samme periode 2013. Der var 181 langtidsledige "
        "i april, 20 færre end i april 2013 (−10,0 pct.). Tilgangen til førtidspension var 52 "
        "personer i de 12 måneder til og med maj 2014, 9 færre end året før (−14,8 pct.).",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_opening_counts_the_goals(name: str) -> None:
    case = CASES[name]

    assert case.text == case.said
