"""Slides as a test reads them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from pptx import Presentation

from jobcentres.access import MINISTRY, Reader
from jobcentres.models import Area
from reporting.slides import slides
from reporting.summaries import Book, Choice, load

Values = dict[str, float | None]


def book_of(code: str, reader: Reader = MINISTRY, known_on: datetime | None = None, **choice: Any) -> Book:
    """The results that a deck of this area needs."""
    level = Area.objects.get(code=code).level
    return load(
        Choice.of(2014, known_on=known_on, **choice),
        reader,
        areas=None if level == Area.Level.COUNTRY else [code],
        with_notes=level == Area.Level.MUNICIPALITY,
        with_clusters=True,
    )


def made(code: str, reader: Reader = MINISTRY, known_on: datetime | None = None, **choice: Any) -> bytes:
    book = book_of(code, reader, known_on, **choice)
    return slides(book, book.places.of_code(code))


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def slide_about(deck: Any, words: str) -> Any:
    """The first whose title begins so."""
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith(words))


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def values_of(chart: Any) -> dict[str, Values]:
    """Each series by its name: its values by category; of months by their first day."""
    plot = chart.plots[0]
    is_dated = "dateAx" in chart._chartSpace.xml
    categories = [_day(category) if is_dated else str(category) for category in plot.categories]
    return {series.name: dict(zip(categories, series.values, strict=True)) for series in plot.series}


def _day(number: str) -> str:
    """As charts count days: `41365.0` is 1 April 2013."""
    return (date(1899, 12, 30) + timedelta(days=int(float(number)))).isoformat()


def sheet_behind(chart: Any) -> Workbook:
    return load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))


def notes(slide: Any) -> str:
    text: str = slide.notes_slide.notes_text_frame.text
    return text


def texts_in(content: bytes) -> Iterator[str]:
    """Everything that stands in the file, whatever part, and in the sheets behind its charts."""
    with ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith(".xlsx"):
                yield from texts_in(parts.read(name))
            else:
                yield parts.read(name).decode(errors="replace")
