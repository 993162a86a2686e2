"""Numbers as people and machines write them: one strict reader, and the formats in which they are shown."""

from goals.numbers.formats import (
    HIDDEN,
    MINUS,
    format_change,
    format_change_percent,
    format_count,
    format_csv,
    format_csv_dk,
    format_exact,
    format_number,
    format_percent,
    format_points,
    json_number,
    plain_text,
    rounded,
    strict_count,
)
from goals.numbers.reading import MAX_DECIMALS, MAX_DIGITS, Dialect, NumberError, is_blank, parse_number

__all__ = [
    "HIDDEN",
    "MAX_DECIMALS",
    "MAX_DIGITS",
    "MINUS",
    "Dialect",
    "NumberError",
    "format_change",
    "format_change_percent",
    "format_count",
    "format_csv",
    "format_csv_dk",
    "format_exact",
    "format_number",
    "format_percent",
    "format_points",
    "is_blank",
    "json_number",
    "parse_number",
    "plain_text",
    "rounded",
    "strict_count",
]
