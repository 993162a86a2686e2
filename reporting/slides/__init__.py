"""Results as PowerPoint slides whose charts can be edited, made when asked for."""

from __future__ import annotations

from collections.abc import Collection

from jobcentres.models import Area
from reporting.summaries import Book

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SUFFIX = "pptx"


def slides(book: Book, area: Area, own: Collection[int] = ()) -> bytes:
    """The deck of a municipality, a region or the country: title, status table, a slide or more to each goal.

    `book` holds `area`, a municipality with its notes, as for its page; neighbours' figures are read besides.
    `own`: the ids of the reader's own areas, marked among others. The same choice known on the same moment
    gives a reader the same bytes, in Danish.
    """
    from reporting.slides.deck import deck

    return deck(book, area, own)
