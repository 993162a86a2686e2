"""What people write in their own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.free_text import TextRefused, free_text, looks_like_cpr
from jobcentres.visible_text import cleaned


@pytest.mark.parametrize(
    "text",
    ["010170-1234", "Se 0101701234.", "290200 0000", "Sagen 311299-9999 er lukket", "610170-1234"],
)
def test_a_cpr_number_is_refused(text: str) -> None:
    with pytest.raises(TextRefused) as refused:
        free_text(text)

    assert refused.value.code == "cpr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nyt team fra august 2013",
        "Telefon 33 92 59 00",
        "320170-1234",
        "011370-1234",
        "00101701234",
        "https://docplayer.dk/0101701234-Statusoverblik.html",
    ],
)
def test_other_digits_are_not(text: str) -> None:
    assert free_text(text) == text


def test_what_cannot_be_seen_is_taken_away_and_lines_are_kept() -> None:
    assert cleaned("\ufeffa\u202eb\u2066c\x07\r\nd\te\u2028f ") == "abc\nd e\nf"


def test_a_text_has_a_longest_length() -> None:
    with pytest.raises(TextRefused) as refused:
        free_text("å" * 11, longest=10)

    assert refused.value.code == "too_long"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.integers(0, 9999))
def test_every_number_that_begins_with_a_date_looks_like_one(
    day: int, month: int, year: int, end: int
) -> None:
    assert looks_like_cpr(f"x{day:02}{month:02}{year:02}-{end:04}y")
