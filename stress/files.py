"""Files damaged at random: taken whole or refused with reasons, never an exception, never half written."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

from django.core.management import CommandError, call_command

from goals.models import Figure, FigureRevision

HEADER = "indicator;area;month;value;numerator;denominator;state;source;note"
PIECES = [
    b";",
    b",",
    b'"',
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xe6",
    b"-",
    b"1e9",
    b"..",
    b"2015-01",
    b"=1+1",
    b"\xef\xbb\xbf",
]


def trial(drawn: random.Random, number: int) -> str:
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    taken = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        for _ in range(number):
            content = _damaged(drawn, _whole(drawn))
            path.write_bytes(content)
            taken += _taken_or_untouched(path, content)
    return f"{number} damaged files, {taken} taken, {number - taken} refused without a trace"


def _whole(drawn: random.Random) -> bytes:
    rows = [
        f"langtidsledige;{drawn.choice(['0340', '340', 'Sorø', 'Aarhus', '0101'])};2013-{month:02};"
        f"{drawn.randint(0, 2000)};;;;jobindsats.dk;"
        for month in drawn.sample(range(1, 13), drawn.randint(1, 6))
    ]
    return "\n".join([HEADER, *rows, ""]).encode()


def _damaged(drawn: random.Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(drawn.randint(0, 4)):
        place = drawn.randrange(len(damaged) + 1)
        if drawn.random() < 0.5:
            damaged[place:place] = drawn.choice(PIECES)
        else:
            del damaged[place : place + drawn.randint(1, 9)]
    return bytes(damaged)


def _taken_or_untouched(path: Path, content: bytes) -> bool:
    before = FigureRevision.objects.count(), Figure.objects.count()
    said = io.StringIO()
    try:
        call_command("import_figures", str(path), stdout=said, stderr=said)
    except (CommandError, SystemExit) as refusal:
        after = FigureRevision.objects.count(), Figure.objects.count()
        assert after == before, f"half written: {content!r}"
        assert said.getvalue() or str(refusal), f"refused without a reason: {content!r}"
        return False
    except Exception as fault:
        raise AssertionError(f"{type(fault).__name__} {fault}: {content!r}") from fault
    return True
