"""The answer as plain text, for a letter or a mail: footnotes as numbers in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from jobcentres.clock import installation
from reporting.answers.kit import Kit
from reporting.answers.telling import AnswerText, Sentence

LINE_END = "\r\n"
"""As the text editors of offices want it."""


def plain_text(kit: Kit) -> str:
    """The whole answer, with the question, what it rests on and where it stands."""
    return LINE_END.join(_lines(kit)) + LINE_END


def quoted(text: AnswerText) -> str:
    """The paragraphs and their footnotes, to be copied."""
    return "\n\n".join([*_paragraphs(text), "\n".join(_notes(text))])


def address_of(kit: Kit) -> str:
    return f"{settings.SITE_URL}{kit.answer.get_absolute_url()}"


def _lines(kit: Kit) -> Iterator[str]:
    yield f"{kit.area.full_name}: {kit.subject}"
    yield " · ".join(kit.facts)
    if installation().sample_today:
        yield _("The figures are made up. They are no statistics of any municipality.")
    if kit.answer.question:
        yield from ("", _("The question"), "", *kit.answer.question.splitlines())
    yield from ("", _("The answer"), "")
    for paragraph in _paragraphs(kit.text):
        yield from (paragraph, "")
    yield from (_("Notes"), "", *_notes(kit.text), "")
    yield _("The same answer again: %(address)s") % {"address": address_of(kit)}


def _paragraphs(text: AnswerText) -> list[str]:
    return [" ".join(map(_marked, paragraph)) for paragraph in text.paragraphs]


def _marked(sentence: Sentence) -> str:
    return sentence.text + "".join(f"[{number}]" for number in sentence.numbers)


def _notes(text: AnswerText) -> Iterator[str]:
    return (f"[{note.number}] {note.heading}: {note.text}" for note in text.notes)
