"""The form over the matrix: what to show, in which order, and of which municipalities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Goal
from goals.numbers import format_number
from reporting.choices import Option
from reporting.many_rows import option_items
from reporting.matrix import Matrix
from reporting.matrix_choice import CLUSTER, GOAL, ORDER, SIZE, SIZES, STANDING, VIEW, Asked, Sizes
from reporting.matrix_order import Column, Kind, Order, View
from reporting.summaries import Book

Groups = list[tuple[str, list[Option]]]
"""Options under their headings; an empty heading for those that stand by themselves."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    groups: Groups
    is_wide: bool = False

    @property
    def choices(self) -> list[tuple[str, SafeString]]:
        """The groups' headings and options, ready to be placed."""
        return [(heading, option_items(own)) for heading, own in self.groups]

    @property
    def chosen(self) -> str:
        """The name of the option chosen, empty for the one that leaves nothing out."""
        options = (option for _heading, options in self.groups for option in options)
        return next((option.label for option in options if option.is_chosen and option.value), "")


@dataclass(frozen=True, slots=True)
class MatrixForm:
    """`shown` tells how many municipalities are shown, and of what kind; `everybody` is the address that
    shows all of them, empty where they are."""

    fields: tuple[Field, ...]
    kept: tuple[tuple[str, str], ...]
    shown: str
    everybody: str
    everybody_text: str


def matrix_form(
    book: Book, asked: Asked, matrix: Matrix, total: int, *, kept: Sequence[tuple[str, str]], everybody: str
) -> MatrixForm:
    narrowing = (
        Field(GOAL, _("Goal"), _goals(book, asked)),
        Field(STANDING, _("Status"), _standings(asked)),
        Field(CLUSTER, _("Cluster"), _clusters(asked)),
        *([Field(SIZE, _("Size"), _sizes(asked, asked.sizes))] if asked.sizes else []),
    )
    fields = (
        Field(VIEW, _("Show"), [("", _views(asked))]),
        *(
            [Field(ORDER, _("Sort"), _orders(book, asked, matrix.order), is_wide=True)]
            if matrix.order
            else []
        ),
        *(one for one in narrowing if len(one.groups) > 1 or len(one.groups[0][1]) > 1),
    )
    return MatrixForm(
        fields=fields,
        kept=tuple(kept),
        shown=_shown(len(matrix.rows), total, narrowing),
        everybody=everybody if asked.is_narrowed else "",
        everybody_text=_everybody(total),
    )


def _shown(count: int, total: int, narrowing: Sequence[Field]) -> str:
    """`12 af 98 kommuner vises · Mål: 3 Langtidsledige · Status: ■ bagud`"""
    told = ngettext(
        "%(count)s of %(total)s municipality is shown",
        "%(count)s of %(total)s municipalities are shown",
        total,
    ) % {"count": count, "total": total}
    chosen = [f"{field.label}: {field.chosen}" for field in narrowing if field.chosen]
    return " · ".join([told, *chosen])


def _everybody(total: int) -> str:
    return ngettext("Show the one municipality", "Show all %(total)s municipalities", total) % {
        "total": total
    }


def _views(asked: Asked) -> list[Option]:
    names = {
        View.GAP: _("distance from the benchmark"),
        View.FIGURE: _("latest figure"),
        View.CHANGE: _("change in a year"),
        View.OUTLOOK: _("outlook for December"),
    }
    return [Option(view.value, names[view], view is asked.view) for view in View]


def _orders(book: Book, asked: Asked, order: Order) -> Groups:
    """Every order that a heading gives at the first click, in whatever view; and the one chosen."""
    single = [order.behind, order.name, *([order.region] if order.region else [])]
    groups: Groups = [("", [_order(column, order) for column in single])]
    for goal, shown, others in zip(asked.goals(book), order.of_goals, order.others, strict=True):
        columns = shown | others
        offered = [columns[kind] for kind in Kind if kind in columns and _is_offered(kind, asked)]
        groups.append((_name(goal), [_order(column, order) for column in offered]))
    if not any(option.is_chosen for _heading, options in groups for option in options):
        groups[0][1].insert(0, Option(order.word, order.chosen.told, True))
    return groups


def _order(column: Column, order: Order) -> Option:
    word, told = column.first_choice
    return Option(word, told, word == order.word)


def _is_offered(kind: Kind, asked: Asked) -> bool:
    return kind is not Kind.OUTLOOK or asked.view is View.OUTLOOK


def _goals(book: Book, asked: Asked) -> Groups:
    options = [Option(str(goal.number), _name(goal), goal == asked.goal) for goal in book.goals]
    return [("", [_all(not asked.goal), *options])]


def _standings(asked: Asked) -> Groups:
    names = {
        "bagud": "■ " + _("behind"),
        "lidt-bagud": "◐ " + _("slightly behind"),
        "paa-sporet": "● " + _("on track"),
        "mangler": "! " + _("missing"),
        "intet-maaltal": "· " + _("no target"),
        "andet": _("no verdict"),
    }
    options = [Option(word, name, word == asked.standing) for word, name in names.items()]
    return [("", [_all(not asked.standing), *options])]


def _clusters(asked: Asked) -> Groups:
    groups: Groups = [("", [_all(not asked.cluster)])]
    found = ((goal, word, group.name) for word, (goal, group) in asked.clusters.items())
    for goal, clusters in groupby(found, key=lambda one: one[0]):
        options = [
            Option(word, _cluster(goal, name), word == asked.cluster) for _goal, word, name in clusters
        ]
        groups.append(
            (_("Clusters for %(goal)s") % {"goal": _name(goal)} if goal else _("Clusters"), options)
        )
    return groups


def _cluster(goal: Goal | None, name: str) -> str:
    """With its goal, so that the choice can be told by itself."""
    return f"{name} ({_name(goal)})" if goal else name


def _sizes(asked: Asked, sizes: Sizes) -> Groups:
    small, large = sizes.edges
    names = dict(zip(SIZES, _size_names(small, large), strict=True))
    options = [Option(word, name, word == asked.size) for word, name in names.items()]
    heading = _("A third each, by the figure for %(goal)s") % {"goal": _name(sizes.goal)}
    return [("", [_all(not asked.size)]), (heading, options)]


def _size_names(small: Decimal | None, large: Decimal | None) -> Iterator[str]:
    edge = {"small": format_number(small or Decimal()), "large": format_number(large or Decimal())}
    yield _("small (at most %(small)s)") % edge if small else _("small")
    yield _("medium")
    yield _("large (at least %(large)s)") % edge if large else _("large")


def _all(is_chosen: bool) -> Option:
    return Option("", _("all"), is_chosen)


def _name(goal: Goal) -> str:
    return f"{goal.number} {goal.short_name}"
