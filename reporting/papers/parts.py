"""From what the pages show to what a paper is made of: the same strings, in tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from goals.models import Goal, Indicator
from reporting import wording
from reporting.charts import KINDS
from reporting.charts import Chart as Drawn
from reporting.comparison_table import ComparisonRow, ComparisonTable
from reporting.group_page import GroupOverview, GroupRow
from reporting.matrix import Matrix
from reporting.matrix import Row as MatrixRow
from reporting.missing import Missing
from reporting.papers.blocks import LEFT, Cell, Chart, Column, KeyEntry, Prose, Row, Table, cells
from reporting.papers.drawing import drawn, sample
from reporting.papers.spreads import map_drawn, tile_sample
from reporting.status_table import StatusRow
from reporting.tallies import Behind
from reporting.tile_map import TileMap
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


def group_table(overview: GroupOverview) -> Table:
    """The figures of a region or the country, and where its municipalities stand."""
    judged = [
        Column(_("Target Dec."), most=24),
        Column(_("Benchmark now"), most=21),
        Column(_("Status"), LEFT, most=27),
    ]
    columns = [
        Column(_("The contract's targets") if overview.has_target else _("Minister's goal"), LEFT, share=1),
        Column(_("Latest total"), most=27),
        Column(_("Change")),
        *(judged if overview.has_target else []),
        Column(
            _("Municipalities:") + " " + _("●\xa0/\xa0◐\xa0/\xa0■\xa0/\xa0others"),
            most=30 if overview.has_target else 46,
        ),
    ]
    return Table(
        caption=_("Status of the goals, %(name)s") % {"name": overview.area.full_name},
        columns=tuple(columns),
        rows=tuple(_group_row(row, has_target=overview.has_target) for row in overview.rows),
    )


def _group_row(row: GroupRow, *, has_target: bool) -> Row:
    own = row.status
    change, _blank, unit = own.change.partition(" ")
    official = [_("official")] if own.is_published else []
    period = ", ".join([own.period, *official]) if own.period else ""
    judged: list[str | Cell] = [own.target, own.path, Cell(own.status.word, sign=own.status.sign)]
    others = _("others: %(others)s") % {"others": row.standings.others} if row.standings.others else ""
    return Row(
        cells(
            f"{own.number} {own.name}",
            Cell(own.latest, _notes(unbroken(period), row.coverage)),
            Cell(change, _notes(unit, own.change_percent, own.mark)),
            *(judged if has_target else []),
            Cell(row.standings.brief, _notes(others)),
        )
    )


def matrix(shown: Matrix, *, caption: str, is_dense: bool = False) -> Table:
    """Areas × goals: sign and figure, and beside it what the matrix adds."""
    columns = [Column(_("Area"), LEFT, share=1.6)]
    for heading in shown.headings:
        unit = wording.uncapitalised(heading.unit)
        period = f" ({unbroken(heading.period)})" if heading.period else ""
        columns.append(Column(f"{heading.number} {heading.name}, {unit}{period}", share=1))
        columns += [Column(_("Distance"))] if heading.width > 2 else []
    return Table(caption, tuple(columns), tuple(map(_matrix_row, shown.rows)), is_dense)


def _matrix_row(row: MatrixRow) -> Row:
    found: list[str | Cell] = [row.area.name]
    for cell in row.cells:
        found.append(Cell(cell["value"], _notes(cell["note"]), sign=cell["sign"]))
        if cell["more"] is not None:
            found.append(Cell(cell["more"], _notes(cell["more_note"])))
    return Row(cells(*found))


def attention(behind: Sequence[Behind], missing: Sequence[Missing]) -> Iterator[Prose]:
    """Who is behind, and who has not reported what was due."""
    for one in behind:
        names = ", ".join(area.name for area in one.areas)
        label = f"{one.status.sign} {one.goal.short_name}, {len(one.areas)} {one.status.word}:"
        yield Prose(names, label=label)
    if not behind:
        yield Prose(_("No municipality is behind with a goal that can be judged now."))
    for late in missing:
        names = ", ".join(area.name for group in late.reminded for area in group.areas)
        deadline = _("(deadline %(day)s):") % {"day": late.deadline}
        yield Prose(names, label=f"! {late.goal}, {late.period} {deadline}")
    if not missing:
        yield Prose(_("Nothing is missing: every figure whose deadline has passed is reported."))


def tiles(shown: TileMap) -> Chart:
    """The map with its key, and those that have no tile."""
    unplaced = ", ".join(area.name for area in shown.unplaced)
    title = _("Map of Denmark: %(goal)s") % {"goal": shown.goal.short_name}
    return Chart(
        svg=map_drawn(shown),
        alt=f"{title}. {shown.conclusion}",
        caption=f"{title}, {shown.period}" if shown.period else title,
        key=tuple(
            KeyEntry(tile_sample(tally.kind, tally.sign), f"{tally.word}: {tally.how_many}")
            for tally in shown.legend
        ),
        note=_("Not on the map:") + f" {unplaced}" if unplaced else "",
    )


def source(source: str, updated: str, next_update: str) -> Prose:
    """Where the figures of a part come from, and how new they are."""
    said = [_("Source:") + f" {source}"] if source else []
    said += [_("Last updated %(day)s.") % {"day": updated}] if updated else []
    said += [_("Next update: %(what)s.") % {"what": next_update}] if next_update else []
    return Prose(" ".join(said), "note")


def sources(indicators: Iterable[Indicator]) -> Iterator[Prose]:
    """Where the figures of a whole paper come from."""
    named = dict.fromkeys(one.source for one in indicators if one.source)
    if named:
        yield Prose(wording.sentence("; ".join(named)), "note", label=_("Sources:"))


def key_of_signs() -> Prose:
    """What stands before a figure, where no word stands beside it."""
    said = _(
        "Signs: ● on track or ✓ reached, ◐ slightly behind, ■ behind or ✕ not reached, … awaited, "
        "! missing, · no target."
    )
    return Prose(said, "note")


def signs(*, preliminary: bool, hidden: bool) -> Iterator[Prose]:
    """What * and .. stand for, where they are used."""
    if preliminary:
        yield Prose(_("* preliminary figure: not released yet."), "note")
    if hidden:
        yield Prose(_(".. is not shown, for discretion: the figure is about too few persons."), "note")
