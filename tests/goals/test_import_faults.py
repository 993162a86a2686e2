"""Malformed files: each is refused with the line, the column and what to do, and nothing is written."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.refusals import SHOWN, Refusal, Refusals
from tests.goals.figure_builders import World
from tests.goals.import_files import (
    FIGURE_COLUMNS,
    figures,
    refusals_of_figures,
    refusals_of_targets,
    targets,
)

COMMAS = FIGURE_COLUMNS.replace(";", ",")


class Fault(NamedTuple):
    content: bytes
    line: int
    column: str
    written: str
    says: str


def row(text: str, line: int = 2) -> bytes:
    """A file whose row `line` is `text`, after rows that are right."""
    good = [f"langtidsledige;0340;2013-{month:02};100" for month in range(1, line - 1)]
    return figures(*good, text)


FIGURES = {
    "empty": Fault(b"", 1, "", "", "Filen er tom"),
    "only blank lines": Fault(b"\n\n", 1, "", "", "Filen er tom"),
    "no header": Fault(b"foertidspension;0340;2014-04;34\n", 1, "foertidspension", "", "findes ikke her"),
    "one column": Fault(b"indicator\nfoertidspension\n", 1, "", "indicator", "semikolon eller komma"),
    "tabs": Fault(b"indicator\tarea\tmonth\tvalue\n", 1, "", "indicator\tarea\tmonth\tvalue", "semikolon"),
    "unknown column": Fault(b"indicator;area;month;valu\n", 1, "valu", "", "Mener du value?"),
    "foreign column": Fault(b"indicator;area;month;value;kommune\n", 1, "kommune", "", "kolonnerne er"),
    "column twice": Fault(b"indicator;area;month;value;Value\n", 1, "value", "Value", "to gange"),
    "column missing": Fault(b"indicator;month;value\n", 1, "area", "", "Kolonnen mangler"),
    "column without a name": Fault(b"indicator;area;month;value;\n", 1, "", "", "Kolonne 5 har intet navn"),
    "BOM twice": Fault(b"\xef\xbb\xbf" * 2 + row("x"), 1, "\ufffdindicator", "", "Mener du indicator?"),
    "UTF-16": Fault(FIGURE_COLUMNS.encode("utf-16"), 1, "", "", "ikke er gemt som UTF-8"),
    "UTF-16 without BOM": Fault(FIGURE_COLUMNS.encode("utf-16-le"), 1, "", "", "ikke er gemt som UTF-8"),
    "Windows-1252": Fault(
        row("foertidspension;Sorø;2014-04;34", 5).decode().encode("cp1252"), 5, "area", "Sor\ufffd", "UTF-8"
    ),
    "a quote is never closed": Fault(
        row('foertidspension;0340;2014-04;34;;;;"x', 3), 3, "", "", "anførselstegn"
    ),
    "a quote within": Fault(row('foertidspension;0340;2014-04;34;;;;"x"y;'), 2, "", "", "anførselstegn"),
    "old Mac lines": Fault(figures("a").replace(b"\n", b"\r"), 1, "", "", "linjeskift"),
    "a line too long": Fault(
        row("foertidspension;0340;2014-04;34;;;;;" + "x" * 70_000), 2, "", "", "længere end"
    ),
    "too few cells": Fault(
        FIGURE_COLUMNS.encode() + b"\nfoertidspension;0340;2014-04\n",
        2,
        "value",
        "",
        "3 celler, men der er 9",
    ),
    "too many cells": Fault(row("foertidspension;0340;2014-04;34;;;;;;x"), 2, "10", "x", "10 celler"),
    "a comma in a number": Fault(
        figures("uddannelsesgrad,0340,2014-04,33,5,,,,,", columns=COMMAS), 2, "10", "", "brug punktum i tal"
    ),
    "a row of nothing": Fault(row(";;;;;;;;", 4), 4, "", "", "Linjen er tom"),
    "unknown municipality": Fault(
        row("foertidspension;Sorøe Kommunne;2014-04;34", 7),
        7,
        "area",
        "Sorøe Kommunne",
        "Mener du Sorø (0340)?",
    ),
    "unknown region": Fault(
        row("foertidspension;Nordjyland;2014-04;34"), 2, "area", "Nordjyland", "Nordjylland"
    ),
    "unknown code": Fault(row("foertidspension;0999;2014-04;34"), 2, "area", "0999", "denne kode"),
    "a place of no sort": Fault(
        row("foertidspension;Kbh.;2014-04;34"), 2, "area", "Kbh.", "Området findes ikke"
    ),
    "no area": Fault(row("foertidspension;;2014-04;34"), 2, "area", "", "områdets kode"),
    "unknown indicator": Fault(
        row("foertidspensjon;0340;2014-04;34"), 2, "indicator", "foertidspensjon", "Mener du foertidspension?"
    ),
    "no indicator": Fault(row(";0340;2014-04;34"), 2, "indicator", "", "indikatorens kode"),
    "month in words": Fault(row("foertidspension;0340;apr-14;34"), 2, "month", "apr-14", "2014-04"),
    "month without a zero": Fault(row("foertidspension;0340;2014-4;34"), 2, "month", "2014-4", "2014-04"),
    "month 13": Fault(row("foertidspension;0340;2014-13;34"), 2, "month", "2014-13", "2014-04"),
    "a day": Fault(row("foertidspension;0340;30-04-2014;34"), 2, "month", "30-04-2014", "2014-04"),
    "no month": Fault(row("foertidspension;0340;;34"), 2, "month", "", "2014-04"),
    "a month that is not over": Fault(
        row("foertidspension;0340;2014-06;34"), 2, "month", "2014-06", "ikke slut"
    ),
    "before the municipality": Fault(
        row("foertidspension;0340;2006-12;34"), 2, "month", "2006-12", "fandtes ikke"
    ),
    "a year in March": Fault(row("samarbejdsgrad;0340;2014-03;37"), 2, "month", "2014-03", "december"),
    "a point in a Danish file": Fault(row("uddannelsesgrad;0340;2014-04;12.5"), 2, "value", "12.5", "12,5"),
    "0.700": Fault(row("uddannelsesgrad;0340;2014-04;0.700"), 2, "value", "0.700", "0,700"),
    "a comma in the machine's file": Fault(
        figures('uddannelsesgrad,0340,2014-04,"12,5",,,,,', columns=COMMAS), 2, "value", "12,5", "12.5"
    ),
    "half a person": Fault(row("foertidspension;0340;2014-04;34,5"), 2, "value", "34,5", "helt tal"),
    "a thousand or one": Fault(row("foertidspension;0340;2014-04;1,000"), 2, "value", "1,000", "to måder"),
    "negative": Fault(row("foertidspension;0340;2014-04;-3"), 2, "value", "-3", "negativt"),
    "exponent": Fault(row("foertidspension;0340;2014-04;1e3"), 2, "value", "1e3", "cifre"),
    "NaN": Fault(row("foertidspension;0340;2014-04;NaN"), 2, "value", "NaN", "cifre"),
    "16 digits": Fault(
        row("foertidspension;0340;2014-04;1234567890123456"), 2, "value", "1234567890123456", "15"
    ),
    "words": Fault(row("foertidspension;0340;2014-04;ca. 140"), 2, "value", "ca. 140", "cifre"),
    "NUL": Fault(row("foertidspension;0340;2014-04;3\0 4"), 2, "value", "3\0 4", "usynligt"),
    "a dash": Fault(
        row("foertidspension;0340;2014-04;-"), 2, "value", "-", "Skriv 0, eller lad cellen være tom"
    ),
    "two points": Fault(row("foertidspension;0340;2014-04;.."), 2, "value", "..", "skriv suppressed"),
    "a cross": Fault(row("foertidspension;0340;2014-04;x"), 2, "value", "x", "i kolonnen state"),
    "a formula": Fault(row("foertidspension;0340;2014-04;=1+1"), 2, "value", "=1+1", "cifre"),
    "above 100 per cent": Fault(row("uddannelsesgrad;0340;2014-04;101"), 2, "value", "101", "højst 100"),
    "parts on a count": Fault(row("foertidspension;0340;2014-04;;3;10"), 2, "numerator", "3", "ikke to dele"),
    "one part": Fault(row("uddannelsesgrad;0340;2014-04;;19;"), 2, "denominator", "", "unge på ydelse"),
    "the other part": Fault(
        row("uddannelsesgrad;0340;2014-04;;;201"), 2, "numerator", "", "begyndt på uddannelse"
    ),
    "half a part": Fault(row("uddannelsesgrad;0340;2014-04;;19,5;201"), 2, "numerator", "19,5", "helt tal"),
    "swapped parts": Fault(row("uddannelsesgrad;0340;2014-04;;201;19"), 2, "numerator", "201", "byttet om"),
    "parts that disagree": Fault(
        row("uddannelsesgrad;0340;2014-04;12,0;19;201"), 2, "value", "12,0", "9,5 pct."
    ),
    "a value on zero": Fault(
        row("uddannelsesgrad;0340;2014-04;0;0;0"), 2, "value", "0", "ingen procent af 0"
    ),
    "nothing": Fault(row("foertidspension;0340;2014-04"), 2, "value", "", "kolonnen state"),
    "nothing, said twice": Fault(
        row("foertidspension;0340;2014-04;;;;reported"), 2, "value", "", "Skriv tallet"
    ),
    "unknown state": Fault(
        row("foertidspension;0340;2014-04;;;;supressed"), 2, "state", "supressed", "suppressed?"
    ),
    "a Danish state": Fault(
        row("foertidspension;0340;2014-04;;;;skjult"), 2, "state", "skjult", "en af disse"
    ),
    "a number with a state": Fault(
        row("foertidspension;0340;2014-04;34;;;suppressed"), 2, "state", "suppressed", "Slet tallene"
    ),
    "withdrawn without a note": Fault(
        row("foertidspension;0340;2014-04;;;;not_reported"), 2, "note", "", "hvorfor"
    ),
    "a person in the note": Fault(
        row("foertidspension;0340;2014-04;34;;;;;Ring 010203-1234"),
        2,
        "note",
        "Ring 010203-1234",
        "cpr-nummer",
    ),
    "a note too long": Fault(
        row(f"foertidspension;0340;2014-04;34;;;;;{'n' * 2001}"), 2, "note", "n" * 2001, "2001"
    ),
    "the same figure twice": Fault(
        figures("foertidspension;0340;2014-04;34", "foertidspension;Sorø;2014M04;35"),
        3,
        "area",
        "Sorø",
        "to gange",
    ),
}


@pytest.mark.parametrize("fault", FIGURES.values(), ids=FIGURES)
def test_a_malformed_figures_file_is_refused(world: World, fault: Fault) -> None:
    refusal = refusals_of_figures(fault.content)[0]

    assert (refusal.line, refusal.field, refusal.written) == (fault.line, fault.column, fault.written)
    assert fault.says in refusal.message


def promise(text: str) -> bytes:
    return targets("2014;langtidsledige;0340;120", text)


TARGETS = {
    "no value": Fault(promise("2014;foertidspension;0340;"), 3, "value", "", "Skriv måltallet"),
    "half a person": Fault(promise("2014;foertidspension;0340;38,5"), 3, "value", "38,5", "helt tal"),
    "a point": Fault(promise("2014;uddannelsesgrad;0340;25.0"), 3, "value", "25.0", "25,0"),
    "above 100 per cent": Fault(promise("2014;uddannelsesgrad;0340;101"), 3, "value", "101", "højst 100"),
    "two digits": Fault(promise("14;foertidspension;0340;38"), 3, "year", "14", "fire cifre"),
    "a year without goals": Fault(
        promise("2011;foertidspension;0340;38"), 3, "year", "2011", "ingen mål for 2011"
    ),
    "unknown indicator": Fault(promise("2014;ledige;0340;38"), 3, "indicator", "ledige", "langtidsledige"),
    "unknown area": Fault(promise("2014;foertidspension;Soro;38"), 3, "area", "Soro", "Sorø (0340)"),
    "the country": Fault(
        promise("2014;foertidspension;DK;38"), 3, "area", "DK", "Hele landet har intet måltal"
    ),
    "the same twice": Fault(promise("2014;langtidsledige;Sorø;121"), 3, "area", "Sorø", "to gange"),
    "no baseline month": Fault(
        promise("2014;foertidspension;0340;38;;86"), 3, "baseline_month", "", "måneden for udgangspunktet"
    ),
    "a baseline too late": Fault(
        promise("2014;foertidspension;0340;38;2014-12;86"),
        3,
        "baseline_month",
        "2014-12",
        "før december 2014",
    ),
    "no month": Fault(promise("2014;foertidspension;0340;38;dec;86"), 3, "baseline_month", "dec", "2014-04"),
    "half a baseline": Fault(
        promise("2014;foertidspension;0340;38;2012-12;8,5"), 3, "baseline_value", "8,5", "helt"
    ),
    "a person in the note": Fault(
        promise("2014;foertidspension;0340;38;;;010203-1234"), 3, "note", "010203-1234", "cpr-nummer"
    ),
    "a figures file": Fault(figures("foertidspension;0340;2014-04;34"), 1, "month", "", "kolonnerne er year"),
}


@pytest.mark.parametrize("fault", TARGETS.values(), ids=TARGETS)
def test_a_malformed_targets_file_is_refused(world: World, fault: Fault) -> None:
    refusal = refusals_of_targets(fault.content)[0]

    assert (refusal.line, refusal.field, refusal.written) == (fault.line, fault.column, fault.written)
    assert fault.says in refusal.message


def test_all_faults_of_all_rows_are_told_at_once(world: World) -> None:
    content = figures(
        "ledige;Sor;april;x;;;?",
        "foertidspension;0340;2014-04;34",
        'foertidspension;0340;2014-03;"3"4',
        "foertidspension;0340;2014-02;-1",
    )

    found = [(refusal.line, refusal.field) for refusal in refusals_of_figures(content)]

    assert found == [(2, "indicator"), (2, "area"), (2, "month"), (2, "state"), (4, ""), (5, "value")]


def test_a_note_may_have_lines_and_the_next_row_keeps_its_number(world: World) -> None:
    content = figures('foertidspension;0340;2014-04;34;;;;;"To\nlinjer"', "foertidspension;0340;2014-03;x")

    assert [refusal.line for refusal in refusals_of_figures(content)] == [4]


def test_refusals_are_kept_up_to_a_limit_and_all_counted() -> None:
    refusals = Refusals()

    for line in range(SHOWN + 5):
        refusals.add([Refusal("value", "text", "Skriv tallet", line=line)])

    assert (len(refusals), refusals.entries) == (SHOWN, SHOWN + 5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_no_bytes_are_too_strange(world: World, content: bytes) -> None:
    refusals_of_figures(b"indicator;area;month;value\n" + b"?;" + content.replace(b"\n", b"") + b"\n")
