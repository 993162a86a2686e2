"""The status table as a table of PowerPoint's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from reporting.chart_looks import INK
from reporting.slides.blank import INNER, MARGIN
from reporting.slides.content import Deck
from reporting.slides.plain import plain
from reporting.slides.texts import run
from reporting.status_table import StatusRow

_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own style without lines and colours."""
_COLUMNS = (2.75, 2.5, 1.05, 1.95, 1.6, 1.6, 1.9)
_SHORT_COLUMNS = (2.6, 3.0, 1.4, 2.4)
_STANDING_COLUMN = 2.0
_NUMBERS, _STATUS = range(2, 6), 6
"""Columns of numbers, and that of the status."""
MANY = 6


def draw_table(slide: Any, content: Deck) -> int:
    """The table, and where it ends."""
    heads, widths = _heads(content), _widths(content)
    rows = [_cells(content, number) for number in range(len(content.rows))]
    size = 11 if len(rows) > MANY else 12 if len(heads) > MANY else 13
    height = Inches(0.34 if len(rows) > MANY else 0.42)
    whole = Emu(height * (len(rows) + 1))
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), MARGIN, Inches(1.75), INNER, whole)
    frame.name = plain(_("Status table"))
    frame.element.find(f".//{qn('p:cNvPr')}").set("descr", plain(f"{content.heading}: {content.name}"))
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(int(INNER * width / sum(widths)))
    for place, text in enumerate(heads):
        _cell(table.cell(0, place), text, size - 1, is_head=True, is_number=place in _NUMBERS)
    for number, cells in enumerate(rows, start=1):
        table.rows[number].height = height
        for place, text in enumerate(cells):
            is_bold = place in (0, _STATUS)
            _cell(table.cell(number, place), text, size, is_number=place in _NUMBERS, is_bold=is_bold)
    lines = [max(_lines(cells, widths, size)) for cells in rows]
    return Inches(1.95) + height + sum(max(height, Pt(size * 1.25 * count) + Inches(0.12)) for count in lines)


def _heads(content: Deck) -> list[str]:
    heads = [_("The minister's goals"), _("Latest figure (period)"), _("Year before"), _("Change")]
    heads += [_("Target Dec."), _("Benchmark now"), _("Status")] if content.has_targets else []
    return [*heads, _("Municipalities")] if content.standings else heads


def _widths(content: Deck) -> list[float]:
    widths = _COLUMNS if content.has_targets else _SHORT_COLUMNS
    return [*widths, _STANDING_COLUMN] if content.standings else [*widths]


def _lines(cells: Sequence[str], widths: Sequence[float], size: int) -> list[int]:
    """How many lines each cell takes, about."""
    whole = INNER / Inches(1) / sum(widths)
    fitting = [max(1.0, (width * whole - 0.2) * 72 / (size * 0.55)) for width in widths]
    return [-(-len(text) // int(room)) or 1 for text, room in zip(cells, fitting, strict=True)]


def _cells(content: Deck, number: int) -> list[str]:
    row: StatusRow = content.rows[number]
    period = f" ({row.period})" if row.period else ""
    published = ", " + _("official") if row.is_published else ""
    change = " ".join(filter(None, [row.change, f"({row.change_percent})" if row.change_percent else ""]))
    cells = [
        f"{row.number} {row.name}",
        f"{row.latest}{period}{published}",
        row.previous,
        change,
        *([row.target, row.path, str(row.status)] if content.has_targets else []),
    ]
    return [*cells, content.standings[number]] if content.standings else cells


def _cell(
    cell: Any, text: str, size: int, *, is_head: bool = False, is_number: bool = False, is_bold: bool = False
) -> None:
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    run(paragraph, text, size, INK, is_bold=is_head or is_bold)
    edge = INK if is_head else "#BFBFBF"
    properties = cell._tc.get_or_add_tcPr()
    properties.append(
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{12700 if is_head else 6350}"><a:solidFill>'
            f'<a:srgbClr val="{edge.removeprefix("#")}"/></a:solidFill></a:lnB>'
        )
    )
