from __future__ import annotations

import time
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goals import numbers
from goals.numbers import Dialect, NumberError, parse_number

FORM, DANISH, MACHINE = Dialect.FORM, Dialect.DANISH_FILE, Dialect.MACHINE_FILE

DANISH_NUMBERS = {
    "0": "0",
    "7": "7",
    "143": "143",
    "1234": "1234",
    "1.234": "1234",
    "12.345": "12345",
    "123.456": "123456",
    "1.234.567": "1234567",
    "123.456.789": "123456789",
    "1234,5": "1234.5",
    "1.234,5": "1234.5",
    "1.234.567,89": "1234567.89",
    "0,5": "0.5",
    "0,700": "0.7",
    "0,0": "0",
    "9,45": "9.45",
    "12,50": "12.5",
    "100,000": "100",
    "33,333333": "33.333333",
    " 143": "143",
    "143 ": "143",
    "\t143\r\n": "143",
    "\N{NO-BREAK SPACE}143\N{NO-BREAK SPACE}": "143",
    "999999999999999": "999999999999999",
    "999.999.999.999.999": "999999999999999",
    "123456789,123456": "123456789.123456",
    "8,95522388059701": "8.95522388059701",
    "0,000000000000001": "0.000000000000001",
}
MACHINE_NUMBERS = {
    "0": "0",
    "7": "7",
    "1234": "1234",
    "1234.5": "1234.5",
    "12.5": "12.5",
    "0.700": "0.7",
    "1.234": "1.234",
    "8.955224": "8.955224",
    "100.0": "100",
    "0.000001": "0.000001",
    " 12.5 ": "12.5",
    "999999999999999": "999999999999999",
}
REFUSED_EVERYWHERE = {
    "": "empty",
    "   ": "empty",
    "\N{NO-BREAK SPACE}": "empty",
    "\t\n": "empty",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "−": "dash",
    "--": "dash",
    ".": "dots",
    "..": "dots",
    "...": "dots",
    "…": "dots",
    "x": "cross",
    "X": "cross",
    "-3": "negative",
    "−3": "negative",
    "–3": "negative",
    "- 3": "negative",
    "-0": "negative",
    "−0": "negative",
    "-1e3": "negative",
    "+3": "sign",
    "+ 3": "sign",
    "1e3": "exponent",
    "1E3": "exponent",
    "1e-3": "exponent",
    "1e+308": "exponent",
    "1,5e3": "exponent",
    "1e400": "exponent",
    "NaN": "not_a_number",
    "nan": "not_a_number",
    "sNaN": "not_a_number",
    "-nan": "not_a_number",
    "Infinity": "not_a_number",
    "inf": "not_a_number",
    "-inf": "not_a_number",
    "−Infinity": "not_a_number",
    "1_000": "underscore",
    "1_0,5": "underscore",
    "१२३": "digits",
    "१": "digits",
    "１２": "digits",
    "٣": "digits",
    "12²": "digits",
    "½": "digits",
    "Ⅻ": "digits",
    "−१": "digits",
    "1 234": "space",
    "1\N{NO-BREAK SPACE}234": "space",
    "1\N{NARROW NO-BREAK SPACE}234": "space",
    "1\N{THIN SPACE}234": "space",
    "\N{THIN SPACE}143": "space",
    "12 345": "space",
    "14 3": "space",
    "1\t2": "space",
    "1\n2": "space",
    "9,5 %": "unit",
    "9%": "unit",
    "12 pct.": "unit",
    "12 pct": "unit",
    "3‰": "unit",
    "1\N{ZERO WIDTH SPACE}2": "invisible",
    "\N{LEFT-TO-RIGHT MARK}12": "invisible",
    "12\N{RIGHT-TO-LEFT OVERRIDE}": "invisible",
    "\N{ZERO WIDTH NO-BREAK SPACE}12": "invisible",
    "1\x002": "invisible",
    "12\ud800": "invisible",
    "ca. 140": "text",
    "143 personer": "text",
    "n/a": "text",
    "0x10": "text",
    "0b1": "text",
    "1'234": "text",
    "1·5": "text",
    "(3)": "text",
    "3-": "text",
    "3+4": "text",
    "=3": "text",
    "'3": "text",
    "$3": "text",
    "1/2": "text",
    "#REF!": "text",
    "#DIV/0!": "text",
    "true": "text",
    "None": "text",
    ",": "text",
    "jan-14": "text",
    "00": "leading_zero",
    "007": "leading_zero",
    "0340": "leading_zero",
    "01,5": "leading_zero",
    "1234567890123456": "too_many_digits",
    "9" * 101: "too_many_digits",
}
REFUSED_IN_DANISH = {
    "0.700": "point",
    "12.5": "point",
    "1.23": "point",
    "1.2345": "point",
    "1..2": "point",
    ".5": "point",
    "5.": "point",
    "1.": "point",
    "1234.567": "point",
    "1.23,4": "point",
    "1.234.56": "point",
    "0.123.456": "point",
    "1,234.5": "point",
    "1,234,567.89": "point",
    "1.2.3": "point",
    ",5": "comma",
    "5,": "comma",
    "1,,2": "comma",
    "1,234,567": "comma",
    "1,2,3": "comma",
    "0,0000000000000001": "too_many_decimals",
    "1234567890,123456": "too_many_digits",
}
REFUSED_BY_MACHINE = {
    "12,5": "comma",
    "1,234": "comma",
    "1.234,5": "comma",
    "1.234.567": "comma",
    "1..2": "comma",
    ".5": "comma",
    "5.": "comma",
    "0,5": "comma",
    "0.0000000000000001": "too_many_decimals",
    "0.30000000000000004": "too_many_decimals",
}
COUNTS = {
    (FORM, "143,0"): "143",
    (FORM, "1.234"): "1234",
    (FORM, "0,000"): "0",
    (FORM, "1.234,000"): "1234",
    (MACHINE, "143.0"): "143",
    (MACHINE, "1234.000"): "1234",
}
REFUSED_COUNTS = {
    (FORM, "143,5"): "not_whole",
    (FORM, "0,5"): "not_whole",
    (FORM, "1,000"): "ambiguous",
    (FORM, "12,345"): "ambiguous",
    (FORM, "1.23"): "point",
    (MACHINE, "143.5"): "not_whole",
    (MACHINE, "1.000"): "ambiguous",
    (MACHINE, "12.345"): "ambiguous",
}
MESSAGES = {
    (FORM, "1.23", True): 'Der står "1.23". Skriv antallet uden punktum, fx 123.',
    (FORM, "ca. 140", True): 'Skriv tallet med cifre, fx 143. Der står "ca. 140".',
    (FORM, "143,5", True): "Antal skal være et helt tal. Skriv 143 i stedet for 143,5.",
    (
        FORM,
        "1,000",
        True,
    ): 'Der står "1,000", som kan læses på to måder. Skriv antallet alene med cifre, fx 1000.',
    (FORM, "-3", True): 'Tallet kan ikke være negativt. Skriv 0 eller derover. Der står "-3".',
    (FORM, "-", True): 'Lad feltet være tomt, hvis du ikke har tallet. "-" kan læses som 0.',
    (FORM, "12.5", False): 'Der står "12.5". Brug komma foran decimalerne: 12,5',
    (FORM, "1,234.5", False): 'Der står "1,234.5". Brug komma foran decimalerne: 1234,5',
    (DANISH, "12.5", False): "Brug komma i filer med semikolon: 12,5",
    (MACHINE, "12,5", False): "Brug punktum i filer med komma: 12.5",
}


def refusal(text: str, dialect: Dialect = FORM, whole: bool = False) -> NumberError:
    with pytest.raises(NumberError) as caught:
        parse_number(text, dialect, whole=whole)
    return caught.value


@pytest.mark.parametrize(("text", "value"), DANISH_NUMBERS.items())
def test_danish_numbers_are_read_in_forms_and_files(text: str, value: str) -> None:
    assert parse_number(text) == parse_number(text, DANISH) == Decimal(value)


@pytest.mark.parametrize(("text", "value"), MACHINE_NUMBERS.items())
def test_machine_numbers_are_read(text: str, value: str) -> None:
    assert parse_number(text, MACHINE) == Decimal(value)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("text", "code"), REFUSED_EVERYWHERE.items())
def test_what_is_no_certain_number_is_refused_with_its_reason(text: str, code: str, dialect: Dialect) -> None:
    assert refusal(text, dialect).code == code


@pytest.mark.parametrize(("text", "code"), REFUSED_IN_DANISH.items())
def test_misplaced_signs_are_refused_in_danish(text: str, code: str) -> None:
    assert refusal(text, FORM).code == refusal(text, DANISH).code == code


@pytest.mark.parametrize(("text", "code"), REFUSED_BY_MACHINE.items())
def test_misplaced_signs_are_refused_in_machine_files(text: str, code: str) -> None:
    assert refusal(text, MACHINE).code == code


@pytest.mark.parametrize(("written", "value"), COUNTS.items())
def test_whole_numbers_may_be_written_with_zero_decimals(written: tuple[Dialect, str], value: str) -> None:
    dialect, text = written

    assert parse_number(text, dialect, whole=True) == Decimal(value)
    assert parse_number(text, dialect, whole=True).as_tuple().exponent == 0


@pytest.mark.parametrize(("written", "code"), REFUSED_COUNTS.items())
def test_counts_that_are_not_certainly_whole_are_refused(written: tuple[Dialect, str], code: str) -> None:
    dialect, text = written

    assert refusal(text, dialect, whole=True).code == code


@pytest.mark.parametrize(("written", "message"), MESSAGES.items())
def test_a_refusal_says_in_danish_what_stood_there_and_what_to_write(
    written: tuple[Dialect, str, bool], message: str
) -> None:
    dialect, text, whole = written

    with translation.override("da"):
        assert str(refusal(text, dialect, whole)) == message


def test_the_table_holds_at_least_120_strings() -> None:
    tables = (DANISH_NUMBERS, MACHINE_NUMBERS, REFUSED_EVERYWHERE, REFUSED_IN_DANISH, REFUSED_BY_MACHINE)

    assert len({text for table in tables for text in table}) >= 120


@pytest.mark.parametrize(
    "text", ["1" + "0" * 400, "1" * 10_000_000, "1." * 5_000_000, "-" * 10_000_000, "1e" + "9" * 400]
)
def test_gigantic_input_is_refused_at_once_and_not_repeated_back(text: str) -> None:
    started = time.thread_time()  # a busy machine is no fault
    refused = refusal(text)

    assert time.thread_time() - started < 0.05
    assert len(refused.message) < 200


def test_only_text_without_any_sign_is_blank() -> None:
    assert numbers.is_blank("") and numbers.is_blank(" \N{NO-BREAK SPACE}\t\n")
    assert (
        not numbers.is_blank("0")
        and not numbers.is_blank("-")
        and not numbers.is_blank("\N{ZERO WIDTH SPACE}")
    )


def numbers_with(decimals: int) -> st.SearchStrategy[Decimal]:
    """Numbers of at most 15 digits, of which at most `decimals` are decimals."""
    digits, places = st.integers(0, 10**15 - 1), st.integers(0, decimals)
    return st.builds(lambda number, shift: Decimal(number).scaleb(-shift), digits, places)


@given(numbers_with(decimals=15), st.sampled_from(Dialect))
def test_what_is_written_exactly_is_read_back_the_same(value: Decimal, dialect: Dialect) -> None:
    assert parse_number(numbers.format_exact(value, dialect), dialect) == value


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_shown_count_is_read_back_the_same(value: int) -> None:
    shown = numbers.format_count(Decimal(value))

    assert parse_number(shown) == parse_number(shown, whole=True) == value


@given(numbers_with(decimals=6))
def test_a_number_shown_with_all_its_decimals_is_read_back_the_same(value: Decimal) -> None:
    assert parse_number(numbers.format_number(value, 6)) == value


@given(numbers_with(decimals=6))
def test_a_csv_number_is_read_back_the_same(value: Decimal) -> None:
    assert parse_number(numbers.format_csv(value), MACHINE) == value
    assert parse_number(numbers.format_csv_dk(value, 6), DANISH) == value


@given(st.text(max_size=30), st.sampled_from(Dialect), st.booleans())
def test_any_text_is_either_read_or_refused(text: str, dialect: Dialect, whole: bool) -> None:
    try:
        value = parse_number(text, dialect, whole=whole)
    except NumberError as refused:
        assert refused.code and refused.message
    else:
        assert value >= 0 and set(text) <= set("0123456789., \t\r\n\N{NO-BREAK SPACE}")


@given(st.text(alphabet="0123456789.,- ", max_size=12), st.sampled_from(Dialect))
def test_what_is_read_says_the_same_digits_as_what_stood_there(text: str, dialect: Dialect) -> None:
    try:
        value = parse_number(text, dialect)
    except NumberError:
        return

    digits = "".join(sign for sign in text if sign.isdigit())
    assert digits.strip("0") == "".join(map(str, value.as_tuple().digits)).strip("0")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1234", "1.234"), ("206.5", "207"), ("0", "0"), ("999999", "999.999"), ("-38", "−38"), ("-0.4", "0")],
)
def test_counts_are_shown_without_decimals(value: str, shown: str) -> None:
    assert numbers.format_count(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("9.45", "9,5 pct."),
        ("9.44", "9,4 pct."),
        ("-9.45", "−9,5 pct."),
        ("1234.56", "1.234,6 pct."),
        ("-0.04", "0,0 pct."),
    ],
)
def test_percentages_are_rounded_half_away_from_zero(value: str, shown: str) -> None:
    with translation.override("da"):
        assert numbers.format_percent(Decimal(value)) == shown


def test_changes_carry_a_real_minus_sign_or_a_plus() -> None:
    with translation.override("da"):
        assert numbers.format_change(Decimal(-38)) == "\N{MINUS SIGN}38"
        assert numbers.format_change(Decimal(7)) == "+7"
        assert numbers.format_change(Decimal(0)) == "0"
        assert numbers.format_change_percent(Decimal("-52.777")) == "−52,8 pct."
        assert numbers.format_points(Decimal("-2.5")) == "−2,5 procentpoint"
        assert numbers.format_points(Decimal("0.04")) == "0,0 procentpoint"


def test_units_are_english_in_english() -> None:
    with translation.override("en"):
        assert numbers.format_percent(Decimal("33.4")) == "33,4 per cent"
        assert numbers.format_points(Decimal("2.5")) == "+2,5 percentage points"


def test_a_count_to_keep_to_is_rounded_to_the_strict_side() -> None:
    assert numbers.strict_count(Decimal("206.67"), "down") == 206
    assert numbers.strict_count(Decimal("11.2"), "up") == 12
    assert numbers.strict_count(Decimal("52"), "down") == numbers.strict_count(Decimal("52"), "up") == 52


def test_files_for_machines_have_a_hyphen_and_at_most_six_decimals() -> None:
    assert numbers.format_csv(Decimal("-38")) == "-38"
    assert numbers.format_csv(Decimal(-380) / Decimal(72) * 10) == "-52.777778"
    assert numbers.format_csv(Decimal("37.0")) == "37"
    assert numbers.format_csv(Decimal("1E+3")) == "1000"
    assert numbers.format_csv(Decimal("-0.0000001")) == "0"


def test_files_for_a_danish_spreadsheet_have_a_comma_and_fixed_decimals() -> None:
    assert numbers.format_csv_dk(Decimal("-52.7777"), 1) == "-52,8"
    assert numbers.format_csv_dk(Decimal("1234"), 0) == "1234"
    assert numbers.format_csv_dk(Decimal("-0.01"), 1) == "0,0"


def test_json_numbers_are_rounded_half_even_to_twelve_decimals() -> None:
    assert numbers.json_number(Decimal("37.0")) == 37
    assert isinstance(numbers.json_number(Decimal("37.0")), int)
    assert numbers.json_number(Decimal("0.0000000000005")) == 0
    assert numbers.json_number(Decimal("0.0000000000015")) == 0.000000000002
    assert numbers.json_number(Decimal(100) / 3) == 33.333333333333
