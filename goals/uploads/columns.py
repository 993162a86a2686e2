"""Columns by their letters, as a spreadsheet names them."""

from __future__ import annotations


def column_name(number: int) -> str:
    """1 → `A`, 27 → `AA`"""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
