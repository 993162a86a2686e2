"""Where the municipalities of a region or of the country stand with a goal: how many, and who is behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.models import Goal
from goals.progress import Status
from jobcentres.models import Area
from reporting.many_rows import area_links
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.wording import StatusWords

_ORDER = (
    *(Status.MET, Status.ON_TRACK, Status.NEAR, Status.BEHIND, Status.NOT_MET),
    *("missing", Status.NO_FIGURE, Status.AWAITING, Status.NOT_MEASURABLE, Status.NO_TARGET, "hidden"),
)

_FINAL = (Status.MET, Status.NOT_MET)
_COURSE = (Status.ON_TRACK, Status.NEAR, Status.BEHIND)


class Tally(NamedTuple):
    """How many municipalities stand where."""

    sign: str
    word: str
    kind: str
    how_many: int

    def __str__(self) -> str:
        return f"{self.how_many} {self.word}"


class Standings(NamedTuple):
    """`14 / 2 / 2 / 1`: on track, slightly behind, behind, and others; `spoken` with the words, `others` says
    what the last are. Where none is judged, or the year's verdicts fall, there is no such row of four."""

    brief: str
    spoken: str
    others: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """The municipalities behind with a goal, or that did not reach its target."""

    goal: Goal
    status: StatusWords
    areas: tuple[Area, ...]
    query: str = ""
    """Ends the links to their pages."""

    @property
    def links(self) -> SafeString:
        return area_links(self.areas, self.query)


def standings(found: Sequence[Tally]) -> Standings:
    spoken = ", ".join(map(str, found))
    counts = {tally.kind: tally.how_many for tally in found}
    if any(status in counts for status in _FINAL):
        return Standings(" / ".join(f"{tally.sign} {tally.how_many}" for tally in found), spoken)
    others = [tally for tally in found if tally.kind not in _COURSE]
    if len(others) == len(found):
        return Standings(spoken, spoken)
    brief = [*(counts.get(status, 0) for status in _COURSE), sum(tally.how_many for tally in others)]
    return Standings(" / ".join(map(str, brief)), spoken, ", ".join(map(str, others)))


def tallies(book: Book, members: Sequence[Area], goal: Goal) -> tuple[Tally, ...]:
    """From the best standing to the worst, then those without one."""
    found: dict[str, list[StatusWords]] = {}
    for member in members:
        words = status_of(book, member, goal)
        found.setdefault(words.kind, []).append(words)
    return tuple(
        Tally(alike[0].sign, _common_word(alike), kind, len(alike))
        for kind in map(str, _ORDER)
        if (alike := found.get(kind))
    )


def _common_word(alike: Sequence[StatusWords]) -> str:
    """The word they share; where they wait for different days, or not all figures are released, the
    verdict alone."""
    kind = alike[0].kind
    if kind == Status.NO_TARGET:
        return _("without a target")
    if len({words.word for words in alike}) == 1:
        return alike[0].word
    return {
        str(Status.MET): _("target reached"),
        str(Status.NOT_MET): _("target not reached"),
        str(Status.NO_FIGURE): _("expected"),
        "missing": _("missing"),
    }.get(kind, _("awaits"))


def behind(book: Book, members: Sequence[Area], goals: Sequence[Goal]) -> tuple[Behind, ...]:
    """The goals with which most are behind first; the municipalities in the order given."""
    found = [
        Behind(goal, words[0]._replace(word=_common_word(words)), areas, book.query)
        for goal in goals
        for status in (Status.BEHIND, Status.NOT_MET)
        if (areas := tuple(area for area in members if book.progress(area, goal).status is status))
        for words in [[status_of(book, area, goal) for area in areas]]
    ]
    return tuple(sorted(found, key=lambda one: -len(one.areas)))
