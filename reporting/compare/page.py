"""The page of a comparison in strings: the sentence, the ranking, and what another rule would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.models import Goal
from goals.months import Month
from goals.numbers import HIDDEN, format_change_percent
from goals.progress import Between, Measure, Snapshot, Standing
from reporting import wording
from reporting.compare.asked import Asked, With
from reporting.compare.ranked import Ranked, Ranking, Switched, is_sure, median_of, month_of, total_of
from reporting.compare.rules import Rule, rule_in_force
from reporting.origin_address import Addresses
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.wording import StatusWords

AddressOf = Callable[[Rule], str]
"""The address of the same comparison by another rule."""


@dataclass(frozen=True, slots=True)
class Row:
    place: str
    between: str
    """`1–4`: the places it may hold by chance; empty where its place is sure, or where it has none."""
    name: str
    address: str
    value: str
    origin: str
    previous: str
    change: str
    change_percent: str
    status: StatusWords
    is_own: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    label: str
    address: str
    members: str
    place: str
    moved: str


@dataclass(frozen=True, slots=True)
class Page:
    goal: Goal
    heading: str
    sentence: str
    period: str
    rows: tuple[Row, ...]
    total: Row | None
    median: str
    notes: tuple[str, ...]
    rule: str
    rules: tuple[RuleRow, ...]
    has_between: bool
    has_hidden: bool
    has_preliminary: bool


def compare_page(book: Book, asked: Asked, rules: Sequence[Rule], address_of: AddressOf) -> Page:
    goal, measure = asked.goal, book.measure(asked.goal)
    month = None if asked.lacking else month_of(book, goal, asked.group.members, asked.area)
    ranking = Ranking(book, goal, month) if month else None
    ranked = ranking.of(asked.group.members) if ranking else []
    told = [_row(book, asked, one) for one in ranked]
    switched = ranking.switched(rules, asked.rule, asked.area) if ranking and asked.rule else []
    total = total_of(book, goal, asked.group, ranked, month) if month else None
    origin = _origin_of_total(book, asked, rules, month)
    middle = median_of(book, goal, ranked, month) if month else None
    return Page(
        goal=goal,
        heading=f"{goal.number} {goal.short_name}",
        sentence=asked.lacking or _sentence(asked, ranked, measure),
        period=month.window_label(measure.window) if month else "",
        rows=tuple(told),
        total=_total(measure, total, origin) if total and len(ranked) > 1 else None,
        median=wording.amount(measure, middle, 1 if middle % 1 else None) if middle is not None else "",
        notes=tuple(_notes(measure, ranked)) if month else (),
        rule=asked.rule.label if asked.rule else "",
        rules=tuple(_rule_row(one, address_of) for one in switched),
        has_between=any(row.between for row in told),
        has_hidden=any(one.seen.hidden for one in ranked),
        has_preliminary=any(one.seen.preliminary for one in ranked),
    )


def _row(book: Book, asked: Asked, one: Ranked) -> Row:
    goal, measure, seen = asked.goal, book.measure(asked.goal), one.seen
    return Row(
        place=str(one.standing.rank) if one.standing else wording.NONE,
        between=_between(one.between),
        name=one.area.name,
        address=one.area.get_absolute_url() + book.query,
        value=_value(measure, seen),
        origin=Addresses(book.choice).of(goal, one.area, seen.month) if seen.value is not None else "",
        previous=_amount(measure, seen, seen.previous),
        change=wording.difference(measure, seen.change) if seen.change is not None else _none(seen),
        change_percent=_change_percent(measure, seen),
        status=status_of(book, one.area, goal),
        is_own=one.area == asked.area,
    )


def _origin_of_total(book: Book, asked: Asked, rules: Sequence[Rule], month: Month | None) -> str:
    """Only the totals of areas, and of clusters by the rule in force, have a page of their own."""
    addresses, goal = Addresses(book.choice), asked.goal
    if asked.group.area is not None:
        return addresses.of(goal, asked.group.area, month)
    in_force = rule_in_force(list(rules), goal.indicator.code, book.choice.as_of.last_day)
    if asked.chosen == With.CLUSTER and asked.area is not None and asked.rule == in_force:
        return addresses.of_cluster(goal, asked.area, month)
    return ""


def _total(measure: Measure, seen: Snapshot, origin: str) -> Row | None:
    if seen.value is None:
        return None
    return Row(
        place="",
        between="",
        name=_("All together"),
        address="",
        value=_value(measure, seen),
        origin=origin,
        previous=_amount(measure, seen, seen.previous),
        change=wording.difference(measure, seen.change) if seen.change is not None else wording.NONE,
        change_percent=_change_percent(measure, seen),
        status=StatusWords("", "", ""),
        is_own=False,
    )


def _change_percent(measure: Measure, seen: Snapshot) -> str:
    """Nothing for percentages, whose change is in points."""
    return "" if measure.is_ratio or seen.change_pct is None else format_change_percent(seen.change_pct)


def _between(between: Between | None) -> str:
    return "" if between is None or is_sure(between) else f"{between.best}–{between.worst}"


def _value(measure: Measure, seen: Snapshot) -> str:
    text = _amount(measure, seen, seen.value)
    return text + wording.PRELIMINARY if seen.preliminary and seen.value is not None else text


def _amount(measure: Measure, seen: Snapshot, value: Decimal | None) -> str:
    return _none(seen) if value is None else wording.amount(measure, value)


def _none(seen: Snapshot) -> str:
    return HIDDEN if seen.hidden else wording.NONE


def _sentence(asked: Asked, ranked: Sequence[Ranked], measure: Measure) -> str:
    """`Sorø Kommune er nr. 2 af 7 (bedste tredjedel). Tallene er så små, at …`"""
    own = next((one for one in ranked if one.area == asked.area), None)
    if own is None or own.standing is None:
        return _best(ranked)
    told = _("%(name)s is %(standing)s.") % {
        "name": own.area.full_name,
        "standing": wording.standing(own.standing),
    }
    if own.between is None or is_sure(own.between):
        return told
    chance = _("By chance alone it could as well be anything from no. %(best)s to no. %(worst)s.")
    return f"{told} {chance % own.between._asdict()}"


def _best(ranked: Sequence[Ranked]) -> str:
    first = [one.area.name for one in ranked if one.standing and one.standing.rank == 1]
    if not first:
        return _("None of them can be ranked.")
    count = sum(one.standing is not None for one in ranked)
    form = ngettext("%(names)s is first of %(count)s.", "%(names)s are first of %(count)s.", len(first))
    return form % {"names": wording.listed(first), "count": count}


def _notes(measure: Measure, ranked: Sequence[Ranked]) -> list[str]:
    rule = (
        _("Ranked by the figure, best first.")
        if measure.is_ratio
        else _("Ranked by the change in a year in per cent: so municipalities of every size can be compared.")
    )
    without = sum(one.standing is None for one in ranked)
    if not without:
        return [rule]
    left_out = ngettext(
        "%(count)s municipality has no place: no figure, none a year before, or too small numbers.",
        "%(count)s municipalities have no place: no figure, none a year before, or too small numbers.",
        without,
    )
    return [rule, left_out % {"count": without}]


def _rule_row(one: Switched, address_of: AddressOf) -> RuleRow:
    return RuleRow(
        label=one.rule.label,
        address=address_of(one.rule),
        members=", ".join(area.name for area in one.group),
        place=_place(one.standing),
        moved=_("%(moved)s of %(both)s") % {"moved": one.moved, "both": one.both},
    )


def _place(standing: Standing | None) -> str:
    return wording.standing(standing) if standing else pgettext("place in a ranking", "none")
