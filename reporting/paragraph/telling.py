"""How a paragraph is put together: passages that can be cut, until five sentences tell what matters most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from goals.months import Month
from reporting.wording import capitalised, unparted

MOST_SENTENCES = 5


@dataclass(slots=True)
class Telling:
    """What has been said so far: a month is written with its year until a month of that year was."""

    years: set[int] = field(default_factory=set)

    def month(self, month: Month) -> str:
        """`april 2014`, later on `april`."""
        if month.year in self.years:
            return month.name
        return self.dated(month.label, month)

    def dated(self, words: str, month: Month) -> str:
        self.years.add(month.year)
        return words


Sentence = Callable[[Telling], str]


@dataclass(frozen=True, slots=True)
class Cut:
    """The sentences left after a cut, and what it costs."""

    cost: int
    left: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What there is to tell of one thing, at its fullest, and how it can be cut, step by step."""

    full: tuple[Sentence, ...]
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text: at most five sentences, then the notes."""

    sentences: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join([*self.sentences, *self.notes])

    @property
    def shown(self) -> str:
        """The sentences, no number parted from its unit or month at the end of a line."""
        return unparted(" ".join(self.sentences))


def told(passages: Iterable[Passage]) -> list[str]:
    """The passages in their order, cut where cutting costs least until five sentences are left."""
    given = list(passages)
    steps = [0] * len(given)
    while sum(len(_left(*one)) for one in zip(given, steps, strict=True)) > MOST_SENTENCES:
        place = _cheapest(given, steps)
        if place is None:
            break
        steps[place] += 1
    telling = Telling()
    sentences = [say for one in zip(given, steps, strict=True) for say in _left(*one)]
    return [finished(say(telling)) for say in sentences]


def finished(sentence: str) -> str:
    """With its capital, and one full stop where an abbreviation ends it."""
    return capitalised(f"{sentence.removesuffix('..')}." if sentence.endswith("..") else sentence)


def _left(passage: Passage, step: int) -> tuple[Sentence, ...]:
    return passage.cuts[step - 1].left if step else passage.full


def _cheapest(passages: Sequence[Passage], steps: Sequence[int]) -> int | None:
    """The last of the passages whose next cut costs least."""
    costs = [
        (passage.cuts[step].cost, -place)
        for place, (passage, step) in enumerate(zip(passages, steps, strict=True))
        if step < len(passage.cuts)
    ]
    return -min(costs)[1] if costs else None


def listed(words: Sequence[str]) -> str:
    """`førtidspension, langtidsledige og unge i uddannelse`"""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
