"""Papers as tests read them: made for a reader, and their text without blanks, which lines break anywhere."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from pypdf import PdfReader

from goals.models import Goal
from goals.months import Month
from goals.series import Basis
from jobcentres.access import OUTSIDER, Reader
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import papers
from reporting.papers import Paper
from reporting.summaries import Book, Choice, load

NOON = datetime(2014, 6, 12, 12, tzinfo=COPENHAGEN)


def choice_of(
    as_of: str = "2014-05", *, known_on: datetime | None = NOON, basis: str = Basis.APPROVED
) -> Choice:
    return Choice.of(int(as_of[:4]), as_of=Month.parse(as_of), known_on=known_on, basis=basis)


def book_of(choice: Choice, reader: Reader = OUTSIDER, area: Area | None = None) -> Book:
    """Of one municipality with its own goals, or of everybody."""
    own = Goal.with_own.filter(goal_year__year=choice.year).exclude(area=None).order_by("number")
    return load(
        choice,
        reader,
        areas=[area.code] if area else None,
        own_goals=tuple(own.select_related("goal_year", "indicator")),
        **papers.needs("municipality"),
    )


def paper_of(area: Area, reader: Reader = OUTSIDER, choice: Choice | None = None) -> Paper:
    book = book_of(choice or choice_of(), reader, area)
    return papers.municipality_paper(book, book.places.of_code(area.code))


def pages_of(content: bytes) -> list[str]:
    """The text of each page, without blanks."""
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def text_of(content: bytes) -> str:
    return "".join(pages_of(content))


def squeezed(text: str) -> str:
    return "".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def alternatives_of(content: bytes) -> list[str]:
    """What pictures say to those who do not see them."""
    found: list[str] = []
    waiting: list[object] = [PdfReader(BytesIO(content)).root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found += [" ".join(str(node["/Alt"]).split())] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    return found
