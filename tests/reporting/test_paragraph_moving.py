"""What is told of preliminary, updated and corrected figures."""

from __future__ import annotations

import pytest

from tests.reporting.paragraph_world import (
    IN_FEBRUARY,
    INSIDER,
    M1,
    M2,
    M3,
    Case,
    Given,
    in_april,
    in_months,
    pensions,
    unemployed,
)

CASES = {
    "preliminary alone": Case(
        {M2: pensions(61, "52*", submitted_on="2014-06-04")},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension; på "
        "et foreløbigt tal. Tilgangen til førtidspension var 52* personer i de 12 måneder til og med "
        "maj 2014, 9 færre end året før (−14,8 pct.). *Foreløbigt: indsendt 4. juni 2014, endnu ikke "
        "frigivet. Tallet kan blive ændret.",
        reader=INSIDER,
        basis="preliminary",
    ),
    "both preliminary, of two days": Case(
        {
            M2: pensions(61, "52*", submitted_on="2014-06-04"),
            M3: unemployed(201, "181*", submitted_on="2014-06-05"),
        },
        "Sorø Kommune er på sporet med begge de ministermål, der kan vurderes nu; begge på "
        "foreløbige tal. Der var 181* langtidsledige i april 2014, 20 færre end i april 2013 (−10,0 "
        "pct.). Tilgangen til førtidspension var 52* personer i de 12 måneder til og med maj 2014, 9 "
        "færre end året før (−14,8 pct.). *Foreløbigt (førtidspension): indsendt 4. juni 2014, endnu "
        "ikke frigivet. Tallet kan blive ændret. *Foreløbigt (langtidsledige): indsendt 5. juni "
        "2014, endnu ikke frigivet. Tallet kan blive ændret.",
        reader=INSIDER,
        basis="preliminary",
    ),
    "preliminary and not submitted": Case(
        {M2: pensions(61, "52*")},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension; på "
        "et foreløbigt tal. Tilgangen til førtidspension var 52* personer i de 12 måneder til og med "
        "maj 2014, 9 færre end året før (−14,8 pct.). *Foreløbigt: indtastet 3. juni 2014, endnu "
        "ikke indsendt. Tallet kan blive ændret.",
        reader=INSIDER,
        basis="preliminary",
    ),
    "preliminary and not told": Case(
        {M2: pensions(61, "52*", submitted_on="2014-06-04"), M3: unemployed(201, 203)},
        "Sorø Kommune er på sporet med ét af de to ministermål, der kan vurderes nu, og bagud med "
        "langtidsledige. Der var 203 langtidsledige i april 2014, 2 flere end i april 2013 (+1,0 "
        "pct.) og 9 over pejlemærket på højst 194. *Foreløbigt (førtidspension): indsendt 4. juni "
        "2014, endnu ikke frigivet. Tallet kan blive ændret.",
        reader=INSIDER,
        basis="preliminary",
    ),
    "preliminary behind, as a percentage": Case(
        {M1: in_april("7.5", "7.0*", submitted_on="2014-06-04")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse; på "
        "et foreløbigt tal. Uddannelsesgraden var 7,0 pct.* i januar–april 2014 mod 7,5 pct. i samme "
        "periode 2013. Det er et fald på 0,5 procentpoint, og pejlemærket for april er mindst 8,0 "
        "pct., fordi måltallet for hele året er mindst 24,0 pct. *Foreløbigt: indsendt 4. juni 2014, "
        "endnu ikke frigivet. Tallet kan blive ændret.",
        reader=INSIDER,
        basis="preliminary",
    ),
    "one of three preliminary": Case(
        {
            M1: in_april("7.5", "8.4"),
            M2: pensions(61, "52*", submitted_on="2014-06-04"),
            M3: unemployed(201, 181),
        },
        "Sorø Kommune er på sporet med alle tre ministermål; ét af dem på et foreløbigt tal. "
        "Tilgangen til førtidspension var 52* personer i de 12 måneder til og med maj 2014, 9 færre "
        "end året før (−14,8 pct.). Uddannelsesgraden var 8,4 pct. i januar–april 2014 mod 7,5 pct. "
        "i samme periode 2013. Pejlemærket for april er mindst 8,0 pct., fordi måltallet for hele "
        "året er mindst 24,0 pct. Der var 181 langtidsledige i april, 20 færre end i april 2013 "
        "(−10,0 pct.). *Foreløbigt: indsendt 4. juni 2014, endnu ikke frigivet. Tallet kan blive "
        "ændret.",
        reader=INSIDER,
        basis="preliminary",
    ),
    "updated by the source, the verdict the same": Case(
        {M3: unemployed(201, 181, before=180)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014, 20 færre end i april 2013 (−10,0 pct.). Pejlemærket "
        "for april er højst 194, og måltallet for december er højst 170, så tallet skal falde med "
        "yderligere 11. Tallet for langtidsledige i april 2014 blev opdateret i kilden 12. juni "
        "(før: 180).",
    ),
    "corrected by the jobcentre, the verdict the same": Case(
        {M3: unemployed(201, 181, before=180, by_source=False, reason="Tastefejl")},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014, 20 færre end i april 2013 (−10,0 pct.). Pejlemærket "
        "for april er højst 194, og måltallet for december er højst 170, så tallet skal falde med "
        "yderligere 11. Tallet for langtidsledige i april 2014 blev rettet 12. juni (før: 180).",
    ),
    "updated by the source, from on track to behind": Case(
        {M2: pensions(61, 52), M3: unemployed(201, 203, before=190)},
        "Sorø Kommune er på sporet med ét af de to ministermål, der kan vurderes nu, og bagud med "
        'langtidsledige. Før 12. juni var vurderingen af langtidsledige "på sporet". Jobindsats.dk '
        "har opdateret tallet for april 2014 fra 190 til 203 på grund af efterregistreringer. Det er "
        "2 flere end i april 2013 (+1,0 pct.) og 9 over pejlemærket på højst 194. Tilgangen til "
        "førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 færre end året før "
        "(−14,8 pct.).",
    ),
    "corrected, from behind to on track": Case(
        {
            M2: pensions(61, 52),
            M3: unemployed(201, 190, before=210, by_source=False, reason="To måneder var byttet om"),
        },
        "Sorø Kommune er på sporet med begge de ministermål, der kan vurderes nu. Før 12. juni var "
        'vurderingen af langtidsledige "bagud". Jobcentret rettede 12. juni tallet for april fra 210 '
        "til 190. Begrundelse: To måneder var byttet om. Det er 11 færre end i april 2013 (−5,5 "
        "pct.) og 4 under pejlemærket på højst 194. Tilgangen til førtidspension var 52 personer i "
        "de 12 måneder til og med maj 2014, 9 færre end året før (−14,8 pct.).",
    ),
    "updated by the source in December, the target no longer reached": Case(
        {
            M3: Given(
                in_months(176, 131, "2014-12"), 128, ("2013-12", 176), before=127, changed_on="2015-02-01"
            )
        },
        "Sorø Kommune har ikke nået det ene ministermål, hvor resultatet for 2014 foreligger: "
        'langtidsledige. Før 1. februar 2015 var vurderingen af langtidsledige "mål nået". '
        "Jobindsats.dk har opdateret tallet for december 2014 fra 127 til 131 på grund af "
        "efterregistreringer. Dokumenter hentet før 1. februar 2015 viser 127.",
        world=IN_FEBRUARY,
    ),
    "what was replaced is none of the readers outside": Case(
        {M3: Given(in_months(12, 8, "2014-04"), 5, ("2013-12", 8), before=4)},
        "Sorø Kommune er lidt bagud med det ene ministermål, der kan vurderes nu: langtidsledige. "
        "Der var 8 langtidsledige i april 2014, 4 færre end i april 2013 (−33,3 pct.), men 1 over "
        "pejlemærket på højst 7.",
    ),
    "changed too late to be known then": Case(
        {M3: unemployed(201, 203, before=190, changed_on="2014-06-20")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: langtidsledige. Der var "
        "203 langtidsledige i april 2014, 2 flere end i april 2013 (+1,0 pct.) og 9 over pejlemærket "
        "på højst 194.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_figure_that_moves_is_told(name: str) -> None:
    case = CASES[name]

    assert case.text == case.said
