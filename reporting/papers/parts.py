"""From what the pages show to what a paper is made of: the same strings, in tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from goals.models import Goal
from reporting.charts import KINDS
from reporting.charts import Chart as Drawn
from reporting.comparison_table import ComparisonRow, ComparisonTable
from reporting.papers.blocks import LEFT, Cell, Chart, Column, KeyEntry, Prose, Row, Table, cells
from reporting.papers.drawing import drawn, sample
from reporting.status_table import StatusRow
from reporting.trends import Key


def status_table(rows: Sequence[StatusRow], own_rows: Sequence[StatusRow], name: str) -> Table:
    columns = (
        Column(_("Minister's goal"), LEFT, share=1),
        Column(_("Latest figure"), most=22),
        Column(_("Year before")),
        Column(_("Change")),
        Column(_("Target Dec.")),
        Column(_("Benchmark now")),
        Column(_("Status"), LEFT, most=30),
    )
    heading = Row(cells(_("The municipality's own goals")), is_part=True)
    return Table(
        caption=_("Status of the goals, %(name)s") % {"name": name},
        columns=columns,
        rows=(
            *map(_status_row, rows),
            *([heading] if own_rows else []),
            *map(_status_row, own_rows),
        ),
    )


def _status_row(row: StatusRow) -> Row:
    change, _blank, unit = row.change.partition(" ")
    return Row(
        cells(
            f"{row.number} {row.name}",
            Cell(row.latest, _notes(unbroken(row.period))),
            row.previous,
            Cell(change, _notes(unit, row.change_percent, row.mark)),
            row.target,
            row.path,
            Cell(row.status.word, sign=row.status.sign),
        )
    )


def unbroken(period: str) -> str:
    """`maj 2013–apr. 2014` breaks after its dash, if at all."""
    return period.replace(" ", "\N{NO-BREAK SPACE}")


def _notes(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def comparison(found: ComparisonTable, goal: Goal) -> Table:
    columns = [
        Column(_("Area"), LEFT, share=1),
        Column(unbroken(found.period)),
        Column(_("Change in a year")),
    ]
    if found.has_coverage:
        columns.append(Column(_("Municipalities with a figure")))
    return Table(
        caption=_("Comparison, %(goal)s") % {"goal": goal.short_name},
        columns=tuple(columns),
        rows=tuple(part for row in found.rows for part in _comparison_rows(row, found)),
    )


def _comparison_rows(row: ComparisonRow, found: ComparisonTable) -> Iterator[Row]:
    coverage = [row.coverage] if found.has_coverage else []
    yield Row(cells(row.name, row.value, row.change, *coverage), is_strong=row.is_own)
    yield from (Row(cells(note), is_note=True) for note in row.notes)


def trend(chart: Drawn, key: Iterable[Key], *, caption: str, alt: str, note: str = "") -> Chart:
    """A trend of `reporting.charts` with its key."""
    return Chart(svg=drawn(chart), alt=alt, caption=caption, key=tuple(_key(chart, key)), note=note)


def _key(chart: Drawn, key: Iterable[Key]) -> Iterator[KeyEntry]:
    looks = dict(zip(KINDS, chart["data"], strict=True))
    for entry in key:
        parts = [looks["band"], looks["outlook"]] if entry.kind == "outlook" else [looks[entry.kind]]
        yield KeyEntry(sample(*parts), entry.text)


def source(source: str, updated: str, next_update: str) -> Prose:
    """Where the figures of a part come from, and how new they are."""
    said = [_("Source:") + f" {source}"] if source else []
    said += [_("Last updated %(day)s.") % {"day": updated}] if updated else []
    said += [_("Next update: %(what)s.") % {"what": next_update}] if next_update else []
    return Prose(" ".join(said), "note")


def signs(*, preliminary: bool, hidden: bool) -> Iterator[Prose]:
    """What * and .. stand for, where they are used."""
    if preliminary:
        yield Prose(_("* preliminary figure: not released yet."), "note")
    if hidden:
        yield Prose(_(".. is not shown, for discretion: the figure is about too few persons."), "note")
