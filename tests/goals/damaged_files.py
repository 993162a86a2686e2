"""Files for uploading that are damaged at random, in the archive, in one of its parts, or in their text."""

from __future__ import annotations

from random import Random

from tests.goals.workbooks import number, parts_of, text, workbook, zipped_in_turn

_BOOK = workbook(
    f'{text("A2", "Sorø")}{number("B2", 41730, 1)}<c t="s"><v>0</v></c><c><f>A1</f><v>3</v></c>',
    texts=["<t>a_x0041_</t>"],
    formats=["mmm-yy"],
    after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
)
_TEXT = 'Kommune;Tal\r\nSorø;12,5\r\n"Æ;""ø";0\r\n'
_ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


def damaged_file(drawn: Random) -> tuple[str, bytes]:
    """Its kind, and what it holds."""
    chance = drawn.random()
    if chance < 0.3:
        return "xlsx", _damaged(drawn, _BOOK)
    if chance < 0.75:
        parts = parts_of(_BOOK)
        place = drawn.randrange(len(parts))
        name, content = parts[place]
        parts[place] = name, _damaged(drawn, bytes(content))  # type: ignore[arg-type]
        return "xlsx", zipped_in_turn(parts)
    return "csv", _damaged(drawn, _TEXT.encode(drawn.choice(_ENCODINGS)))


def _damaged(drawn: Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _step in range(drawn.choice([1, 1, 2, 5, 20])):
        place = drawn.randrange(len(damaged) + 1)
        kind = drawn.random()
        if kind < 0.4:
            damaged[place : place + 1] = drawn.randbytes(1)
        elif kind < 0.6:
            del damaged[place : place + drawn.randint(1, 9)]
        elif kind < 0.8:
            damaged[place:place] = drawn.randbytes(drawn.randint(1, 9))
        else:
            other = drawn.randrange(len(damaged) + 1)
            damaged[place : place + 8] = damaged[other : other + 8]
    return bytes(damaged)
