"""What an address asks of the matrix: its columns, the order of its rows, and which municipalities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.text import slugify
from django.utils.translation import gettext as _

from goals.models import Goal
from goals.months import Window
from goals.progress import Status
from jobcentres.models import Area
from reporting.matrix_order import Kind, View
from reporting.places import Group, NotThere
from reporting.summaries import Book

VIEW, ORDER, GOAL, STANDING, CLUSTER, SIZE = "vis", "sorter", "maal", "status", "klynge", "stoerrelse"

STANDINGS: dict[str, frozenset[str]] = {
    "bagud": frozenset({Status.BEHIND, Status.NOT_MET}),
    "lidt-bagud": frozenset({Status.NEAR}),
    "paa-sporet": frozenset({Status.ON_TRACK, Status.MET}),
    "mangler": frozenset({"missing"}),
    "intet-maaltal": frozenset({Status.NO_TARGET}),
    "andet": frozenset(
        {"missing", "hidden", Status.NO_TARGET, Status.NO_FIGURE, Status.AWAITING, Status.NOT_MEASURABLE}
    ),
}
"""By the kinds of `StatusWords`. The last holds all that is no verdict."""
SIZES = ("lille", "mellem", "stor")


@dataclass(frozen=True, slots=True)
class Sizes:
    """The municipalities in three groups of equal size, by their latest figure of `goal`.

    A figure that the reader must not see counts among the smallest; `edges` are the largest of the first
    group and the smallest of the last, None where there are none to be shown.
    """

    goal: Goal
    of_area: Mapping[int, str]
    edges: tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """`standing`, `cluster` and `size` are words of addresses; empty ones leave nobody out."""

    view: View = View.GAP
    order: str | None = None
    goal: Goal | None = None
    standing: str = ""
    cluster: str = ""
    size: str = ""
    clusters: Mapping[str, tuple[Goal | None, Group]] = field(default_factory=dict)
    sizes: Sizes | None = None

    def goals(self, book: Book) -> tuple[Goal, ...]:
        """Whose columns are shown."""
        return (self.goal,) if self.goal else book.goals

    @property
    def is_narrowed(self) -> bool:
        return bool(self.standing or self.cluster or self.size)

    def admits(self, area: Area, kinds: Sequence[str]) -> bool:
        """Whether an area is shown whose statuses with the goals shown are of these kinds."""
        if self.cluster and area not in self.clusters[self.cluster][1].members:
            return False
        if self.size and (self.sizes is None or self.sizes.of_area.get(area.pk) != self.size):
            return False
        return not self.standing or any(kind in STANDINGS[self.standing] for kind in kinds)


def asked_of(given: Mapping[str, str], book: Book, members: Sequence[Area]) -> Asked:
    """Raises `NotThere` for what there is not."""
    goal = _goal(given.get(GOAL), book)
    clusters = dict(_clusters(book, members, goal))
    return Asked(
        view=_view(given.get(VIEW), given.get(ORDER)),
        order=_order(given.get(ORDER), goal, book),
        goal=goal,
        standing=_known(given.get(STANDING), STANDINGS, _("There is no status “%(word)s” to choose.")),
        cluster=_known(given.get(CLUSTER), clusters, _("There is no cluster “%(word)s” to choose here.")),
        size=_known(given.get(SIZE), SIZES, _("There is no size “%(word)s”: choose lille, mellem or stor.")),
        clusters=clusters,
        sizes=sizes_of(book, members),
    )


def _view(written: str | None, order: str | None) -> View:
    """Where nothing is said, the view that shows what the order compares."""
    if written:
        words = [view.value for view in View]
        return View(_known(written, words, _("The table cannot show “%(word)s”.")))
    kind = (order or "").removeprefix("-").partition("-")[2].removesuffix("-pct")
    return View(kind) if kind in (Kind.CHANGE, Kind.OUTLOOK) else View.GAP


def _order(written: str | None, goal: Goal | None, book: Book) -> str | None:
    """None for the usual one: also where the form was sent with the order of a goal that it leaves out."""
    number = (written or "").removeprefix("-").partition("-")[0]
    is_left_out = goal and number != str(goal.number) and number in {str(one.number) for one in book.goals}
    return None if is_left_out else written or None


def _goal(written: str | None, book: Book) -> Goal | None:
    numbers = {str(goal.number): goal for goal in book.goals}
    word = _known(written, numbers, _("There is no minister's goal “%(word)s” this year."))
    return numbers.get(word)


def _known(written: str | None, known: Mapping[str, object] | Sequence[str], refusal: str) -> str:
    """`written`, if it is one of those known; empty stays empty. Raises `NotThere`."""
    if written and written not in known:
        raise NotThere(refusal % {"word": written})
    return written or ""


def _clusters(
    book: Book, members: Sequence[Area], goal: Goal | None
) -> Iterator[tuple[str, tuple[Goal | None, Group]]]:
    """By their words in addresses: `2-klynge-3` for those of one goal, `klynge-3` where all goals share
    them."""
    found = {one: _groups(book, members, one) for one in book.goals}
    first = next(iter(found.values()), [])
    if all(groups == first for groups in found.values()):
        yield from ((word, (None, group)) for word, group in _words(first))
        return
    for one in (goal,) if goal else book.goals:
        yield from ((f"{one.number}-{word}", (one, group)) for word, group in _words(found[one]))


def _groups(book: Book, members: Sequence[Area], goal: Goal) -> list[Group]:
    """The clusters of the municipalities shown, Klynge 2 before Klynge 10."""
    groups = {id(group): group for area in members if (group := book.cluster_of(area, goal))}
    return sorted(groups.values(), key=_by_number)


def _by_number(group: Group) -> list[tuple[int, str]]:
    return [(int(part or 0), text) for text, part in re.findall(r"(\D*)(\d*)", group.name)]


def _words(groups: Sequence[Group]) -> Iterator[tuple[str, Group]]:
    """Where a goal's own list leaves some to the general one, two may have the same name."""
    known: Counter[str] = Counter()
    for group in groups:
        word = slugify(group.name, allow_unicode=True)
        known[word] += 1
        yield (word if known[word] == 1 else f"{word}-{known[word]}", group)


def sizes_of(book: Book, members: Sequence[Area]) -> Sizes | None:
    """By the year's first goal that counts persons in a month, else by its first count: how many inhabitants
    a municipality has is not known here. None without such a goal, or without three figures."""
    counts = [goal for goal in book.goals if not book.measure(goal).is_ratio]
    monthly = [goal for goal in counts if book.measure(goal).window == Window.MONTH]
    goal = next(iter(monthly or counts), None)
    if goal is None:
        return None
    results = {area.pk: book.progress(area, goal) for area in members}
    values = {
        pk: result.latest or Decimal()
        for pk, result in results.items()
        if result.latest is not None or "latest" in result.hidden
    }
    if len(values) < len(SIZES):
        return None
    ranks: dict[Decimal, int] = {}
    for rank, value in enumerate(sorted(values.values())):
        ranks.setdefault(value, rank)
    groups = {pk: SIZES[ranks[value] * len(SIZES) // len(values)] for pk, value in values.items()}
    small = max((values[pk] for pk, word in groups.items() if word == SIZES[0]), default=Decimal())
    large = min((values[pk] for pk, word in groups.items() if word == SIZES[-1]), default=Decimal())
    return Sizes(goal, groups, (small or None, large or None))
