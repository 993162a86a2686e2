"""The answer as a PDF: the question, the paragraphs with their footnotes, and the figures as a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jobcentres.models import Area
from reporting import wording
from reporting.answers.kit import Kit
from reporting.answers.plain import address_of
from reporting.answers.telling import Sentence
from reporting.group_page import group_overview
from reporting.papers import frame, parts
from reporting.papers.blocks import Block, Document, Heading, Prose
from reporting.papers.typesetting import typeset
from reporting.status_table import status_table

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def answer_paper(kit: Kit) -> bytes:
    return typeset(_document(kit))


def _document(kit: Kit) -> Document:
    return frame.document(
        kit.book,
        lead=_("Answer about %(subject)s:") % {"subject": kit.subject},
        name=kit.area.full_name,
        facts=[wording.capitalised(_("small numbers hidden"))],
        blocks=_blocks(kit),
        about=[kit.area],
    )


def _blocks(kit: Kit) -> Iterator[Block]:
    if kit.answer.question:
        yield Heading(_("The question"))
        yield Prose(kit.answer.question)
        yield Heading(_("The answer"))
    for paragraph in kit.text.paragraphs:
        yield Prose(" ".join(map(_marked, paragraph)), "lead")
    yield from _table(kit)
    yield Prose(address_of(kit), label=_("The same answer again:"))
    yield Heading(_("Notes"))
    for note in kit.text.notes:
        yield Prose(note.text, "footnote", label=f"{note.number} {note.heading}:")


def _marked(sentence: Sentence) -> str:
    """The numbers raised, parted by a raised point."""
    return sentence.text + "\N{MIDDLE DOT}".join(str(number) for number in sentence.numbers).translate(RAISED)


def _table(kit: Kit) -> Iterator[Block]:
    if kit.area.level == Area.Level.MUNICIPALITY:
        yield parts.status_table(status_table(kit.book, kit.area), [], kit.area.full_name)
    else:
        yield parts.group_table(group_overview(kit.book, kit.area))
        yield parts.key_of_signs()
