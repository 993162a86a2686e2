"""What is told of a goal with a path: on track, slightly behind, behind."""

from __future__ import annotations

import pytest

from tests.reporting.paragraph_world import (
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
    "far from the target the benchmark is told": Case(
        {M3: unemployed(201, 181)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014, 20 færre end i april 2013 (−10,0 pct.). Pejlemærket "
        "for april er højst 194, og måltallet for december er højst 170, så tallet skal falde med "
        "yderligere 11.",
    ),
    "the target is reached before its time": Case(
        {M3: unemployed(201, 165)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 165 langtidsledige i april 2014, 36 færre end i april 2013 (−17,9 pct.). Tallet er "
        "allerede 5 lavere end måltallet for december, som er højst 170, og det er 29 under "
        "pejlemærket for april. Om målet er nået, afgøres af tallet for december.",
    ),
    "exactly at the target before its time": Case(
        {M3: unemployed(201, 170)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 170 langtidsledige i april 2014, 31 færre end i april 2013 (−15,4 pct.). Tallet er "
        "allerede på måltallet for december, som er højst 170, og det er 24 under pejlemærket for "
        "april. Om målet er nået, afgøres af tallet for december.",
    ),
    "on track by less than the margin": Case(
        {M3: unemployed(201, 192)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 192 langtidsledige i april 2014, 9 færre end i april 2013 (−4,5 pct.) og 2 under "
        "pejlemærket på højst 194.",
    ),
    "on track though more than a year ago": Case(
        {M3: unemployed(190, 193)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 193 langtidsledige i april 2014, 3 flere end i april 2013 (+1,6 pct.), men 1 under "
        "pejlemærket på højst 194.",
    ),
    "exactly at the benchmark": Case(
        {M3: unemployed(201, 194)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 194 langtidsledige i april 2014, 7 færre end i april 2013 (−3,5 pct.) og lige på "
        "pejlemærket på højst 194.",
    ),
    "unchanged in a year": Case(
        {M3: unemployed(181, 181)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014, det samme som i april 2013. Pejlemærket for april er "
        "højst 194, og måltallet for december er højst 170, så tallet skal falde med yderligere 11.",
    ),
    "no figure of a year ago": Case(
        {M3: unemployed(None, 181)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014. Pejlemærket for april er højst 194, og måltallet for "
        "december er højst 170, så tallet skal falde med yderligere 11.",
    ),
    "none a year ago": Case(
        {M3: unemployed(0, 181)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014, 181 flere end i april 2013. Pejlemærket for april er "
        "højst 194, og måltallet for december er højst 170, så tallet skal falde med yderligere 11.",
    ),
    "more than halved": Case(
        {M2: pensions(105, 52)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014 mod 105 "
        "året før. Den er mere end halveret (−50,5 pct.).",
    ),
    "exactly halved has fallen": Case(
        {M2: pensions(104, 52)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 52 færre "
        "end året før (−50,0 pct.). Pejlemærket for maj er højst 57, og måltallet for december er "
        "højst 50, så tallet skal falde med yderligere 2.",
    ),
    "more than halved and target reached, after a reform": Case(
        {M2: pensions(105, 45, marks=[("2013-01", "Førtidspensionsreform", False)])},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 45 personer i de 12 måneder til og med maj 2014 mod 105 "
        "året før. Den er mere end halveret (−57,1 pct.).",
    ),
    "more than halved from fewer than ten has fallen": Case(
        {M2: Given(in_months(9, 4, "2014-05"), 8, ("2013-12", 9))},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Tilgangen til førtidspension var 4 personer i de 12 måneder til og med maj 2014; tallet må "
        "ikke gengives uden for jobcentret, regionen og ministeriet.",
        reader=INSIDER,
    ),
    "one person": Case(
        {M3: Given(in_months(6, 1, "2014-04"), 4, ("2013-12", 8))},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 1 langtidsledig i april 2014; tallet må ikke gengives uden for jobcentret, regionen og "
        "ministeriet.",
        reader=INSIDER,
    ),
    "one person fewer": Case(
        {M3: unemployed(182, 181)},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 181 langtidsledige i april 2014, 1 færre end i april 2013 (−0,5 pct.). Pejlemærket for "
        "april er højst 194, og måltallet for december er højst 170, så tallet skal falde med "
        "yderligere 11.",
    ),
    "a small base behind": Case(
        {M3: Given(in_months(9, 12, "2014-04"), 8, ("2013-12", 11))},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: langtidsledige. Der var "
        "12 langtidsledige i april 2014, 3 flere end i april 2013. Tallet er steget siden "
        "udgangspunktet i december 2013 (11), selv om det skal falde til højst 8. Det er 2 over "
        "pejlemærket for april, som er højst 10.",
    ),
    "a small base where one person more would change the verdict": Case(
        {M3: Given(in_months(9, 7, "2014-04"), 5, ("2013-12", 8))},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: langtidsledige. Der "
        "var 7 langtidsledige i april 2014, 2 færre end i april 2013. Tallene er så små, at "
        "udviklingen ikke vises i procent; 1 person mere ville have ændret vurderingen.",
    ),
    "behind though fewer than a year ago": Case(
        {M3: unemployed(230, 203)},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: langtidsledige. Der var "
        "203 langtidsledige i april 2014, 27 færre end i april 2013 (−11,7 pct.), men 9 over "
        "pejlemærket på højst 194.",
    ),
    "slightly behind and more than a year ago": Case(
        {M3: unemployed(190, 196)},
        "Sorø Kommune er lidt bagud med det ene ministermål, der kan vurderes nu: langtidsledige. "
        "Der var 196 langtidsledige i april 2014, 6 flere end i april 2013 (+3,2 pct.) og 2 over "
        "pejlemærket på højst 194.",
    ),
    "worse than the baseline": Case(
        {M3: unemployed(200, 215)},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: langtidsledige. Der var "
        "215 langtidsledige i april 2014, 15 flere end i april 2013 (+7,5 pct.). Tallet er steget "
        "siden udgangspunktet i december 2013 (206), selv om det skal falde til højst 170. Det er 21 "
        "over pejlemærket for april, som er højst 194.",
    ),
    "slightly behind by less than one": Case(
        {M3: Given(in_months(201, 207, "2014-04"), 188, ("2013-12", 216))},
        "Sorø Kommune er lidt bagud med det ene ministermål, der kan vurderes nu: langtidsledige. "
        "Der var 207 langtidsledige i april 2014, 6 flere end i april 2013 (+3,0 pct.) og 1 over "
        "pejlemærket på højst 206.",
    ),
    "a rising goal worse than its baseline": Case(
        {M1: Given(in_months("30.0", "27.0", "2014-04"), "36.0", ("2013-12", "30.0"), window="month")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 27,0 pct. i april 2014 mod 30,0 pct. i april 2013. Det er et fald på "
        "3,0 procentpoint, og pejlemærket for april er mindst 32,0 pct.; måltallet for december er "
        "mindst 36,0 pct. Tallet er faldet siden udgangspunktet i december 2013 (30,0 pct.), selv om "
        "det skal stige til mindst 36,0 pct.",
    ),
    "a share behind and lower than a year ago": Case(
        {M1: in_april("17/198", "13/201")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 6,5 pct. i januar–april 2014 mod 8,6 pct. i samme periode 2013. Det "
        "er et fald på 2,1 procentpoint, og pejlemærket for april er mindst 8,0 pct., fordi "
        "måltallet for hele året er mindst 24,0 pct. Der mangler, hvad der svarer til, at 4 unge "
        "mere var begyndt på en uddannelse.",
    ),
    "a share behind, known as a percentage alone": Case(
        {M1: in_april("7.5", "7.0")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 7,0 pct. i januar–april 2014 mod 7,5 pct. i samme periode 2013. Det "
        "er et fald på 0,5 procentpoint, og pejlemærket for april er mindst 8,0 pct., fordi "
        "måltallet for hele året er mindst 24,0 pct.",
    ),
    "a share behind, without a year before": Case(
        {M1: in_april(None, "13/201")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 6,5 pct. i januar–april 2014. Pejlemærket for april er mindst 8,0 "
        "pct., fordi måltallet for hele året er mindst 24,0 pct. Der mangler, hvad der svarer til, "
        "at 4 unge mere var begyndt på en uddannelse.",
    ),
    "a share unchanged in a year": Case(
        {M1: in_april("14/200", "14/200")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 7,0 pct. i januar–april 2014 mod 7,0 pct. i samme periode 2013. "
        "Pejlemærket for april er mindst 8,0 pct., fordi måltallet for hele året er mindst 24,0 pct. "
        "Der mangler, hvad der svarer til, at 2 unge mere var begyndt på en uddannelse.",
    ),
    "a share that one young person more would have brought there": Case(
        {M1: in_april("10/200", "15/200")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 7,5 pct. i januar–april 2014 mod 5,0 pct. i samme periode 2013. Det "
        "er en stigning på 2,5 procentpoint, men pejlemærket for april er mindst 8,0 pct., fordi "
        "måltallet for hele året er mindst 24,0 pct. Der mangler, hvad der svarer til, at 1 ung mere "
        "var begyndt på en uddannelse.",
    ),
    "a share that looks like its benchmark": Case(
        {M1: in_april("7.5", "7.96")},
        "Sorø Kommune er lidt bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 7,96 pct. i januar–april 2014 mod 7,5 pct. i samme periode 2013. Det "
        "er en stigning på 0,5 procentpoint, men pejlemærket for april er mindst 8,00 pct., fordi "
        "måltallet for hele året er mindst 24,0 pct.",
    ),
    "a share on track across a series break": Case(
        {M1: in_april("7.5", "8.4", marks=[("2014-01", "Kontanthjælpsreform", True)])},
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 8,4 pct. i januar–april 2014 mod 7,5 pct. i samme periode 2013. "
        "Målgruppen blev ændret 1. januar 2014 (kontanthjælpsreform), så tallene for 2013 og 2014 "
        "kan ikke umiddelbart sammenlignes.",
    ),
    "a count across a series break": Case(
        {M3: unemployed(201, 203, marks=[("2014-01", "Ny opgørelse", True)])},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: langtidsledige. Der var "
        "203 langtidsledige i april 2014, 2 flere end i april 2013 (+1,0 pct.) og 9 over pejlemærket "
        "på højst 194. Opgørelsen blev ændret 1. januar 2014 (ny opgørelse), så tallene for 2013 og "
        "2014 kan ikke umiddelbart sammenlignes.",
    ),
    "a share by the season of the year before": Case(
        {M1: Given({f"2013-{n:02}": str(2 * n) for n in range(1, 13)} | {"2014-04": "7.0"}, "24.0")},
        "Sorø Kommune er bagud med det ene ministermål, der kan vurderes nu: Unge i uddannelse. "
        "Uddannelsesgraden var 7,0 pct. i januar–april 2014 mod 8,0 pct. i samme periode 2013. Det "
        "er et fald på 1,0 procentpoint, og pejlemærket for april er mindst 8,0 pct., fordi "
        "måltallet for hele året er mindst 24,0 pct.",
    ),
    "the nearest to its benchmark first": Case(
        {M2: pensions(61, 52), M3: unemployed(201, 190)},
        "Sorø Kommune er på sporet med begge de ministermål, der kan vurderes nu. Der var 190 "
        "langtidsledige i april 2014, 11 færre end i april 2013 (−5,5 pct.). Pejlemærket for april "
        "er højst 194, og måltallet for december er højst 170, så tallet skal falde med yderligere "
        "20. Tilgangen til førtidspension var 52 personer i de 12 måneder til og med maj 2014, 9 "
        "færre end året før (−14,8 pct.). Pejlemærket for maj er højst 57, og måltallet for december "
        "er højst 50, så tallet skal falde med yderligere 2.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_goal_with_a_path_is_told(name: str) -> None:
    case = CASES[name]

    assert case.text == case.said
