"""The summary table of the old reports, live or frozen: how far a contract's targets are, a line to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.papers.blocks import LEFT, Cell, Column, Row, Table, cells
from reporting.papers.parts import unbroken


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    latest: str
    latest_notes: tuple[str, ...]
    target: str
    gap: str
    verdict: str
    gap_pct: str
    path: str
    sign: str
    word: str
    target_note: str = ""


def contract_table(lines: Sequence[Line], year: int, caption: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(_("Minister's goal"), LEFT, share=1),
            Column(_("Latest status (period)"), most=28),
            Column(_("Target, December %(year)s") % {"year": year}, most=27),
            Column(_("Gap to the target"), most=20),
            Column(_("Gap in per cent of the target"), most=16),
            Column(_("Benchmark"), most=27),
            Column(_("Status"), LEFT, most=24),
        ),
        rows=tuple(map(_row, lines)),
    )


def _row(line: Line) -> Row:
    gap, _blank, unit = line.gap.partition(" ")
    return Row(
        cells(
            line.name,
            Cell(line.latest, _there(*map(unbroken, line.latest_notes))),
            Cell(line.target, _there(line.target_note)),
            Cell(gap, _there(unit, line.verdict)),
            line.gap_pct,
            line.path,
            Cell(line.word, sign=line.sign),
        )
    )


def _there(*notes: str) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
