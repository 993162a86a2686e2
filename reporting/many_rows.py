"""The rows of the large tables and lists as HTML: a template would look up each of their thousands of values.

Every text is escaped here, as a template would do it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from django.template.defaultfilters import urlizetrunc
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.wording import unparted

if TYPE_CHECKING:
    from jobcentres.models import Area
    from reporting.comparison_table import ComparisonTable
    from reporting.matrix import Cell, Row
    from reporting.tile_map import Tile
    from reporting.year_table import YearRow

SHORT_LINK = 40
"""Characters of an address that are shown."""


def matrix_rows(rows: Iterable[Row], *, regions: bool, behind: bool) -> SafeString:
    """`regions` and `behind`: whether there are such columns."""
    statuses: dict[tuple[str, str, str, bool], str] = {}
    return SafeString("".join(_matrix_row(row, statuses, regions, behind) for row in rows))


def _matrix_row(
    row: Row, statuses: dict[tuple[str, str, str, bool], str], regions: bool, behind: bool
) -> str:
    places = f' data-places="{escape(row.places)}"' if row.places else ""
    link = f'<a href="{escape(row.address)}">{escape(row.area.name)}</a>'
    parts = [f'<tr{places}><th scope="row">{link}</th>']
    if regions:
        parts.append(f'<td class="region">{escape(row.region)}</td>')
    if behind:
        parts.append(f'<td class="number">{escape(row.behind)}</td>')
    for cell in row.cells:
        key = (cell["kind"], cell["sign"], cell["word"], cell["is_usual"])
        if key not in statuses:
            statuses[key] = _status(cell)
        parts += (statuses[key], _figure(cell), _more(cell))
    return "".join((*parts, "</tr>\n"))


def _status(cell: Cell) -> str:
    word = escape(cell["word"])
    if cell["is_usual"]:
        word = f'<span class="sr-only">{word}</span>'
    sign = f'<span class="status-sign" aria-hidden="true">{escape(cell["sign"])}</span>'
    return f'<td class="goal"><span class="status status-{escape(cell["kind"])}">{sign} {word}</span></td>'


def _figure(cell: Cell) -> str:
    link = f'href="{escape(cell["origin"])}" aria-label="{escape(cell["spoken"])}"'
    note = _note(cell["note"])
    return f'<td class="number"><a class="figure-link" {link}>{escape(cell["value"])}</a>{note}</td>'


def _more(cell: Cell) -> str:
    more, last = cell["more"], cell["last"]
    found = ""
    if more is not None:
        found = f'<td class="{escape(cell["more_look"])}">{escape(more)}{_note(cell["more_note"])}</td>'
    return found if last is None else f'{found}<td class="number">{escape(last)}</td>'


def _note(text: str) -> str:
    return f'<span class="cell-note">{escape(text)}</span>' if text else ""


def figure_rows(rows: Iterable[Sequence[str]], *, has_notes: bool) -> SafeString:
    """`has_notes`: the last column holds words."""
    return SafeString("".join(_figure_row(row, has_notes) for row in rows))


def _figure_row(row: Sequence[str], has_notes: bool) -> str:
    first, *others = map(escape, row)
    words = [f"<td>{others.pop()}</td>"] if has_notes and others else []
    numbers = [f'<td class="number">{other}</td>' for other in others]
    return "".join((f'<tr><th scope="row">{first}</th>', *numbers, *words, "</tr>\n"))


def comparison_rows(table: ComparisonTable) -> SafeString:
    asks, change = escape(_("where does the figure come from?")), escape(_("Change in a year"))
    coverage, period = escape(_("Municipalities with a figure")), escape(table.period)
    parts: list[str] = []
    for row in table.rows:
        name, value = escape(row.name), escape(row.value)
        own = ' class="own"' if row.is_own else ""
        notes = "".join(_note(unparted(note)) for note in row.notes)
        figure = _figure_link(value, f"{value}, {name}, {asks}", row.origin)
        parts += (
            f'<tr{own}><th scope="row">{name}{notes}</th>',
            f'<td class="number" data-title="{period}">{figure}</td>',
            f'<td class="number" data-title="{change}">{escape(row.change)}</td>',
        )
        if table.has_coverage:
            parts.append(f'<td class="number" data-title="{coverage}">{escape(row.coverage)}</td>')
        parts.append("</tr>\n")
    return SafeString("".join(parts))


def year_rows(rows: Iterable[YearRow]) -> SafeString:
    asks, figure = escape(_("where does the figure come from?")), escape(_("Figure"))
    recorded = escape(_("Recorded"))
    source, comments = escape(_("Source")), escape(_("Comments"))
    parts: list[str] = []
    for row in rows:
        period, value = escape(row.period), escape(row.figure)
        sign = '<span aria-hidden="true">! </span>' if row.is_missing else ""
        link = _figure_link(value, f"{value}, {period}, {asks}", row.origin)
        parts += (
            f'<tr><th scope="row" class="nowrap">{period}</th>',
            f'<td class="number" data-title="{figure}"><div>{sign}{link}</div></td>',
            f'<td class="source" data-title="{source}">{_source(row.source)}</td>',
            f'<td class="nowrap" data-title="{recorded}">{escape(row.recorded)}</td>',
            f'<td class="comment" data-title="{comments}">{_comment(row)}</td></tr>\n',
        )
    return SafeString("".join(parts))


def _figure_link(value: str, spoken: str, origin: str) -> str:
    """Of escaped texts."""
    if not origin:
        return value
    return f'<a class="figure-link" href="{escape(origin)}" aria-label="{spoken}">{value}</a>'


def _source(text: str) -> str:
    return f"<div>{urlizetrunc(text, SHORT_LINK)}</div>" if "://" in text else escape(text)


def _comment(row: YearRow) -> str:
    said = "<br>".join(escape(text) for text in (row.remark, row.correction) if text)
    return f"<div>{said}</div>" if said else ""


def tile_items(tiles: Iterable[Tile]) -> SafeString:
    return SafeString("".join(map(_tile, tiles)))


def _tile(tile: Tile) -> str:
    status = tile.status
    own = " tile-own" if tile.is_own else ""
    look = f"tile tile-column-{tile.column} tile-row-{tile.row} tile-{escape(status.kind)}{own}"
    sign = f'<span class="tile-sign">{escape(status.sign)}</span>'
    label = f'<span class="tile-label">{escape(tile.label)}</span>'
    face = f'<span class="tile-face" aria-hidden="true">{sign}{label}</span>'
    told = f'<span class="tile-told">{escape(tile.told)}</span>'
    return f'<li class="{look}"><a href="{escape(tile.address)}">{face}{told}</a></li>'


def area_links(areas: Iterable[Area], query: str) -> SafeString:
    """`Assens, Fanø`, each a link that keeps the choice."""
    end = escape(query)
    return SafeString(
        ", ".join(
            f'<a href="{escape(area.get_absolute_url())}{end}">{escape(area.name)}</a>' for area in areas
        )
    )


def option_items(entries: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Of a list to choose from: value, label, whether it is chosen."""
    return SafeString(
        "".join(
            f'<option value="{escape(value)}"{" selected" if is_chosen else ""}>{escape(label)}</option>'
            for value, label, is_chosen in entries
        )
    )
