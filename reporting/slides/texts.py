"""Texts on a slide: in a box of their own, or in a place that the layout has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches, Pt

from reporting.slides.blank import LANGUAGE
from reporting.slides.native import Place, colour
from reporting.slides.plain import plain


def write(
    slide: Any, place: Place, texts: Sequence[str], size: int, color: str, name: str, gap: int = 0
) -> None:
    frame = box(slide, place, name).text_frame
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        run(paragraph, text, size, color)


def box(slide: Any, place: Place, name: str) -> Any:
    box = slide.shapes.add_textbox(*place)
    box.name = plain(name)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.margin_top = frame.margin_bottom = Inches(0.03)
    return box


def run(paragraph: Any, text: str, size: int, color: str, *, is_bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = plain(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, colour(color)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def say(frame: Any, text: str, *, is_more: bool = False) -> None:
    """In a placeholder, whose looks the layout has."""
    paragraph = frame.add_paragraph() if is_more else frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = plain(text)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
