"""A deck as a file: the title, the status table, and the slides of the goals."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.utils.translation import override

from jobcentres.models import Area
from reporting.slides.blank import presentation, written
from reporting.slides.content import Deck
from reporting.slides.drawing import draw_first, draw_goal, draw_overview
from reporting.slides.group import group_deck
from reporting.slides.municipality import municipality_deck
from reporting.summaries import Book


def deck(book: Book, area: Area, own: Collection[int]) -> bytes:
    with override(settings.LANGUAGE_CODE):
        is_municipality = area.level == Area.Level.MUNICIPALITY
        content = municipality_deck(book, area) if is_municipality else group_deck(book, area, own)
        return _file(book, content)


def _file(book: Book, content: Deck) -> bytes:
    made, moment = presentation(), book.choice.moment
    draw_first(made, content)
    draw_overview(made, content)
    for goal in content.goals:
        draw_goal(made, goal, moment, is_closed=content.is_closed)
    return written(made, title=f"{content.name}: {content.heading}", moment=moment)
