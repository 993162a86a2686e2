"""What is read from blocks as people copy them out of their spreadsheets; one row per block.

Vibe's jobcentre serves Esbjerg (0561) and Fanø (0563). It is 3 June 2014.
"""

from __future__ import annotations

import pytest

from tests.goals.blocks import previewed, told
from tests.goals.entry_page import Office

E_UNEMPLOYED, F_UNEMPLOYED = "0561 langtidsledige 2014-04: ", "0563 langtidsledige 2014-04: "
E_PENSIONS, F_PENSIONS = "0561 foertidspension 2014-04: ", "0563 foertidspension 2014-04: "
BOTH = [E_PENSIONS + "120", E_UNEMPLOYED + "400", F_PENSIONS + "2", F_UNEMPLOYED + "5"]
IN_TWO_MONTHS = [
    "0561 langtidsledige 2014-03: 410",
    "0561 langtidsledige 2014-04: 400",
    "0563 langtidsledige 2014-03: 6",
    "0563 langtidsledige 2014-04: 5",
]
MONTHS = ["Jan", "Feb", "Mar", "Apr"]
SEASON = [f"0561 langtidsledige 2014-0{number}: {400 + number}" for number in (1, 2, 3, 4)]

NAMED = {
    "municipalities down, indicators across": (
        "\tFørtidspension\tLangtidsledige\nEsbjerg\t120\t400\nFanø\t2\t5",
        BOTH,
    ),
    "with Windows' line ends and an empty row below": (
        "\tFørtidspension\tLangtidsledige\r\nEsbjerg\t120\t400\r\nFanø\t2\t5\r\n\t\t\r\n\r\n",
        BOTH,
    ),
    "indicators down, municipalities across": (
        "\tEsbjerg\tFanø\nFørtidspension\t120\t2\nLangtidsledige\t400\t5",
        BOTH,
    ),
    "names in full": (
        "Kommune\tTilgang til førtidspension\tLangtidsledige\nEsbjerg Kommune\t120\t400\nFanø Kommune\t2\t5",
        BOTH,
    ),
    "ae, oe and aa": ("\tFoertidspension\tLangtidsledige\nESBJERG\t120\t400\nFanoe\t2\t5", BOTH),
    "capital letters": ("\tFØRTIDSPENSION\tLANGTIDSLEDIGE\nESBJERG\t120\t400\nFANØ KOMMUNE\t2\t5", BOTH),
    "codes of four digits": ("\tfoertidspension\tlangtidsledige\n0561\t120\t400\n0563\t2\t5", BOTH),
    "codes without their zero": ("Kode\tFørtidspension\tLangtidsledige\n561\t120\t400\n563\t2\t5", BOTH),
    "codes without zero or heading": ("\tFørtidspension\tLangtidsledige\n561\t120\t400\n563\t2\t5", BOTH),
    "codes as decimals": ("Kommune\tFørtidspension\tLangtidsledige\n561.0\t120\t400\n563.0\t2\t5", BOTH),
    "codes across": ("\t0561\t0563\nFørtidspension\t120\t2\nLangtidsledige\t400\t5", BOTH),
    "code and name in one cell": (
        "\tFørtidspension\tLangtidsledige\n561 Esbjerg\t120\t400\n563 Fanø\t2\t5",
        BOTH,
    ),
    "code and name in two columns": (
        "Kode\tKommune\tFørtidspension\tLangtidsledige\n0561\tEsbjerg\t120\t400\n0563\tFanø\t2\t5",
        BOTH,
    ),
    "the goals by number": ("\tMinistermål 2\tMinistermål 3\nEsbjerg\t120\t400\nFanø\t2\t5", BOTH),
    "swapped columns find their place by name": (
        "Langtidsledige\tKommune\n400\tEsbjerg",
        [
            "! 400: Skriv, hvilken kommune tallet gælder.",
            "! Esbjerg: Her skal stå et tal. Navne skal stå til venstre for tallene og over dem.",
        ],
    ),
    "the columns in another order": (
        "\tLangtidsledige\tFørtidspension\nFanø\t5\t2\nEsbjerg\t400\t120",
        BOTH,
    ),
    "with units in the names": (
        "\tFørtidspension (personer)\tLangtidsledige, antal\nEsbjerg\t120\t400\nFanø\t2\t5",
        BOTH,
    ),
    "a line break inside a quoted cell": (
        '\tTilgang til førtidspension\t"Antal\nlangtidsledige"\nEsbjerg\t120\t400\n"Fanø\nKommune"\t2\t5',
        BOTH,
    ),
    "a title over it": (
        "April 2014\t\t\n\tFørtidspension\tLangtidsledige\nEsbjerg\t120\t400\nFanø\t2\t5",
        BOTH,
    ),
    "a title that says nothing": (
        "Udtræk fra jobindsats.dk\t\t\n\tFørtidspension\tLangtidsledige\nEsbjerg\t120\t400\nFanø\t2\t5",
        BOTH,
    ),
    "a footnote under it": (
        "\tFørtidspension\tLangtidsledige\nEsbjerg\t120\t400\nFanø\t2\t5\nKilde: jobindsats.dk",
        BOTH,
    ),
    "both names in the first column": (
        "Førtidspension, Esbjerg\t120\nLangtidsledige, Esbjerg\t400\n"
        "Førtidspension, Fanø Kommune\t2\nLangtidsledige Fanø\t5",
        BOTH,
    ),
    "two columns of names, the outer one joined": (
        "Esbjerg\tFørtidspension\t120\n\tLangtidsledige\t400\nFanø\tFørtidspension\t2\n\tLangtidsledige\t5",
        BOTH,
    ),
    "the municipality as a heading of its rows": (
        "Esbjerg\t\nFørtidspension\t120\nLangtidsledige\t400\nFanø\t\nFørtidspension\t2\nLangtidsledige\t5",
        BOTH,
    ),
    "two joined rows over the numbers": (
        "\tEsbjerg\t\tFanø\t\n\tFørtidspension\tLangtidsledige\tFørtidspension\tLangtidsledige\n"
        "April 2014\t120\t400\t2\t5",
        BOTH,
    ),
    "two tables under each other": (
        "Esbjerg\tTal\nFørtidspension\t120\nLangtidsledige\t400\n\t\nFanø\tTal\nFørtidspension\t2\nLangtidsledige\t5",
        BOTH,
    ),
    "a list with a row for each number": (
        "Kommune\tIndikator\tMåned\tVærdi\nEsbjerg\tFørtidspension\tapr. 2014\t120\n"
        "Esbjerg\tLangtidsledige\tapr. 2014\t400\n"
        "Fanø\tFørtidspension\tapr. 2014\t2\nFanø\tLangtidsledige\tapr. 2014\t5",
        BOTH,
    ),
    "the figures file": (
        "indicator;area;month;value;note\nfoertidspension;0561;2014-04;120;\nlangtidsledige;0561;2014M04;400;ok\n"
        "foertidspension;563;2014-04;2;\nlangtidsledige;0563;2014-04;5;",
        BOTH,
    ),
    "empty cells and dashes say nothing": (
        "\tFørtidspension\tLangtidsledige\nEsbjerg\t–\t400\nFanø\t-\t",
        [E_UNEMPLOYED + "400"],
    ),
    "an empty column between": (
        "\tFørtidspension\t\tLangtidsledige\nEsbjerg\t120\t\t400\nFanø\t2\t\t5",
        BOTH,
    ),
    "an empty column before it": (
        "\t\tFørtidspension\tLangtidsledige\n\tEsbjerg\t120\t400\n\tFanø\t2\t5",
        BOTH,
    ),
}
MONTHLY = {
    "months across": ("\tmarts 2014\tapril 2014\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "months down": ("\tEsbjerg\tFanø\nmar. 2014\t410\t6\napr. 2014\t400\t5", IN_TWO_MONTHS),
    "as a spreadsheet writes them": ("\tmar-14\tapr-14\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "short and without a year": ("\tMar\tApr\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "for machines": ("\t2014-03\t2014M04\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "as days": ("\t31-03-2014\t1.4.2014\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "as days with strokes": ("\t31/03/2014\t1/4-2014\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "with two digits for the year": ("\t01-03-14\t01.04.14\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "ISO days": ("\t2014-03-01\t2014-04-30 00:00:00\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "in English": ("\tMarch 2014\tApril 2014\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "as periods": (
        "\tapr. 2013–mar. 2014\tmaj 2013 - apr. 2014\nEsbjerg\t410\t400\nFanø\t6\t5",
        IN_TWO_MONTHS,
    ),
    "the year over the months": ("\t2014\t\n\tmarts\tapril\nEsbjerg\t410\t400\nFanø\t6\t5", IN_TWO_MONTHS),
    "numbered under a heading": ("Måned\tEsbjerg\tFanø\n3\t410\t6\n4\t400\t5", IN_TWO_MONTHS),
    "year and month in two columns": (
        "År\tMåned\tEsbjerg\tFanø\n2014\t3\t410\t6\n2014\t4\t400\t5",
        IN_TWO_MONTHS,
    ),
    "the newest first": ("\tapril\tmarts\nEsbjerg\t400\t410\nFanø\t5\t6", IN_TWO_MONTHS),
}
MONTHLY = {name: (f"Langtidsledige\t\t\n{text}", lines) for name, (text, lines) in MONTHLY.items()}
RATIO = "0561 uddannelsesgrad 2014-04: "
RATIOS = {
    "the two parts": (
        "\tUnge på ydelse\tBegyndt på uddannelse\nEsbjerg\t201\t19",
        [RATIO + "begyndt 19, unge 201"],
    ),
    "the parts under the name": (
        "\tUddannelsesgrad\t\n\tNævner\tTæller\nEsbjerg\t1.201\t119",
        [RATIO + "begyndt 119, unge 1201"],
    ),
    "the percentage alone": ("\tUddannelsesgrad\nEsbjerg\t9,5", [RATIO + "9,5"]),
    "the percentage with its sign": ("\tUddannelsesgrad\nEsbjerg\t9,5 %", [RATIO + "9,5"]),
    "the percentage as our own tables show it": ("\tUddannelsesgrad\nEsbjerg\t9,5 pct.", [RATIO + "9,5"]),
    "percentage and parts that agree": (
        "\tUnge på ydelse\tBegyndt på uddannelse\tUddannelsesgrad, pct.\nEsbjerg\t201\t19\t9,5",
        [RATIO + "begyndt 19, unge 201"],
    ),
    "percentage and parts that do not": (
        "\tUnge på ydelse\tBegyndt på uddannelse\tUddannelsesgrad, pct.\nEsbjerg\t201\t19\t12,0",
        [
            "! 12,0: 19 af 201 er 9,5 pct., men der står 12,0 pct. "
            "Ret ét af tallene, eller slet procenttallet."
        ],
    ),
    "swapped columns": (
        "\tUnge på ydelse\tBegyndt på uddannelse\nEsbjerg\t19\t201",
        ["! 201: Begyndt på uddannelse (201) er flere end unge på ydelse (19). Er de to tal byttet om?"],
    ),
    "one part alone": (
        "\tUnge på ydelse\nEsbjerg\t201",
        ["! 201: Skriv også begyndt på uddannelse, eller skriv procenttallet alene."],
    ),
    "over 100": ("\tUddannelsesgrad\nEsbjerg\t120", ["! 120: Et procenttal er højst 100."]),
}
DIALECTS = {
    "Danish thousands": ("\tLangtidsledige\nEsbjerg\t1.234", [E_UNEMPLOYED + "1234"]),
    "a point for the decimals": (
        "\tUddannelsesgrad\nEsbjerg\t9.5\nFanø\t12.25",
        [RATIO + "9,5", "0563 uddannelsesgrad 2014-04: 12,25"],
    ),
    "one certain cell decides for all": (
        "\tUddannelsesgrad\nEsbjerg\t9.500\nFanø\t12.5",
        [RATIO + "9,5", "0563 uddannelsesgrad 2014-04: 12,5"],
    ),
    "nobody can tell": ("\tUddannelsesgrad\nEsbjerg\t9.500\nFanø\t12.125", ["?"]),
    "both in one block": ("\tUddannelsesgrad\nEsbjerg\t9,5\nFanø\t12.5", ["?"]),
    "English thousands": (
        "\tLangtidsledige\nEsbjerg\t1,234",
        ['! 1,234: Der står "1,234", som kan læses på to måder. Skriv antallet alene med cifre, fx 1234.'],
    ),
}
REFUSED = {
    "an unknown municipality": (
        "\tLangtidsledige\nEsbjerg\t400\nFannø\t5",
        [E_UNEMPLOYED + "400", "! Fannø: Kommunen findes ikke. Mener du Fanø (0563)?"],
    ),
    "an unknown indicator": (
        "\tLangtidsledig\tFørtidspension\nEsbjerg\t400\t120",
        [E_PENSIONS + "120", "! Langtidsledig: Indikatoren findes ikke. Mener du langtidsledige?"],
    ),
    "a heading with a letter too many": (
        "Essbjerg\t\nLangtidsledige\t400",
        ["! Essbjerg: Kommunen findes ikke. Mener du Esbjerg (0561)?"],
    ),
    "the same number twice": (
        "\tLangtidsledige\nEsbjerg\t400\nEsbjerg Kommune\t401",
        ["! 401: Samme tal står også i række 2, kolonne 2. Slet det ene af dem."],
    ),
    "a future month": ("\tjuni 2014\nLangtidsledige Esbjerg\t400", ["! 400: Juni 2014 er ikke slut."]),
    "a month without goals": (
        "\tapril 2012\nLangtidsledige Esbjerg\t400",
        ["! 400: Langtidsledige indberettes ikke for 2012."],
    ),
    "no number": (
        "\tLangtidsledige\nEsbjerg\tca. 140\nFanø\t-3",
        [
            '! ca. 140: Skriv tallet med cifre, fx 143. Der står "ca. 140".',
            '! -3: Tallet kan ikke være negativt. Skriv 0 eller derover. Der står "-3".',
        ],
    ),
    "signs for no number": (
        "\tLangtidsledige\nEsbjerg\t..\nFanø\tx",
        [
            "! ..: Det er ikke et tal. Lad cellen være tom, og vælg på siden, hvorfor der intet tal er.",
            "! x: Det er ikke et tal. Lad cellen være tom, og vælg på siden, hvorfor der intet tal er.",
        ],
    ),
    "a fault of the spreadsheet": (
        "\tLangtidsledige\nEsbjerg\t#I/T",
        ['! #I/T: Skriv tallet med cifre, fx 143. Der står "#I/T".'],
    ),
    "half a person": (
        "\tLangtidsledige\nEsbjerg\t143,5",
        ["! 143,5: Antal skal være et helt tal. Skriv 143 i stedet for 143,5."],
    ),
    "months over New Year": (
        "\tnov\tdec\tjan\nLangtidsledige Esbjerg\t1\t2\t3",
        ["! nov: Månederne går hen over nytår. Skriv årstallet ved hver måned, fx april 2014."],
    ),
    "names that contradict each other": (
        "Kode\tKommune\tLangtidsledige\n0561\tFanø\t400",
        ["! 400: Navnene ved siden af og over tallet passer ikke sammen. Ret det ene af dem."],
    ),
    "other municipalities are left out": (
        "\tLangtidsledige\tFørtidspension\nEsbjerg\t400\t120\nAalborg\t800\t90\nHele landet\t9000\t",
        [E_PENSIONS + "120", E_UNEMPLOYED + "400", "~ Aalborg × 2", "~ Hele landet × 1"],
    ),
    "sums are left out": (
        "\tLangtidsledige\nEsbjerg\t400\nFanø\t5\nI alt\t405",
        [E_UNEMPLOYED + "400", F_UNEMPLOYED + "5", "~ I alt × 1"],
    ),
    "no municipality among two": (
        "\tapril 2014\nLangtidsledige\t400",
        ["! 400: Skriv, hvilken kommune tallet gælder."],
    ),
}
WITHOUT_NAMES = {
    "one column from the field downwards": (
        "2014-04",
        "0561-langtidsledige-value",
        "400\n2\n5",
        [E_UNEMPLOYED + "400", F_PENSIONS + "2", F_UNEMPLOYED + "5"],
    ),
    "one row from the field onwards": (
        "2014-04",
        "0561-langtidsledige-value",
        "400\t2\t5",
        [E_UNEMPLOYED + "400", F_PENSIONS + "2", F_UNEMPLOYED + "5"],
    ),
    "from the top without a field": ("2014-04", "", "120\n400", [E_PENSIONS + "120", E_UNEMPLOYED + "400"]),
    "an empty cell leaves its field alone": (
        "2014-04",
        "0561-foertidspension-value",
        "120\n\n2",
        [E_PENSIONS + "120", F_PENSIONS + "2"],
    ),
    "the opened fields of a ratio": (
        "2014-04",
        "0561-uddannelsesgrad-denominator",
        "201\n19",
        [RATIO + "begyndt 19, unge 201"],
    ),
    "longer than the sheet": (
        "2014-04",
        "0563-langtidsledige-value",
        "5\n6",
        [
            F_UNEMPLOYED + "5",
            "! 6: Der er ikke flere felter i arket. Kopiér også navnene på rækker og kolonner.",
        ],
    ),
    "several columns of a month need their names": (
        "2014-04",
        "0561-langtidsledige-value",
        "400\t5",
        [E_UNEMPLOYED + "400", F_PENSIONS + "5"],
    ),
    "municipalities named, the columns from the field": (
        "2014-04",
        "0561-foertidspension-value",
        "Esbjerg\t120\t400\nFanø\t2\t5",
        BOTH,
    ),
    "indicators named, the municipality of the field": (
        "2014-04",
        "0563-foertidspension-value",
        "Førtidspension\t2\nLangtidsledige\t5",
        [F_PENSIONS + "2", F_UNEMPLOYED + "5"],
    ),
    "months named, indicator and municipality of the field": (
        "2014-04",
        "0561-langtidsledige-value",
        "\n".join(f"{name}\t{400 + number}" for number, name in enumerate(MONTHS, 1)),
        SEASON,
    ),
    "months across, indicator and municipality of the field": (
        "2014-04",
        "0561-langtidsledige-value",
        "\t".join(MONTHS) + "\n401\t402\t403\t404",
        SEASON,
    ),
    "a year: the rows are months": ("2014", "0561-langtidsledige-value", "401\n402\n403\n404", SEASON),
    "a year: the columns are fields": (
        "2014",
        "0561-foertidspension-value",
        "31\t401\n32\t402",
        [
            "0561 foertidspension 2014-01: 31",
            "0561 foertidspension 2014-02: 32",
            "0561 langtidsledige 2014-01: 401",
            "0561 langtidsledige 2014-02: 402",
        ],
    ),
    "a year from its third month": (
        "2014",
        "0561-langtidsledige-2014-03-value",
        "403\n404",
        SEASON[2:],
    ),
    "a field that is no longer there": (
        "2014-04",
        "0561-noget-andet-value",
        "1",
        ["! 1: Kopiér også navnene over og ved siden af tallene, så hvert tal får sin plads."],
    ),
}


@pytest.fixture(autouse=True)
def real_name(office: Office) -> None:
    office.pensions.name = "Tilgang til førtidspension"
    office.pensions.save()


def cases(*tables: dict[str, tuple[str, list[str]]]) -> list[object]:
    return [pytest.param(*case, id=name) for table in tables for name, case in table.items()]


@pytest.mark.parametrize(("text", "lines"), cases(NAMED, MONTHLY, RATIOS, DIALECTS, REFUSED))
def test_a_block_with_names_is_read(office: Office, text: str, lines: list[str]) -> None:
    assert told(previewed(office.cast.vibe, text)) == lines


@pytest.mark.parametrize(
    ("period", "field", "text", "lines"),
    [pytest.param(*case, id=name) for name, case in WITHOUT_NAMES.items()],
)
def test_a_block_without_names_fills_the_fields_in_their_order(
    office: Office, period: str, field: str, text: str, lines: list[str]
) -> None:
    assert told(previewed(office.cast.vibe, text, period, field)) == lines


def test_a_chosen_dialect_reads_what_nobody_can_tell(office: Office) -> None:
    block = "\tUddannelsesgrad\nEsbjerg\t9.500\nFanø\t12.125"

    machine = previewed(office.cast.vibe, block, written="maskine")
    danish = previewed(office.cast.vibe, block, written="da")

    assert told(machine)[0] == RATIO + "9,5"
    assert told(danish)[0] == "! 9.500: Et procenttal er højst 100."


def test_nothing_is_shown_before_the_dialect_is_known(office: Office) -> None:
    shown = previewed(office.cast.vibe, "\tUddannelsesgrad\tLangtidsledige\nEsbjerg\t9.500\t400")

    assert shown.is_undecided and not shown.can_be_saved
    assert shown.decided.example is not None
    assert (shown.decided.example.danish, shown.decided.example.machine) == (9500, 9.5)


def test_swapped_columns_are_noticed_and_can_be_swapped(office: Office) -> None:
    block = "\tUnge på ydelse\tBegyndt på uddannelse\nEsbjerg\t19\t201\nFanø\t2\t12"

    noticed = previewed(office.cast.vibe, block)
    swapped = previewed(office.cast.vibe, block, swapped=["uddannelsesgrad"])

    assert [one.code for one in noticed.swappable] == ["uddannelsesgrad"]
    assert told(swapped) == [
        RATIO + "begyndt 19, unge 201",
        "0563 uddannelsesgrad 2014-04: begyndt 2, unge 12",
    ]


def test_a_single_pair_in_the_wrong_order_is_no_swapped_column(office: Office) -> None:
    block = "\tUnge på ydelse\tBegyndt på uddannelse\nEsbjerg\t19\t201\nFanø\t12\t2"

    assert previewed(office.cast.vibe, block).swappable == []
