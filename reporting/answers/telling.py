"""Sentences with their footnotes, numbered in the order in which they are first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.wording import unparted


class NoteKind(StrEnum):
    BASIS = "basis"
    DEFINITION = "definition"
    TOTAL = "total"
    MISSING = "missing"
    REVISED = "revised"
    BREAK = "break"
    VERDICT = "verdict"
    HIDDEN = "hidden"

    @property
    def heading(self) -> str | Promise:
        return _HEADINGS[self]


_HEADINGS: dict[NoteKind, str | Promise] = {
    NoteKind.BASIS: _("Preliminary figures"),
    NoteKind.DEFINITION: _("Definition"),
    NoteKind.TOTAL: pgettext_lazy("footnote", "Total"),
    NoteKind.MISSING: _("Missing figure"),
    NoteKind.REVISED: _("Changed figure"),
    NoteKind.BREAK: _("Comparison"),
    NoteKind.VERDICT: _("Verdict"),
    NoteKind.HIDDEN: _("Discretion"),
}


class Note(NamedTuple):
    kind: NoteKind
    text: str


class Told(NamedTuple):
    """A sentence and what there is to know about it."""

    text: str
    notes: tuple[Note, ...] = ()


class Sentence(NamedTuple):
    """`text` keeps each number together with its unit; `numbers` are those of its footnotes."""

    text: str
    numbers: tuple[int, ...]


class NumberedNote(NamedTuple):
    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerText:
    """A paragraph on all goals, if they are all asked for, then one for each of them."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    notes: tuple[NumberedNote, ...]


def numbered(paragraphs: Sequence[Sequence[Told]]) -> AnswerText:
    """The same note, needed twice, has one number."""
    numbers: dict[Note, int] = {}
    told = tuple(tuple(_sentences(paragraph, numbers)) for paragraph in paragraphs if paragraph)
    notes = (NumberedNote(number, str(note.kind.heading), note.text) for note, number in numbers.items())
    return AnswerText(told, tuple(notes))


def _sentences(told: Iterable[Told], numbers: dict[Note, int]) -> Iterator[Sentence]:
    for one in told:
        yield Sentence(
            unparted(one.text), tuple(numbers.setdefault(note, len(numbers) + 1) for note in one.notes)
        )
