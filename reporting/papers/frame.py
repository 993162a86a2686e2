"""What every paper has: its name, the state of its data, its marks; and how it becomes a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from goals.models import Goal, IndicatorDefinition
from goals.months import Month
from goals.series import Basis
from jobcentres.clock import COPENHAGEN, installation
from jobcentres.models import Area
from reporting import wording
from reporting.papers import Paper
from reporting.papers.blocks import Block, Document, Prose
from reporting.papers.typesetting import typeset
from reporting.summaries import Book, Choice
from reporting.trends import MONTHS_SHOWN

IN_DANISH = override(settings.LANGUAGE_CODE)
"""A paper speaks Danish, whoever asks for it."""


def paper(document: Document, choice: Choice, name: str) -> Paper:
    return Paper(f"{file_name(choice, name)}.pdf", typeset(document))


def file_name(choice: Choice, name: str) -> str:
    """`Maaltal 2014-05 Sorø Kommune kendt 2014-06-10`, without the ending."""
    until = str(choice.as_of)
    parts = ["Maaltal", until if choice.as_of.year == choice.year else f"{choice.year} til {until}", name]
    parts += ["foreløbige tal"] if choice.basis is Basis.PRELIMINARY else []
    parts += [f"kendt {choice.moment.astimezone(COPENHAGEN):%Y-%m-%d}"]
    return " ".join(parts)


def document(
    book: Book,
    *,
    lead: str,
    name: str,
    facts: Iterable[str],
    blocks: Iterable[Block],
    about: Collection[Area],
    kicker: str = "",
) -> Document:
    """`facts` stand below the title; `about`: the areas whose own figures stand in the paper; `kicker`: what
    stands over the title of all of the year's goals."""
    choice = book.choice
    return Document(
        lead=lead,
        name=name,
        kicker=kicker or _("Status of the minister's goals for %(year)s") % {"year": choice.year},
        state=_("Data up to and including %(month)s") % {"month": choice.as_of.label},
        origin=known(choice),
        facts=(*(fact for fact in facts if fact), basis(choice)),
        made_at=choice.moment,
        blocks=tuple(blocks),
        marks=tuple(_marks(book, about)),
    )


def known(choice: Choice) -> str:
    """`Tallene, som de var kendt 10. juni 2014 kl. 8.00.`"""
    moment = choice.moment.astimezone(COPENHAGEN)
    return _("The figures as they were known on %(moment)s.") % {"moment": wording.full_moment(moment)}


def basis(choice: Choice) -> str:
    if choice.basis is Basis.PRELIMINARY:
        return _("released figures, and preliminary ones marked *.").removesuffix(".")
    return _("released figures only.").removesuffix(".")


def _marks(book: Book, about: Collection[Area]) -> Iterator[str]:
    if installation().sample_today:
        yield _("The figures are made up. They are no statistics of any municipality.")
    if any(is_closed(book, area, [*book.goals, *book.own_goals(area)]) for area in about):
        yield _(
            "Closed: preliminary figures or figures about few persons. Not for others than the jobcentre, "
            "the region and the ministry."
        )


def is_closed(book: Book, area: Area, goals: Iterable[Goal]) -> bool:
    """Whether what the reader sees of the area must not be passed on."""
    if not book.reader.sees_inside(area.pk):
        return False
    return any(_shows_more(book, area, goal) for goal in goals)


def _shows_more(book: Book, area: Area, goal: Goal) -> bool:
    line, as_of = book.line(area, goal), book.choice.as_of
    for month in Month.range(as_of.plus(1 - 2 * MONTHS_SHOWN), as_of):
        cell = line.at(month)
        if cell.value is not None and (cell.preliminary or line.shown_outside(month) is None):
            return True
    return False


def definitions(book: Book, goals: Collection[Goal]) -> list[Block]:
    """What each indicator measures, in short: the first words of its definition."""
    found = {
        one.indicator_id: one.text.split("\n")[0].strip()
        for one in IndicatorDefinition.objects.valid_on(book.choice.as_of.last_day).filter(
            indicator__in=[goal.indicator_id for goal in goals]
        )
    }
    return [
        Prose(found[goal.indicator_id], "note", label=f"{goal.short_name}:")
        for goal in goals
        if found.get(goal.indicator_id)
    ]
