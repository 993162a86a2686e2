"""Slides as they are drawn: texts, the status table and figures at their places, read from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from reporting import wording
from reporting.chart_looks import INK, QUIET
from reporting.slides.bars_figure import Bars, draw_beside, draw_standing
from reporting.slides.blank import INNER, MARGIN, WIDTH, first, ordinary
from reporting.slides.content import Deck, GoalSlide, closed_mark, sample_mark
from reporting.slides.native import Place, colour
from reporting.slides.plain import plain
from reporting.slides.table import draw_table
from reporting.slides.texts import box, run, say, write
from reporting.slides.trend_figure import draw_trend

LONG_TITLE, LONGEST_TITLE, ONE_LINE = 95, 150, 60
_ABOVE, _STATUS, _FIGURE, _FOOT = Inches(0.34), Inches(1.62), Inches(2.15), Inches(6.9)
_FIGURE_HEIGHT = Emu(_FOOT - _FIGURE - Inches(0.1))
_GAP, _BELOW = Inches(0.35), Inches(0.55)
_TREND_SHARE = 0.62


def draw_first(made: Any, content: Deck) -> None:
    slide = made.slides.add_slide(first(made))
    say(slide.placeholders[0].text_frame, content.name)
    frame = slide.placeholders[1].text_frame
    say(frame, content.heading)
    say(frame, content.told, is_more=True)
    write(
        slide,
        Place(Inches(1.1), Inches(5.55), Inches(11), Inches(0.9)),
        [" ".join(content.dates)],
        16,
        QUIET,
        _("Dates"),
    )
    marks = [sample_mark(), closed_mark() if content.is_closed else ""]
    if any(marks):
        _mark(slide, " ".join(filter(None, marks)))
    _note(slide, [*marks, *content.dates, *content.notes])


def draw_overview(made: Any, content: Deck) -> None:
    slide = made.slides.add_slide(ordinary(made))
    _title(slide, content.told or content.heading)
    write(
        slide,
        Place(MARGIN, _ABOVE, INNER, Inches(0.32)),
        [f"{content.heading} · {content.name}"],
        14,
        QUIET,
        _("Place"),
    )
    bottom = draw_table(slide, content)
    rest = Place(MARGIN, bottom, INNER, Emu(_FOOT - bottom - Inches(0.05)))
    texts = [text for text in (content.more, content.explained) if text]
    size = 14 if sum(map(len, texts)) < 700 else 12
    write(slide, rest, texts, size, INK, _("Explanation"), gap=6)
    below = " ".join([*content.dates, sample_mark()])
    _foot(slide, below, len(made.slides), is_closed=content.is_closed)
    mark = closed_mark() if content.is_closed else ""
    _note(slide, [mark, *content.dates, content.more, content.explained, *content.notes])


def draw_goal(made: Any, goal: GoalSlide, moment: datetime, *, is_closed: bool) -> None:
    slide = made.slides.add_slide(ordinary(made))
    _title(slide, goal.title)
    write(slide, Place(MARGIN, _ABOVE, INNER, Inches(0.32)), [goal.above], 14, QUIET, _("Goal and place"))
    _status(slide, goal)
    _figures(slide, goal, moment)
    _foot(slide, goal.below, len(made.slides), is_closed=is_closed)
    _note(slide, [closed_mark() if is_closed else "", goal.rule, *goal.notes])


def _figures(slide: Any, goal: GoalSlide, moment: datetime) -> None:
    whole = Place(MARGIN, _FIGURE, INNER, _FIGURE_HEIGHT)
    if goal.columns is not None:
        place = _above_left_out(slide, whole, goal.columns)
        draw_standing(slide, place, goal.columns, goal.extent, moment=moment)
    elif goal.trend is None:
        write(slide, whole, [goal.empty], 20, QUIET, _("No figure"))
    else:
        width = int(INNER * _TREND_SHARE) if goal.beside else INNER
        draw_trend(
            slide,
            whole._replace(width=width),
            goal.trend,
            goal.measure,
            heading=goal.trend_heading,
            described=_described(goal),
            moment=moment,
        )
        if goal.beside is not None:
            left = MARGIN + width + _GAP
            beside = whole._replace(left=left, width=WIDTH - MARGIN - left)
            draw_beside(slide, _above_left_out(slide, beside, goal.beside), goal.beside, moment=moment)


def _above_left_out(slide: Any, place: Place, bars: Bars) -> Place:
    """The place that is left above the names of those without a bar."""
    if not bars.left_out:
        return place
    height = place.height - _BELOW
    below = place._replace(top=place.top + height, height=_BELOW)
    write(slide, below, [bars.left_out], 12 if len(bars.left_out) < 200 else 10, QUIET, _("Not shown"))
    return place._replace(height=height)


def _title(slide: Any, text: str) -> None:
    frame = slide.shapes.title.text_frame
    say(frame, text)
    if len(text) > LONG_TITLE:
        frame.paragraphs[0].runs[0].font.size = Pt(22 if len(text) <= LONGEST_TITLE else 18)


def _status(slide: Any, goal: GoalSlide) -> None:
    held = box(slide, Place(MARGIN, _STATUS, INNER, Inches(0.45)), _("Status"))
    paragraph = held.text_frame.paragraphs[0]
    if goal.status is not None:
        run(paragraph, f"{goal.status}", 18, INK, is_bold=True)
        run(paragraph, "   ", 16, INK)
    run(paragraph, goal.rule, 14 if len(goal.rule) < 140 else 12, INK)


def _described(goal: GoalSlide) -> str:
    """The trend for those who do not see it."""
    said = (goal.trend_heading, goal.title, goal.rule)
    return " ".join(wording.sentence(text) for text in said if text)


def _mark(slide: Any, text: str) -> None:
    is_long = len(text) > ONE_LINE
    place = Place(Inches(1.1), Inches(6.5), Inches(11 if is_long else 7.2), Inches(0.7 if is_long else 0.45))
    held = box(slide, place, _("Note"))
    held.fill.solid()
    held.fill.fore_color.rgb = colour("#FFF1C2")
    run(held.text_frame.paragraphs[0], text, 16, INK, is_bold=True)


def _foot(slide: Any, text: str, number: int, *, is_closed: bool) -> None:
    if is_closed:
        text = _("Closed: not to be passed on.") + f" {text}"
    write(slide, Place(MARGIN, _FOOT, Emu(INNER - Inches(1.1)), Inches(0.42)), [text], 11, QUIET, _("Source"))
    held = slide.slide_layout.placeholders
    found = next(shape for shape in held if shape.element.find(f".//{qn('p:ph')}").get("type") == "sldNum")
    copy = deepcopy(found.element)
    copy.find(f".//{qn('p:cNvPr')}").set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
    copy.find(f".//{qn('p:cNvPr')}").set("name", plain(_("Slide number")))
    copy.find(f".//{qn('a:fld')}/{qn('a:t')}").text = str(number)
    slide.shapes._spTree.append(copy)


def _note(slide: Any, texts: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    for number, text in enumerate(filter(None, texts)):
        say(frame, text, is_more=number > 0)
