"""What readers outside and the own people are told of small numbers."""

from __future__ import annotations

import pytest

from tests.reporting.paragraph_world import (
    INSIDER,
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
    "hidden and nothing else": Case(
        {M2: Given({"2014-04": 3}, 3, ("2013-12", 6))},
        "For Sorø Kommune kan ingen af ministermålene vises med en vurdering. Tal og vurdering for "
        "førtidspension vises ikke af diskretionshensyn.",
    ),
    "two hidden": Case(
        {M2: Given({"2014-05": 3}, 3, ("2013-12", 6)), M3: Given({"2014-04": 2}, 3, ("2013-12", 6))},
        "For Sorø Kommune kan ingen af ministermålene vises med en vurdering. Tal og vurdering for "
        "førtidspension og langtidsledige vises ikke af diskretionshensyn.",
    ),
    "one shown behind": Case(
        {M2: Given({"2014-05": 3}, 3, ("2013-12", 6)), M3: unemployed(201, 203)},
        "For Sorø Kommune kan ét ministermål vises med en vurdering, langtidsledige, og det er "
        "bagud. Der var 203 langtidsledige i april 2014, 2 flere end i april 2013 (+1,0 pct.) og 9 "
        "over pejlemærket på højst 194. Tal og vurdering for førtidspension vises ikke af "
        "diskretionshensyn.",
    ),
    "one shown slightly behind": Case(
        {M2: Given({"2014-05": 3}, 3, ("2013-12", 6)), M3: unemployed(201, 196)},
        "For Sorø Kommune kan ét ministermål vises med en vurdering, langtidsledige, og det er lidt "
        "bagud. Der var 196 langtidsledige i april 2014, 5 færre end i april 2013 (−2,5 pct.), men 2 "
        "over pejlemærket på højst 194. Tal og vurdering for førtidspension vises ikke af "
        "diskretionshensyn.",
    ),
    "two shown, one behind": Case(
        {M1: in_april("7.5", "8.4"), M2: Given({"2014-05": 3}, 3, ("2013-12", 6)), M3: unemployed(201, 203)},
        "Sorø Kommune er på sporet med ét af de to ministermål, der kan vises med en vurdering, og "
        "bagud med langtidsledige. Der var 203 langtidsledige i april 2014, 2 flere end i april 2013 "
        "(+1,0 pct.) og 9 over pejlemærket på højst 194. Tal og vurdering for førtidspension vises "
        "ikke af diskretionshensyn.",
    ),
    "three shown": Case(
        {
            M1: in_april("7.5", "8.4"),
            M2: Given({"2014-05": 3}, 3, ("2013-12", 6)),
            M3: unemployed(201, 181),
            M4: companies("32.9", "33.4"),
        },
        "Sorø Kommune er på sporet med begge de ministermål, der kan vises med en vurdering. "
        "Uddannelsesgraden var 8,4 pct. i januar–april 2014 mod 7,5 pct. i samme periode 2013. Der "
        "var 181 langtidsledige i april, 20 færre end i april 2013 (−10,0 pct.). "
        "Virksomhedssamarbejdet vurderes, når tallet for hele 2014 foreligger. Tal og vurdering for "
        "førtidspension vises ikke af diskretionshensyn.",
    ),
    "hidden and without a target": Case(
        {M2: Given({"2014-05": 3}), M3: unemployed(201, 181)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014, 20 færre end i april 2013 (−10,0 pct.). Pejlemærket "
        "for april er højst 194, og måltallet for december er højst 170, så tallet skal falde med "
        "yderligere 11. Tallet for førtidspension vises ikke af diskretionshensyn.",
    ),
    "the year before hidden": Case(
        {M3: Given(in_months(4, 12, "2014-04"), 10, ("2013-12", 14))},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 12 langtidsledige i april 2014, lige på pejlemærket på højst 12.",
    ),
    "the baseline hidden": Case(
        {M2: pensions(61, 52), M3: Given({"2013-12": 4, "2014-04": 7}, 5, ("2013-12", None))},
        "For Sorø Kommune kan ét ministermål vises med en vurdering, førtidspension, og det er på "
        "sporet. Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 "
        "færre end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december "
        "er højst 50, så tallet skal falde med yderligere 2. Vurderingen af langtidsledige vises "
        "ikke af diskretionshensyn.",
    ),
    "small for the own people, and behind": Case(
        {M3: Given(in_months(9, 4, "2014-04"), 1, ("2013-12", 4))},
        "Sorø Kommune er lidt bagud med det ene ministermål, der kan vurderes nu: langtidsledige. "
        "Der var 4 langtidsledige i april 2014; tallet må ikke gengives uden for jobcentret, "
        "regionen og ministeriet.",
        reader=INSIDER,
    ),
    "protecting somebody else's small number, for the own people": Case(
        {M3: unemployed(201, 203, protects=["2014-04"])},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: langtidsledige. Der var "
        "203 langtidsledige i april 2014, 2 flere end i april 2013 (+1,0 pct.) og 9 over pejlemærket "
        "på højst 194. Tallet for langtidsledige må ikke gengives uden for jobcentret, regionen og "
        "ministeriet.",
        reader=INSIDER,
    ),
    "protecting somebody else's small number, for readers outside": Case(
        {M2: pensions(61, 52), M3: unemployed(201, 203, protects=["2014-04"])},
        "For Sorø Kommune kan ét ministermål vises med en vurdering, førtidspension, og det er på "
        "sporet. Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 "
        "færre end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december "
        "er højst 50, så tallet skal falde med yderligere 2. Tal og vurdering for langtidsledige "
        "vises ikke af diskretionshensyn.",
    ),
    "none is no small number": Case(
        {M3: Given(in_months(12, 0, "2014-04"), 5, ("2013-12", 8))},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 0 langtidsledige i april 2014, 12 færre end i april 2013 (−100,0 pct.). Tallet er "
        "allerede 5 lavere end måltallet for december, som er højst 5, og det er 7 under pejlemærket "
        "for april. Om målet er nået, afgøres af tallet for december.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_small_number_stays_where_it_belongs(name: str) -> None:
    case = CASES[name]

    assert case.text == case.said
