"""What is told of goals without a verdict, and of missing figures."""

from __future__ import annotations

import pytest

from tests.goals.progress_builders import NOT_MEASURABLE, SUPPRESSED
from tests.reporting.paragraph_world import (
    M1,
    M2,
    M3,
    M4,
    Case,
    Given,
    World,
    companies,
    in_april,
    in_months,
    pensions,
    unemployed,
)

CASES = {
    "no targets at all": Case(
        {M2: Given(in_months(61, 52, "2014-05")), M3: Given(in_months(201, 181, "2014-04"))},
        "Ingen af ministermålene kan vurderes nu, fordi der ikke er registreret lokale måltal for "
        "2014. Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 "
        "færre end året før (−14,8 pct.). Der var 181 langtidsledige i april, 20 færre end i april "
        "2013 (−10,0 pct.). Der er ikke registreret lokale måltal for ministermål 2 og 3 i 2014, så "
        "udviklingen vurderes ikke.",
    ),
    "no figures of the year yet": Case(
        {M1: Given(target="24.0", due={"2014-04": "2014-09-10"}), M4: companies("32.9", "33.4")},
        "Ingen af ministermålene kan vurderes nu, fordi der endnu ikke er tal for 2014. Unge i "
        "uddannelse ventes 10. september; virksomhedssamarbejdet vurderes, når tallet for hele 2014 "
        "foreligger.",
    ),
    "nothing at all": Case(
        {M1: Given(), M2: Given(), M3: Given(), M4: Given()},
        "Ingen af ministermålene kan vurderes nu, fordi der ikke er registreret lokale måltal for 2014.",
    ),
    "two goals without a target": Case(
        {
            M2: pensions(61, 52),
            M3: Given(in_months(201, 181, "2014-04")),
            M4: companies("39.5", "37.0", None),
        },
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Der var 181 langtidsledige i april, 20 færre end i april 2013 "
        "(−10,0 pct.). Samarbejdsgraden med virksomhederne var 37,0 pct. i 2013 mod 39,5 pct. i "
        "2012, et fald på 2,5 procentpoint. Der er ikke registreret lokale måltal for ministermål 3 "
        "og 4 i 2014, så udviklingen vurderes ikke.",
    ),
    "without a target and rising": Case(
        {M2: pensions(61, 52), M4: companies("36.5", "37.0", None)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Samarbejdsgraden med virksomhederne var "
        "37,0 pct. i 2013 mod 36,5 pct. i 2012, en stigning på 0,5 procentpoint. Der er ikke "
        "registreret et lokalt måltal for ministermål 4 i 2014, så udviklingen vurderes ikke.",
    ),
    "a whole year's share without a target": Case(
        {M1: Given(in_months("21.5", "20.5", "2013-12")), M2: pensions(61, 52)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Uddannelsesgraden var 20,5 pct. i 2013 mod "
        "21,5 pct. i 2012, et fald på 1,0 procentpoint. Der er ikke registreret et lokalt måltal for "
        "ministermål 1 i 2014, så udviklingen vurderes ikke.",
    ),
    "not measurable": Case(
        {M2: pensions(61, 52), M4: Given({"2014-04": NOT_MEASURABLE}, "35.0")},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Samarbejdsgraden med virksomhederne kan "
        "ikke opgøres p.t. Måltallet er mindst 35,0 pct., men der er ingen vurdering, før tallet "
        "foreligger.",
    ),
    "not measurable and without a target": Case(
        {M2: pensions(61, 52), M4: Given({"2014-04": NOT_MEASURABLE})},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2.",
    ),
    "too few for a percentage": Case(
        {M1: in_april("2/30", "1/8"), M2: pensions(61, 52)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Uddannelsesgraden kan ikke opgøres, fordi "
        "der er for få til en procent. Måltallet er mindst 24,0 pct., men der er ingen vurdering, "
        "før tallet foreligger.",
    ),
    "hidden in the source": Case(
        {M2: pensions(61, 52), M3: Given({"2014-04": SUPPRESSED}, 170, ("2013-12", 206))},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Tallet for langtidsledige er skjult i "
        "kilden, så der er ingen vurdering.",
    ),
    "the baseline is awaited": Case(
        {M2: pensions(61, 52), M3: Given(in_months(201, 181, "2014-04"), 170)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Langtidsledige vurderes, når "
        "udgangspunktet er registreret.",
    ),
    "not due yet": Case(
        {
            M2: pensions(61, 52),
            M3: Given({"2013-12": 206}, 170, ("2013-12", 206), due={"2014-04": "2014-07-10"}),
        },
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Tallet for langtidsledige ventes 10. juli.",
    ),
    "due in the year after": Case(
        {M2: pensions(61, 52), M1: Given(target="24.0", due={"2014-12": "2015-05-10"})},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Unge i uddannelse ventes 10. maj 2015.",
    ),
    "missing without a figure of the year": Case(
        {
            M2: pensions(61, 52),
            M3: Given({"2013-12": 206}, 170, ("2013-12", 206), due={"2014-04": "2014-06-10"}),
        },
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Tallet for langtidsledige i april mangler; "
        "fristen var 10. juni.",
    ),
    "two months missing": Case(
        {
            M2: pensions(61, 52),
            M3: Given(
                {"2013-02": 210, "2014-02": 195},
                170,
                ("2013-12", 206),
                due={"2014-03": "2014-05-10", "2014-04": "2014-06-10"},
            ),
        },
        "Sorø Kommune er på sporet med begge de ministermål, der kan vurderes nu. Tilgangen til "
        "førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre end året før "
        "(−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er højst 50, så "
        "tallet skal falde med yderligere 2. Tallene for langtidsledige fra marts til april mangler; "
        "den første frist var 10. maj. Vurderingen bygger derfor på tallet for februar: 195 "
        "personer, 15 færre end i februar 2013 (−7,1 pct.).",
    ),
    "missing where the goal is behind": Case(
        {M2: Given(in_months(61, 60, "2014-04"), 50, ("2013-12", 62), due={"2014-05": "2014-06-10"})},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 60 personer i de 12 måneder til og med april 2014, 2 over "
        "pejlemærket på højst 58. Tallet for tilgangen til førtidspension i maj mangler; fristen var "
        "10. juni. Vurderingen bygger derfor på tallet til og med april.",
    ),
    "a month missing of a goal on track": Case(
        {M3: unemployed(201, 181, due={"2014-05": "2014-06-11"})},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. "
        "Tallet for langtidsledige i maj 2014 mangler; fristen var 11. juni. Vurderingen bygger "
        "derfor på tallet for april: 181 personer, 20 færre end i april 2013 (−10,0 pct.).",
    ),
    "a share missing past its deadline": Case(
        {
            M1: Given(
                {"2013-04": "8.0"},
                "24.0",
                due=dict.fromkeys(("2014-01", "2014-02", "2014-03", "2014-04"), "2014-06-10"),
            ),
            M2: pensions(61, 52),
        },
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Tallet for uddannelsesgraden i "
        "januar–april 2014 mangler; fristen var 10. juni.",
    ),
    "a missing figure beside one that is not late": Case(
        {
            M2: Given(in_months(61, 52, "2014-04"), 50, ("2013-12", 62), due={"2014-05": "2014-06-10"}),
            M3: Given({"2013-12": 206}, 170, ("2013-12", 206), due={"2014-04": "2014-07-10"}),
        },
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tallet for tilgangen til førtidspension i maj 2014 mangler; fristen var 10. juni. "
        "Vurderingen bygger derfor på tallet til og med april: 52 personer, 9 færre end året før "
        "(−14,8 pct.). Tallet for langtidsledige er ikke forsinket; det ventes 10. juli.",
    ),
    "not published by the source yet": Case(
        {
            M2: Given(
                in_months(61, 52, "2014-04"),
                50,
                ("2013-12", 62),
                due={"2014-05": "2014-06-10"},
                unpublished=["2014-05"],
            )
        },
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med april 2014, 9 færre "
        "end året før (−14,8 pct.). Pejlemærket for april er højst 58, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2. Kilden har endnu ikke offentliggjort "
        "tallet for tilgangen til førtidspension i maj.",
    ),
    "looking back, nothing later is missing": Case(
        {M2: Given(in_months(61, 52, "2014-02"), 50, ("2013-12", 62), due={"2014-03": "2014-04-10"})},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med februar 2014, 9 "
        "færre end året før (−14,8 pct.). Pejlemærket for februar er højst 60, og måltallet for "
        "december er højst 50, så tallet skal falde med yderligere 2.",
        World(as_of="2014-02"),
    ),
    "looking back to before the first figure": Case(
        {M1: Given(target="24.0", due={"2014-04": "2014-05-10"})},
        "Ingen af ministermålene kan vurderes nu, fordi der endnu ikke er tal for 2014.",
        World(as_of="2014-02"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_has_no_verdict_is_told(name: str) -> None:
    case = CASES[name]

    assert case.text == case.said
