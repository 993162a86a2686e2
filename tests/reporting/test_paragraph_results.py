"""What is told once the year's results are there."""

from __future__ import annotations

import pytest

from tests.reporting.paragraph_world import (
    IN_FEBRUARY,
    INSIDER,
    M1,
    M2,
    M3,
    M4,
    Case,
    Given,
    companies,
    in_months,
)

CASES = {
    "one goal reached": Case(
        {M2: Given(in_months(48, 36, "2014-12"), 38, ("2013-12", 48))},
        "Sorø Kommune har nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "førtidspension. Målet for førtidspension er nået: 36 personer i 2014 mod et måltal på højst "
        "38.",
        world=IN_FEBRUARY,
    ),
    "one goal not reached": Case(
        {M3: Given(in_months(176, 131, "2014-12"), 128, ("2013-12", 176))},
        "Sorø Kommune har ikke nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "langtidsledige. Målet for langtidsledige er ikke nået: 131 i december 2014, 3 flere end "
        "måltallet på højst 128. Antallet er dog faldet med 45 siden december 2013 (−25,6 pct.).",
        world=IN_FEBRUARY,
    ),
    "both reached": Case(
        {
            M2: Given(in_months(48, 38, "2014-12"), 38, ("2013-12", 48)),
            M3: Given(in_months(176, 120, "2014-12"), 128, ("2013-12", 176)),
        },
        "Sorø Kommune har nået begge de ministermål, hvor resultatet for 2014 foreligger. Målet for "
        "førtidspension er nået: 38 personer i 2014 mod et måltal på højst 38. Målet for "
        "langtidsledige er nået: 120 i december mod et måltal på højst 128.",
        world=IN_FEBRUARY,
    ),
    "none of two reached": Case(
        {
            M2: Given(in_months(48, 40, "2014-12"), 38, ("2013-12", 48)),
            M3: Given(in_months(120, 131, "2014-12"), 128, ("2013-12", 176)),
        },
        "Sorø Kommune har ikke nået nogen af de to ministermål, hvor resultatet for 2014 foreligger. "
        "Målet for førtidspension er ikke nået: 40 personer i 2014, 2 flere end måltallet på højst "
        "38. Tilgangen er dog faldet med 8 siden 2013 (−16,7 pct.). Målet for langtidsledige er ikke "
        "nået: 131 i december, 3 flere end måltallet på højst 128. Antallet er steget med 11 siden "
        "december 2013 (+9,2 pct.).",
        world=IN_FEBRUARY,
    ),
    "not reached and unchanged": Case(
        {M3: Given(in_months(131, 131, "2014-12"), 128, ("2013-12", 176))},
        "Sorø Kommune har ikke nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "langtidsledige. Målet for langtidsledige er ikke nået: 131 i december 2014, 3 flere end "
        "måltallet på højst 128.",
        world=IN_FEBRUARY,
    ),
    "not reached by one person": Case(
        {M2: Given(in_months(48, 39, "2014-12"), 38, ("2013-12", 48))},
        "Sorø Kommune har ikke nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "førtidspension. Målet for førtidspension er ikke nået: 39 personer i 2014, 1 flere end "
        "måltallet på højst 38. Tilgangen er dog faldet med 9 siden 2013 (−18,8 pct.).",
        world=IN_FEBRUARY,
    ),
    "a share reached": Case(
        {M4: companies("33.0", "36.1", "35.0", 2014)},
        "Sorø Kommune har nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "virksomhedssamarbejdet. Målet for virksomhedssamarbejdet er nået: 36,1 pct. i 2014 mod et "
        "måltal på mindst 35,0 pct.",
        world=IN_FEBRUARY,
    ),
    "a share not reached": Case(
        {M4: companies("33.0", "34.2", "35.0", 2014)},
        "Sorø Kommune har ikke nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "virksomhedssamarbejdet. Målet for virksomhedssamarbejdet er ikke nået: 34,2 pct. i 2014, "
        "0,8 procentpoint under måltallet på mindst 35,0 pct.",
        world=IN_FEBRUARY,
    ),
    "a share that looks like its target": Case(
        {M4: companies("33.0", "34.96", "35.0", 2014)},
        "Sorø Kommune har ikke nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "virksomhedssamarbejdet. Målet for virksomhedssamarbejdet er ikke nået: 34,96 pct. i 2014, "
        "0,04 procentpoint under måltallet på mindst 35,0 pct.",
        world=IN_FEBRUARY,
    ),
    "a share of the year not reached": Case(
        {M1: Given(in_months("23.0", "22.5", "2014-12"), "24.0")},
        "Sorø Kommune har ikke nået det ene ministermål, hvor resultatet for 2014 foreligger: Unge i "
        "uddannelse. Målet for unge i uddannelse er ikke nået: 22,5 pct. i 2014, 1,5 procentpoint "
        "under måltallet på mindst 24,0 pct.",
        world=IN_FEBRUARY,
    ),
    "reached on a preliminary figure": Case(
        {M2: Given(in_months(48, "36*", "2014-12"), 38, ("2013-12", 48), submitted_on="2015-01-12")},
        "Sorø Kommune har nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "førtidspension; på et foreløbigt tal. Målet for førtidspension er nået: 36* personer i 2014 "
        "mod et måltal på højst 38. *Foreløbigt: indsendt 12. januar 2015, endnu ikke frigivet. "
        "Tallet kan blive ændret.",
        world=IN_FEBRUARY,
        reader=INSIDER,
        basis="preliminary",
    ),
    "one result there and the others under way": Case(
        {
            M1: Given(in_months("15.0", "14.0", "2014-08"), "24.0", due={"2014-12": "2015-05-10"}),
            M2: Given(in_months(48, 36, "2014-12"), 38, ("2013-12", 48)),
            M3: Given(in_months(170, 150, "2014-11"), 128, ("2013-12", 176)),
        },
        "Sorø Kommune har nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "førtidspension. Kommunen er bagud med begge de mål, der vurderes på tidligere tal: unge i "
        "uddannelse og langtidsledige. Uddannelsesgraden var 14,0 pct. i januar–august 2014, 1,0 "
        "procentpoint lavere end i samme periode 2013 og 2,0 procentpoint under pejlemærket på "
        "mindst 16,0 pct. Der var 150 langtidsledige i november, 20 færre end i november 2013 (−11,8 "
        "pct.), men 18 over pejlemærket på højst 132. Målet for førtidspension er nået: 36 personer "
        "i 2014 mod et måltal på højst 38.",
        world=IN_FEBRUARY,
    ),
    "one result there and one on track": Case(
        {
            M2: Given(in_months(48, 36, "2014-12"), 38, ("2013-12", 48)),
            M3: Given(in_months(170, 130, "2014-11"), 128, ("2013-12", 176)),
        },
        "Sorø Kommune har nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "førtidspension. Kommunen er på sporet med det ene mål, der vurderes på et tidligere tal: "
        "langtidsledige. Målet for førtidspension er nået: 36 personer i 2014 mod et måltal på højst "
        "38. Der var 130 langtidsledige i november, 40 færre end i november 2013 (−23,5 pct.) og 2 "
        "under pejlemærket på højst 132.",
        world=IN_FEBRUARY,
    ),
    "one result to come": Case(
        {
            M2: Given(in_months(48, 36, "2014-12"), 38, ("2013-12", 48)),
            M4: Given(target="35.0", due={"2014-12": "2015-04-30"}),
        },
        "Sorø Kommune har nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        "førtidspension. Målet for førtidspension er nået: 36 personer i 2014 mod et måltal på højst "
        "38. Resultatet for virksomhedssamarbejdet ventes i foråret 2015.",
        world=IN_FEBRUARY,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_result_is_told(name: str) -> None:
    case = CASES[name]

    assert case.text == case.said
