"""The twelve agreed examples of the paragraph, word for word, from the facts that stand beside each.

Where an example tells of one goal alone, `World.part` selects it; where it leaves goals out, they have no
figure and no target, or `about` names those told.
"""

from __future__ import annotations

from tests.goals.progress_builders import NOT_MEASURABLE
from tests.reporting.paragraph_world import INSIDER, M1, M2, M3, M4, Given, World, in_months

M1_AWAITED = Given(
    target="24.0", due=dict.fromkeys(("2014-01", "2014-02", "2014-03", "2014-04"), "2014-09-10")
)
M4_AWAITED = Given({"2012-12": "32.9", "2013-12": "33.4"}, "35.0")


def test_1_on_track() -> None:
    found = World("Ringsted").paragraph(
        {
            M1: M1_AWAITED,
            M2: Given(in_months(58, 45, "2014-05"), 44, ("2013-12", 60)),
            M3: Given(in_months(168, 143, "2014-04"), 128, ("2013-12", 176)),
            M4: M4_AWAITED,
        }
    )

    assert found.text == (
        "Ringsted Kommune er på sporet med begge de ministermål, der kan vurderes nu. Der var 143 "
        "langtidsledige i april 2014, 25 færre end i april 2013 (−14,9 pct.). Pejlemærket for april er "
        "højst 160, og måltallet for december er højst 128, så tallet skal falde med yderligere 15. "
        "Tilgangen til førtidspension var 45 personer i de 12 måneder til og med maj 2014, 13 færre end "
        "året før (−22,4 pct.). Unge i uddannelse ventes 10. september; virksomhedssamarbejdet vurderes, "
        "når tallet for hele 2014 foreligger."
    )


def test_2_behind_with_a_rising_goal() -> None:
    found = World("Faxe", "2014-08", "2014-09-15").paragraph(
        {
            M1: Given(
                in_months("17/198", "19/201", "2014-04"),
                "34.0",
                marks=[("2014-01", "Uddannelseshjælp", True)],
            ),
            M2: Given(in_months(61, 52, "2014-08"), 50, ("2013-12", 62)),
            M3: Given(in_months(201, 181, "2014-07"), 170, ("2013-12", 204)),
            M4: M4_AWAITED,
        }
    )

    assert found.text == (
        "Faxe Kommune er på sporet med to af de tre ministermål, der kan vurderes nu, og bagud med ét: Unge "
        "i uddannelse. Uddannelsesgraden var 9,5 pct. i januar–april 2014 mod 8,6 pct. i samme periode "
        "2013. Det er en stigning på 0,9 procentpoint, men pejlemærket for april er mindst 11,3 pct., fordi "
        "måltallet for hele året er mindst 34,0 pct. Der mangler, hvad der svarer til, at 4 unge mere var "
        "begyndt på en uddannelse. Målgruppen blev ændret 1. januar 2014 (uddannelseshjælp), så tallene for "
        "2013 og 2014 kan ikke umiddelbart sammenlignes."
    )


def test_3_a_missing_figure() -> None:
    found = World("Næstved").paragraph(
        {
            M1: M1_AWAITED,
            M2: Given(in_months(163, 118, "2014-04"), 120, ("2013-12", 150), due={"2014-05": "2014-06-10"}),
            M3: Given(in_months(455, 412, "2014-04"), 370, ("2013-12", 430)),
            M4: M4_AWAITED,
        }
    )

    assert found.text == (
        "Næstved Kommune er på sporet med ét af de to ministermål, der kan vurderes nu, og lidt bagud med "
        "det andet: langtidsledige. Der var 412 langtidsledige i april 2014, 2 over pejlemærket på højst "
        "410. Tallet for tilgangen til førtidspension i maj mangler; fristen var 10. juni. Vurderingen "
        "bygger derfor på tallet til og med april: 118 personer, 45 færre end året før (−27,6 pct.). Unge i "
        "uddannelse er ikke forsinket; tallet ventes 10. september."
    )


def test_4_not_measurable() -> None:
    found = World("Viborg", "2013-09", "2013-10-15").paragraph(
        {
            M1: Given(in_months("7.9", "8.4", "2013-04"), "24.0"),
            M2: Given(in_months(148, 97, "2013-09"), 105, ("2012-12", 140)),
            M3: Given(in_months(398, 402, "2013-08"), 380, ("2012-12", 410)),
            M4: Given({"2013-08": NOT_MEASURABLE}, "25.0"),
        }
    )

    assert found.text == (
        "Viborg Kommune er på sporet med to af de tre ministermål, der kan vurderes nu, og bagud med "
        "langtidsledige. Der var 402 langtidsledige i august 2013, 4 flere end i august 2012 (+1,0 pct.) og "
        "12 over pejlemærket på højst 390. Samarbejdsgraden med virksomhederne kan ikke opgøres p.t. "
        "Måltallet er mindst 25,0 pct., men der er ingen vurdering, før tallet foreligger."
    )


SOROES_PENSIONS = Given(
    in_months(72, 34, "2014-05"), 38, ("2012-12", 86), marks=[("2013-01", "Førtidspensionsreform", False)]
)


def test_5_no_target() -> None:
    """The details told are those of goal 4."""
    goals = {M1: Given(), M2: SOROES_PENSIONS, M3: Given(), M4: Given({"2012-12": "39.5", "2013-12": "37.0"})}

    assert World("Sorø").paragraph(goals, about=[M4]).text == (
        "Sorø Kommune er på sporet med det ene ministermål, der kan vurderes nu: førtidspension. "
        "Samarbejdsgraden med virksomhederne var 37,0 pct. i 2013 mod 39,5 pct. i 2012, et fald på 2,5 "
        "procentpoint. Der er ikke registreret et lokalt måltal for ministermål 4 i 2014, så udviklingen "
        "vurderes ikke."
    )


def test_6_better_than_the_target_before_its_time() -> None:
    """Goal 2 alone."""
    assert World("Sorø").part(M2, SOROES_PENSIONS).text == (
        "Tilgangen til førtidspension var 34 personer i de 12 måneder til og med maj 2014 mod 72 året før. "
        "Den er mere end halveret (−52,8 pct.). Tallet er allerede 4 lavere end måltallet for december, som "
        "er højst 38, og det er 18 under pejlemærket for maj. Om målet er nået, afgøres af tallet for "
        "december. Faldet skal ses i sammenhæng med reformen af førtidspension 1. januar 2013."
    )


AEROES = {
    M1: Given(),
    M2: Given({"2014-04": 3}, 3, ("2013-12", 6)),
    M3: Given(in_months(9, 6, "2014-04"), 5, ("2013-12", 8)),
    M4: Given(),
}


def test_7_small_numbers_for_readers_outside() -> None:
    assert World("Ærø", "2014-04", "2014-05-12").paragraph(AEROES).text == (
        "For Ærø Kommune kan ét ministermål vises med en vurdering, langtidsledige, og det er på sporet. "
        "Der var 6 langtidsledige i april 2014, 3 færre end i april 2013. Tallene er så små, at udviklingen "
        "ikke vises i procent; 2 personer flere ville have ændret vurderingen. Tal og vurdering for "
        "førtidspension vises ikke af diskretionshensyn."
    )


def test_7_small_numbers_for_the_own_people_in_the_last_sentence() -> None:
    found = World("Ærø", "2014-04", "2014-05-12").paragraph(AEROES, reader=INSIDER)

    assert found.sentences[-1] == (
        "Tilgangen til førtidspension var 3 personer i de 12 måneder til og med april 2014; tallet må ikke "
        "gengives uden for jobcentret, regionen og ministeriet."
    )


def test_8_a_preliminary_figure() -> None:
    found = World("Hillerød").paragraph(
        {
            M2: Given(in_months(63, "41*", "2014-05"), 48, ("2013-12", 60), submitted_on="2014-06-04"),
            M3: Given(in_months(214, 205, "2014-04"), 190, ("2013-12", 215)),
        },
        reader=INSIDER,
        basis="preliminary",
    )

    assert found.text == (
        "Hillerød Kommune er på sporet med begge de ministermål, der kan vurderes nu; det ene på et "
        "foreløbigt tal. Tilgangen til førtidspension var 41* personer i de 12 måneder til og med maj 2014, "
        "22 færre end året før (−34,9 pct.). Der var 205 langtidsledige i april, 9 færre end i april 2013 "
        "(−4,2 pct.) og 1 under pejlemærket på højst 206. *Foreløbigt: indsendt 4. juni 2014, endnu ikke "
        "frigivet. Tallet kan blive ændret."
    )


def test_9_an_updated_figure_changes_the_verdict() -> None:
    """Goal 3 alone."""
    updated = Given(in_months(171, 150, "2014-04"), 124, ("2013-12", 160), before=143)

    assert World("Kalundborg", "2014-04").part(M3, updated).text == (
        'Kalundborg Kommune er lidt bagud med langtidsledige; før 12. juni var vurderingen "på sporet". '
        "Jobindsats.dk har opdateret tallet for april 2014 fra 143 til 150 på grund af efterregistreringer. "
        "Det er fortsat 21 færre end i april 2013 (−12,3 pct.), men 2 over pejlemærket på højst 148. "
        "Dokumenter hentet før 12. juni viser 143."
    )


def test_9_a_figure_that_the_jobcentre_itself_corrected() -> None:
    corrected = Given(
        in_months(171, 150, "2014-04"),
        124,
        ("2013-12", 160),
        before=143,
        by_source=False,
        reason="Tallene for to måneder var byttet om.",
    )

    assert World("Kalundborg", "2014-04").part(M3, corrected).sentences[1] == (
        "Jobcentret rettede 12. juni tallet for april fra 143 til 150. Begrundelse: Tallene for to måneder "
        "var byttet om."
    )


def test_10_december() -> None:
    found = World("Lejre", "2014-12", "2015-02-10").paragraph(
        {
            M1: Given(target="24.0", due={"2014-12": "2015-05-10"}),
            M2: Given(in_months(48, 36, "2014-12"), 38, ("2013-12", 48)),
            M3: Given(in_months(176, 131, "2014-12"), 128, ("2013-12", 176)),
            M4: Given(target="35.0", due={"2014-12": "2015-04-30"}),
        }
    )

    assert found.text == (
        "Lejre Kommune har nået ét af de to ministermål, hvor resultatet for 2014 foreligger. Målet for "
        "førtidspension er nået: 36 personer i 2014 mod et måltal på højst 38. Målet for langtidsledige er "
        "ikke nået: 131 i december, 3 flere end måltallet på højst 128. Antallet er dog faldet med 45 siden "
        "december 2013 (−25,6 pct.). Resultatet for unge i uddannelse ventes i maj 2015 og for "
        "virksomhedssamarbejdet i foråret 2015."
    )


def test_11_worse_than_the_baseline() -> None:
    found = World("Odsherred", "2014-04", "2014-05-12").paragraph(
        {
            M2: Given(in_months(58, 45, "2014-04"), 44, ("2013-12", 60)),
            M3: Given(in_months(158, 171, "2014-04"), 136, ("2013-12", 160)),
        }
    )

    assert found.text == (
        "Odsherred Kommune er på sporet med ét af de to ministermål, der kan vurderes nu, og bagud med "
        "langtidsledige. Der var 171 langtidsledige i april 2014, 13 flere end i april 2013 (+8,2 pct.). "
        "Tallet er steget siden udgangspunktet i december 2013 (160), selv om det skal falde til højst 136. "
        "Det er 19 over pejlemærket for april, som er højst 152."
    )


def test_12_a_region_only_partly_reported() -> None:
    """Goal 2 alone, beside the 45 other municipalities of the region, of which two have no figure for May."""
    others = {f"By {n}": {"2013-04": 72, "2014-04": 57, "2013-05": 69, "2014-05": 54} for n in range(42)}
    others["Storby"] = {"2013-05": 106, "2014-05": 98, "2013-04": 100, "2014-04": 80}
    others["Lolland"] = {"2013-04": 40, "2014-04": 30}
    others["Stevns"] = {"2013-04": 29, "2014-04": 24}
    greve = Given(
        {"2013-04": 57, "2014-04": 45, "2013-05": 58, "2014-05": 44}, 42, ("2013-12", 56), others=others
    )

    assert World("Greve").part(M2, greve).text == (
        "Tilgangen til førtidspension i Greve Kommune var 44 personer i de 12 måneder til og med maj 2014, "
        "14 færre end året før (−24,1 pct.). Kommunen er på sporet; pejlemærket er højst 50. Østdanmark kan "
        "ikke opgøres samlet for maj, fordi 44 af 46 kommuner har indberettet; Lolland og Stevns mangler. "
        "Den seneste fælles måned er april: −21,1 pct. i Greve og −20,8 pct. i Østdanmark. I de 44 "
        "kommuner, der har indberettet for maj, er faldet 21,3 pct."
    )
