"""An empty presentation of ours, and the file that it becomes: wide, Danish, the same bytes each time.

It grows from the one that python-pptx brings along, whose masters are made for another paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as KINDS
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from reporting.chart_looks import INK, QUIET
from reporting.slides.plain import plain

PRODUCT = "Måltal"
FONT = "Arial"
"""On every machine; that of the pages is not."""
LANGUAGE = "da-DK"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
INNER = Emu(WIDTH - 2 * MARGIN)
BRAND = "#0B4A6F"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""What a zip file says of parts without a date."""
LONGEST_TITLE = 255
"""Of what a file says about itself."""
_TITLE_SLIDE, _TITLE_ONLY = 0, 5


def presentation() -> Any:
    """Without slides; its layouts are `first` and `ordinary`."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    made.element.find(qn("p:sldSz")).attrib.pop("type", None)
    _keep_two_layouts(made)
    _drop(made.part.package, {KINDS.THUMBNAIL, KINDS.EXTENDED_PROPERTIES})
    _drop(made.part, {KINDS.PRINTER_SETTINGS})
    _use_font(made)
    _shape_master(made.slide_master)
    _shape_first(first(made))
    _shape_ordinary(ordinary(made))
    for holder in (made.slide_master, *made.slide_layouts):
        for run in holder.element.iter(qn("a:rPr"), qn("a:endParaRPr")):
            run.set("lang", LANGUAGE)
    return made


def first(made: Any) -> Any:
    return made.slide_layouts[0]


def ordinary(made: Any) -> Any:
    return made.slide_layouts[1]


def written(made: Any, *, title: str, moment: datetime) -> bytes:
    """The file, of which nothing tells when or by whom it was made; `moment` is whose knowledge it shows."""
    about, then = made.core_properties, moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about.title, about.author, about.last_modified_by = plain(title)[:LONGEST_TITLE], PRODUCT, PRODUCT
    about.created = about.modified = then
    about.comments, about.language, about.revision = "", LANGUAGE, 1
    file = io.BytesIO()
    made.save(file)
    return _without_dates(file)


def _without_dates(file: io.BytesIO) -> bytes:
    made = io.BytesIO()
    with ZipFile(file) as parts, ZipFile(made, "w", ZIP_DEFLATED) as fixed:
        for name in parts.namelist():
            part = ZipInfo(name, FIRST_DAY)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            fixed.writestr(part, parts.read(name))
    return made.getvalue()


def _keep_two_layouts(made: Any) -> None:
    kept = (made.slide_layouts[_TITLE_SLIDE], made.slide_layouts[_TITLE_ONLY])
    for layout in list(made.slide_layouts):
        if layout not in kept:
            made.slide_layouts.remove(layout)


def _drop(holder: Any, kinds: set[str]) -> None:
    for key, link in list(_links(holder)):
        if link.reltype in kinds:
            holder.drop_rel(key) if hasattr(holder, "_rel_ref_count") else holder._rels.pop(key)


def _links(holder: Any) -> Iterator[tuple[str, Any]]:
    yield from holder._rels.items()


def _use_font(made: Any) -> None:
    theme = made.slide_master.part.part_related_by(KINDS.THEME)
    theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())


def _shape_master(master: Any) -> None:
    for holder in (master, *master.slide_layouts):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type is not None and shape.name.startswith(("Date", "Footer")):
                shape.element.getparent().remove(shape.element)
    title, body = master.placeholders[0], master.placeholders[1]
    _place(title, MARGIN, Inches(0.66), INNER, Inches(1.0))
    _place(body, MARGIN, Inches(1.8), INNER, Inches(4.8))
    _place(master.placeholders[2], Emu(WIDTH - MARGIN - Inches(1)), Inches(6.98), Inches(1), Inches(0.3))
    style = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    look = style.find(qn("a:defRPr"))
    look.set("sz", str(Pt(24).centipoints))
    look.set("b", "1")
    _colour(look, INK)
    frame = title.text_frame._txBody.find(qn("a:bodyPr"))
    frame.set("anchor", "t")
    for side in ("lIns", "rIns"):
        frame.set(side, "0")
    number = master.placeholders[2].element.find(f".//{qn('a:defRPr')}")
    number.set("sz", str(Pt(11).centipoints))
    _colour(number, QUIET)


def _colour(look: Any, color: str) -> None:
    fill = look.find(qn("a:solidFill"))
    fill.clear()
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": color.removeprefix("#")}))


def _shape_first(layout: Any) -> None:
    layout.name = "Forside"
    band = layout.shapes._spTree
    _place(layout.placeholders[0], Inches(1.1), Inches(1.55), Inches(11), Inches(1.5))
    _place(layout.placeholders[1], Inches(1.1), Inches(3.2), Inches(11), Inches(2.2))
    band.insert(2, _band(band))
    upwards = layout.placeholders[0].element.find(f".//{qn('a:bodyPr')}")
    upwards.set("anchor", "b")  # where a long name has room
    layout.placeholders[1].element.find(f".//{qn('a:bodyPr')}").set("lIns", "0")
    style = layout.placeholders[0].element.find(f".//{qn('a:lstStyle')}")
    _level(style, Pt(40), bold=True)
    _level(layout.placeholders[1].element.find(f".//{qn('a:lstStyle')}"), Pt(22), bold=False)


def _shape_ordinary(layout: Any) -> None:
    layout.name = "Planche"


def _level(style: Any, size: Any, *, bold: bool) -> None:
    """How a placeholder's text looks, in place of what stood there."""
    for old in list(style):
        style.remove(old)
    level = style.makeelement(qn("a:lvl1pPr"), {"algn": "l", "marL": "0", "indent": "0"})
    level.append(level.makeelement(qn("a:buNone"), {}))
    look = level.makeelement(qn("a:defRPr"), {"sz": str(size.centipoints), "b": "1" if bold else "0"})
    fill = look.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": INK.removeprefix("#")}))
    look.append(fill)
    level.append(look)
    style.append(level)


def _band(tree: Any) -> Any:
    """The coloured edge of the first slide: it stands in the layout, where nobody reads it aloud."""
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Kant"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{Inches(0.45)}" cy="{HEIGHT}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:srgbClr val="{BRAND.removeprefix("#")}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height
