"""Native charts of a summary in a workbook: for each goal the latest figures against the targets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals.numbers import json_number
from goals.progress import Status
from jobcentres.models import Area
from jobcentres.visible_text import cleaned
from reporting.chart_looks import GRID, INK, OWN, QUIET
from reporting.exports.columns import COLUMNS
from reporting.exports.sheet import COUNT, SHARE, Book
from reporting.matrix import JUDGED
from reporting.summaries import Summary

MOST_MUNICIPALITIES = 20
_WIDTH, _HEIGHT, _ROWS = 680, 330, 20
_TWO_TO_A_PAGE = 70
"""Per cent."""
_GOOD = {Status.MET, Status.ON_TRACK}


class Drawn(NamedTuple):
    """The rows of one goal that a chart shows, and the first's place among all."""

    first: int
    rows: Sequence[Summary]


def draw_charts(book: Book, source: str, summaries: Sequence[Summary], *, footer: str) -> None:
    """On a sheet of their own, of the table on the sheet `source`; none where there is nothing to compare."""
    drawn = drawn_rows(summaries)
    if not drawn:
        return
    sheet = book.sheet(_("Charts"), footer=footer)
    sheet.set_column(0, 0, 100)
    sheet.set_print_scale(_TWO_TO_A_PAGE)  # fitted to pages, Excel breaks them where it likes
    for number, one in enumerate(drawn):
        top = number * (_ROWS + 1)
        book.write_text(sheet, top, 0, _conclusion(one.rows), "bold")
        described = {"description": _description(one.rows), "object_position": 2}
        sheet.insert_chart(top + 1, 0, _chart(book.workbook, source, one), described)
    sheet.set_h_pagebreaks([number * (_ROWS + 1) for number in range(2, len(drawn), 2)])


def drawn_rows(summaries: Sequence[Summary]) -> list[Drawn]:
    """Of each goal the regions; else its municipalities if they are few. One alone is no comparison."""
    found = []
    for _goal, own in groupby(enumerate(summaries), lambda pair: pair[1].goal.pk):
        rows = list(own)
        for level in (Area.Level.REGION, Area.Level.MUNICIPALITY):
            chosen = [pair for pair in rows if pair[1].area.level == level]
            is_few = level != Area.Level.MUNICIPALITY or len(chosen) <= MOST_MUNICIPALITIES
            if len(chosen) > 1 and is_few and any(_has_number(summary) for _number, summary in chosen):
                found.append(Drawn(chosen[0][0], [summary for _number, summary in chosen]))
                break
    return found


def _has_number(summary: Summary) -> bool:
    return summary.progress.latest is not None or summary.progress.target is not None


def _conclusion(rows: Sequence[Summary]) -> str:
    goal, judged = rows[0].goal, [row for row in rows if row.progress.status in JUDGED]
    good = sum(row.progress.status in _GOOD for row in judged)
    told = {"goal": goal.number, "name": goal.short_name, "good": good, "all": len(judged)}
    if not judged:
        return _("Goal %(goal)s, %(name)s: none can be judged now") % told
    if len(judged) < len(rows):
        said = _(
            "Goal %(goal)s, %(name)s: %(good)s of the %(all)s that can be judged now are on track or have "
            "reached the target"
        )
        return said % told
    return _("Goal %(goal)s, %(name)s: %(good)s of %(all)s are on track or have reached the target") % told


def _description(rows: Sequence[Summary]) -> str:
    areas = ", ".join(row.area.name for row in rows)
    said = _(
        "Columns: the latest figure; diamonds: the target. %(areas)s. The numbers stand on the overview."
    )
    return cleaned(said % {"areas": areas})  # a drawing has no room for control signs


def _chart(workbook: Any, source: str, drawn: Drawn) -> Any:
    goal = drawn.rows[0].goal
    columns = workbook.add_chart({"type": "column"})
    columns.add_series(_series(source, drawn, "latest") | _LATEST)
    targets = workbook.add_chart({"type": "line"})
    targets.add_series(_series(source, drawn, "target") | _TARGET)
    columns.combine(targets)
    unit = goal.indicator.get_unit_display()
    font = {"size": 10, "color": INK}
    columns.set_title(
        {
            "name": _no_reference(f"{goal.number} {goal.short_name}, {unit}"),
            "name_font": {"size": 12, "bold": True, "color": INK},
        }
    )
    columns.set_x_axis({"num_font": font, "line": {"color": QUIET}})
    columns.set_y_axis(
        {
            "min": 0,
            "num_font": font,
            "num_format": SHARE if goal.indicator.is_ratio else COUNT,
            "major_gridlines": {"visible": True, "line": {"color": GRID}},
            "line": {"none": True},
        }
    )
    columns.set_legend({"position": "bottom", "font": font})
    columns.show_blanks_as("gap")
    columns.set_size({"width": _WIDTH, "height": _HEIGHT})
    return columns


def _no_reference(title: str) -> str:
    """xlsxwriter takes a title like `Tal!A1` for a reference to a cell, wherever that stands in it."""
    return title.replace("!", "!\N{WORD JOINER}")


_LATEST = {"fill": {"color": OWN.color}, "border": {"color": INK, "width": 0.75}, "gap": 80}
_TARGET = {
    "line": {"none": True},
    "marker": {"type": "diamond", "size": 11, "fill": {"color": INK}, "border": {"color": "white"}},
}


def _series(source: str, drawn: Drawn, name: str) -> dict[str, Any]:
    """Ranges on the sheet, with what stands there for programs that do not look it up."""
    first, last = drawn.first + 1, drawn.first + len(drawn.rows)
    place, areas = list(COLUMNS).index(name), list(COLUMNS).index("area_name")
    values = [COLUMNS[name].value(row) for row in drawn.rows]
    is_missing = [value is None for value in values]
    ratio = drawn.rows[0].goal.indicator.is_ratio
    return {
        "name": str(COLUMNS[name].heading),
        "categories": [source, first, areas, last, areas],
        "values": [source, first, place, last, place],
        "categories_data": [row.area.name for row in drawn.rows],
        "values_data": [None if value is None else json_number(value) for value in values],
        "data_labels": {
            "value": True,
            "position": "inside_base" if name == "latest" else "right",
            "num_format": SHARE if ratio else COUNT,
            "font": {"size": 9, "color": "white" if name == "latest" else INK, "bold": name == "latest"},
            **({"fill": {"color": "white"}} if name == "target" else {}),  # it may stand on a column
            "custom": [{"delete": True} if missing else None for missing in is_missing],
        },
    }
