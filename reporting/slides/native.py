"""A chart of PowerPoint's own: its series, axes and labels, in the looks of the charts on the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from reporting.chart_looks import GRID, INK, QUIET, Look
from reporting.slides.blank import LANGUAGE, PRODUCT
from reporting.slides.chart_sheet import Drawn, chart_sheet
from reporting.slides.plain import plain

SMALL = 12
MONTHS = "[$-406]mmm yyyy"
_DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
_SYMBOLS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
}


class Place(NamedTuple):
    """In EMU from the slide's upper left corner."""

    left: int
    top: int
    width: int
    height: int


class LabelLook(NamedTuple):
    """A label at a point: its number format, and on which side it stands (`t`, `b`, `l`, `r`, `outEnd`)."""

    format: str
    side: str = "t"
    is_bold: bool = False


def add_chart(
    slide: Any,
    kind: Any,
    place: Place,
    *,
    name: str,
    described: str,
    categories: Sequence[str | date],
    series: Sequence[Drawn],
    moment: datetime,
) -> Any:
    """The chart, with the sheet behind it and a description for those who do not see it."""
    named = [one if isinstance(one, date) else plain(one) for one in categories]
    series = [one._replace(name=plain(one.name)) for one in series]
    data = CategoryChartData()
    data.categories = named
    for one in series:
        data.add_series(one.name, one.values, one.format)
    frame = slide.shapes.add_chart(kind, *place, data)
    frame.name = plain(name)
    frame.element.find(f".//{qn('p:cNvPr')}").set("descr", plain(described))
    then = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    frame.chart.part.chart_workbook.update_from_xlsx_blob(chart_sheet(named, series, then, PRODUCT))
    _speak_danish(frame.chart)
    return frame.chart


def _speak_danish(chart: Any) -> None:
    space = chart._chartSpace
    language = parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGE}"/>')
    rounded = parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>')
    first = space.find(qn("c:date1904"))
    space.insert(0 if first is None else 1, rounded)
    space.insert(0 if first is None else 1, language)
    chart.font.size, chart.font.color.rgb = Pt(SMALL), colour(INK)


def colour(color: str) -> RGBColor:
    return RGBColor.from_string(color.removeprefix("#"))


def draw_line(series: Any, look: Look) -> None:
    """A line with its markers, or one of the two alone (`width` 0: markers)."""
    series.smooth = False
    line, marker = series.format.line, series.marker
    if look.width:
        line.color.rgb, line.width = colour(look.color), Pt(look.width)
        if look.dash in _DASHES:
            line.dash_style = _DASHES[look.dash]
    else:
        line.fill.background()
    marker.style = _SYMBOLS[look.symbol] if look.size else XL_MARKER_STYLE.NONE
    if look.size:
        marker.size = max(2, min(72, round(look.size)))
        marker.format.line.color.rgb, marker.format.line.width = colour(look.color), Pt(1.75)
        if look.fill == "none":
            marker.format.fill.background()
        else:
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = colour(look.fill or look.color)


def fill_bars(series: Any, color: str, edge: str = INK) -> None:
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(color)
    series.format.line.color.rgb, series.format.line.width = colour(edge), Pt(0.75)


def label_points(
    series: Any, labels: Mapping[int, LabelLook], *, size: int = SMALL, upright: bool = False
) -> None:
    """Only these points, by their place, show their value."""
    held = series._element.get_or_add_dLbls()
    for old in list(held):
        held.remove(old)
    for place, look in sorted(labels.items()):
        held.append(_label(place, look, size, upright))
    for part in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        held.append(parse_xml(f'<c:show{part} {nsdecls("c")} val="0"/>'))


def name_points(series: Any, side: str, *, size: int = SMALL) -> None:
    """Each of the points says the series' name instead of its value."""
    held = series._element.get_or_add_dLbls()
    for old in list(held):
        held.remove(old)
    shown = {"LegendKey": 0, "Val": 0, "CatName": 0, "SerName": 1, "Percent": 0, "BubbleSize": 0}
    parts = [
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>",
        _text_look(size, QUIET),
        f'<c:dLblPos val="{side}"/>',
        *(f'<c:show{part} val="{is_shown}"/>' for part, is_shown in shown.items()),
    ]
    for made in parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{''.join(parts)}</c:dLbls>"):
        held.append(made)


def _label(place: int, look: LabelLook, size: int, upright: bool) -> Any:
    shown = "".join(
        f'<c:show{part} val="{int(part == "Val")}"/>'
        for part in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return parse_xml(
        f'<c:dLbl {nsdecls("c", "a")}><c:idx val="{place}"/>'
        f'<c:numFmt formatCode={quoteattr(look.format)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_text_look(size, INK, is_bold=look.is_bold, is_upright=upright)}"
        f'<c:dLblPos val="{look.side}"/>{shown}</c:dLbl>'
    )


def _text_look(size: int, color: str, *, is_bold: bool = False, is_upright: bool = False) -> str:
    turned = ' rot="-5400000" vert="horz"' if is_upright else ""
    return (
        f'<c:txPr><a:bodyPr{turned} wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size * 100}" '
        f'b="{int(is_bold)}">{_solid(color)}</a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p>'
        f"</c:txPr>"
    )


def _solid(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color.removeprefix("#")}"/></a:solidFill>'


def upright_line(series: Any) -> None:
    """From each of the series' points down to the axis: where something changed."""
    element = series._element
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="minus"/>'
        f'<c:errValType val="percentage"/><c:noEndCap val="1"/><c:val val="100"/><c:spPr><a:ln w="12700">'
        f'{_solid(QUIET)}<a:prstDash val="sysDot"/></a:ln></c:spPr></c:errBars>'
    )
    element.find(qn("c:cat")).addprevious(bars)


def title(chart: Any, text: str, *, size: int = 14) -> None:
    """Above the figure, at its left edge."""
    chart.has_title = True
    run = chart.chart_title.text_frame.paragraphs[0].add_run()
    run.text = plain(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, colour(INK)
    chart.chart_title.include_in_layout = False
    held = chart._chartSpace.chart.find(qn("c:title"))
    layout = held.find(qn("c:layout"))
    edge = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="0.005"/><c:y val="0.005"/></c:manualLayout></c:layout>'
    )
    if layout is not None:
        held.replace(layout, edge)
    else:
        held.find(qn("c:tx")).addnext(edge)


def key_below(chart: Any, without: Sequence[int] = ()) -> None:
    """`without`: the places of series that say their name themselves."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(SMALL)
    for place in without:
        entry = parse_xml(
            f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
        )
        chart.legend._element.find(qn("c:legendPos")).addnext(entry)


def value_axis(chart: Any, *, low: float, high: float, step: float, shown: str) -> None:
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = colour(GRID)
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = shown, False
    axis.tick_labels.font.size = Pt(SMALL)


def date_axis(chart: Any, months: int) -> None:
    """A month to each category; every so many are named."""
    category_axis(chart)
    axis = chart.category_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = MONTHS, False
    element = axis._element
    for old in element.findall(qn("c:baseTimeUnit")) + element.findall(qn("c:majorUnit")):
        element.remove(old)
    last = element.find(qn("c:lblOffset"))
    for name, value in (("majorTimeUnit", "months"), ("majorUnit", str(months)), ("baseTimeUnit", "months")):
        last.addnext(parse_xml(f'<c:{name} {nsdecls("c")} val="{value}"/>'))


def category_axis(chart: Any, *, size: int = SMALL, upright: bool = False) -> None:
    """Names stand at the edge, not at zero; upright ones are all written."""
    axis = chart.category_axis
    axis.format.line.color.rgb = colour(QUIET)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.font.size = Pt(size)
    element = axis._element
    if upright:
        turned = element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")
        turned.set("rot", "-5400000")
        turned.set("vert", "horz")
        skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
        element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def decimals_of(step: float) -> int:
    """How many an axis needs that goes by such steps."""
    return next(places for places in range(10) if round(step, places) == step)


def steps(values: Sequence[float], least: float = 0.1) -> tuple[float, float, float]:
    """Where an axis begins and ends, with zero, and its step: about five to the whole, round numbers, and
    not less than `least`."""
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0
    magnitude = 10.0 ** _exponent(span / 5)
    sizes = (1, 2, 2.5, 5, 10)
    step = max(least, next(one * magnitude for one in sizes if one * magnitude * 5 >= span * 0.999))
    first, last = 0.0 - step * _up(-low / step), step * _up(high / step)
    return round(first, 9), round(last if first or last else step, 9), round(step, 9)


def _exponent(size: float) -> int:
    exponent = 0
    while 10.0**exponent > size:
        exponent -= 1
    while 10.0 ** (exponent + 1) <= size:
        exponent += 1
    return exponent


def _up(count: float) -> int:
    whole = int(count)
    return whole if count - whole < 1e-9 else whole + 1
