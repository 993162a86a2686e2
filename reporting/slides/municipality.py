"""The slides of a municipality: what its page shows."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goals.progress import Measure
from jobcentres.models import Area
from reporting import wording
from reporting.area_page import Overview, overview
from reporting.comparison_table import ComparisonRow
from reporting.comparisons import Comparison, Comparisons
from reporting.papers.frame import is_closed
from reporting.places import Group
from reporting.sections import Section, sections_of
from reporting.slides.bars_figure import Bars
from reporting.slides.compared import bar_of, beside, heading
from reporting.slides.content import (
    Deck,
    GoalSlide,
    dates_of,
    definitions,
    figure_heading,
    footnotes,
    goal_above,
    goal_title,
    notes_of,
    source_line,
)
from reporting.summaries import Book
from reporting.trends import Table, picture_of


def municipality_deck(book: Book, area: Area) -> Deck:
    comparisons = Comparisons(book, [area])
    sections = sections_of(book, area, comparisons)
    shown = overview(book, area, comparisons)
    texts = definitions(book, [section.goal for section in sections])
    return Deck(
        name=area.full_name,
        heading=_("Status on the goals for %(year)s") % {"year": book.choice.year},
        told=next(iter(shown.paragraph.sentences), ""),
        more=" ".join([*shown.paragraph.sentences[1:], *shown.paragraph.notes]),
        dates=dates_of(book, shown.updated),
        rows=(*shown.rows, *shown.own_rows),
        explained=_explained(shown),
        notes=tuple(_open(shown)),
        is_closed=is_closed(book, area, [section.goal for section in sections]),
        goals=tuple(
            _slide(book, area, section, comparisons, texts.get(section.goal.indicator_id, ""), shown)
            for section in sections
        ),
    )


def _explained(shown: Overview) -> str:
    signs = footnotes(has_preliminary=shown.has_preliminary, has_hidden=shown.has_hidden)
    benchmark = _(
        "The benchmark is the figure that the municipality may at most (or must at least) have now if it is "
        "to reach the target at an even pace. It is not an adopted goal."
    )
    return " ".join([*([benchmark] if shown.has_path else []), *signs])


def _open(shown: Overview) -> Iterator[str]:
    if shown.lines.missing:
        yield wording.sentence(_("Missing: %(lines)s") % {"lines": " · ".join(shown.lines.missing)})
    if shown.lines.awaited:
        yield wording.sentence(_("Expected: %(lines)s") % {"lines": " · ".join(shown.lines.awaited)})


def _slide(
    book: Book, area: Area, section: Section, comparisons: Comparisons, definition: str, shown: Overview
) -> GoalSlide:
    goal, progress = section.goal, book.progress(area, section.goal)
    picture = picture_of(
        book.line(area, goal),
        progress,
        book.reader,
        book.yearbook.marks[goal.indicator_id],
        book.replacements_of(area, goal),
    )
    found = None if goal.is_own else comparisons.of(area, goal)
    measure = book.measure(goal)
    return GoalSlide(
        above=goal_above(goal, area.full_name),
        title=goal_title(goal, section.conclusion),
        status=section.status,
        rule=section.rule,
        measure=measure,
        below=source_line(section.source, book),
        notes=(
            *notes_of(book, goal, section.source, section.updated, section.next_update, definition),
            *section.facts,
            *([section.chart_note] if section.chart_note else []),
            *_beside_words(section),
            *_remark(section),
            *_replaced(section.chart_table),
            *_open(shown),
            *footnotes(has_preliminary=progress.preliminary, has_hidden=bool(progress.hidden)),
        ),
        trend=picture.trend if picture else None,
        trend_heading=figure_heading(goal, measure),
        beside=_bars(area, measure, found) if found else None,
        empty=_("There is neither a figure nor a target to draw."),
    )


def _beside_words(section: Section) -> Iterator[str]:
    """The comparison of the page, row by row."""
    if section.comparison is None:
        return
    said = {"period": section.comparison.period, "rows": " · ".join(map(_row_words, section.comparison.rows))}
    yield _("Compared, %(period)s: %(rows)s") % said
    if section.comparison.standing:
        yield section.comparison.standing


def _row_words(row: ComparisonRow) -> str:
    parts = [row.value, *([row.change] if row.change != wording.NONE else []), row.coverage]
    notes = f" – {'; '.join(row.notes)}" if row.notes else ""
    return f"{row.name}: {', '.join(filter(None, parts))}{notes}"


def _remark(section: Section) -> Iterator[str]:
    if section.remark:
        said = {"period": section.remark_period, "text": section.remark}
        yield _("The jobcentre's remark (%(period)s): %(text)s") % said


def _replaced(table: Table | None) -> Iterator[str]:
    if table is not None and table.has_notes:
        told = [f"{row[0]}: {row[-1]}" for row in table.rows if row[-1]]
        yield wording.sentence(_("Changed after release: %(list)s") % {"list": " · ".join(told)})


def _bars(area: Area, measure: Measure, found: Comparison) -> Bars | None:
    """The area beside those that the page compares it with."""
    others = [bar_of(_group_name(one.group), one.seen, measure, "beside") for one in found.groups]
    own = bar_of(area.name, found.own, measure, "own")
    return beside(own, others, (area.full_name, _("others")), heading(measure, found.month))


def _group_name(group: Group) -> str:
    return _("The cluster") if group.area is None else group.area.name
