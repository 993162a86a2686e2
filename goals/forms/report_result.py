"""The yearly result of a municipality in words: what is missing, the comparison, and what could be saved."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.report_words import NONE, amount, difference, goal_heading, period_text
from goals.months import Month
from goals.numbers import HIDDEN, format_change_percent, format_number, rounded
from goals.progress import Status
from goals.reports import Content, FramedGoal, GoalContent

THOUSAND = Decimal(1000)


class ComparedRow(NamedTuple):
    name: str
    value: str
    change: str
    coverage: str
    is_own: bool


class Compared(NamedTuple):
    """A goal beside others in the month of its result."""

    heading: str
    period: str
    rows: list[ComparedRow]
    standing: str
    members: str


class SavingRow(NamedTuple):
    """In words: the own number, the level of the cluster, what lies above it, the price, and the product."""

    name: str
    own: str
    level: str
    above: str
    price: str
    kroner: str
    note: str
    is_assumption: bool


def missing(content: Content, *, is_over: bool) -> list[str]:
    """What the result lacks: targets, and figures of December once the year `is_over`."""
    year = content["frame"]["year"]
    told = []
    for goal, said in _both(content):
        name = _("goal %(number)s, %(name)s") % {"number": goal["number"], "name": goal["name"]}
        if is_over and said["latest_month"] != str(Month.december(year)):
            if said["status"] == Status.NOT_MEASURABLE:
                told.append(_("%(goal)s: cannot be measured") % {"goal": name})
            else:
                told.append(_newest(goal, said, name))
        if said["target"] is None:
            told.append(_("%(goal)s: no adopted target") % {"goal": name})
    return told


def _newest(goal: FramedGoal, said: GoalContent, name: str) -> str:
    period = period_text(goal, said["latest_month"])
    if not period:
        return _("%(goal)s: no figure") % {"goal": name}
    return _("%(goal)s: no figure for December (the newest: %(period)s)") % {"goal": name, "period": period}


def compared(content: Content) -> list[Compared]:
    return [_compared(goal, said) for goal, said in _both(content) if said["comparison"]]


def _compared(goal: FramedGoal, said: GoalContent) -> Compared:
    return Compared(
        heading=goal_heading(goal),
        period=period_text(goal, said["latest_month"]),
        rows=[_compared_row(goal, one) for one in said["comparison"]],
        standing=_standing(goal, said["standing"]),
        members=goal["cluster"]["name"] if goal["cluster"] else "",
    )


def _compared_row(goal: FramedGoal, seen: dict[str, Any]) -> ComparedRow:
    is_cluster, is_own = seen["kind"] == "cluster", seen["kind"] == "own"
    coverage = _("%(reported)s of %(expected)s") % seen
    return ComparedRow(
        name=_("The cluster (%(name)s)") % {"name": seen["name"]} if is_cluster else seen["name"],
        value=_value(goal, seen, is_own=is_own),
        change=_change(goal, seen),
        coverage="" if is_own else coverage,
        is_own=is_own,
    )


def _value(goal: FramedGoal, seen: dict[str, Any], *, is_own: bool) -> str:
    if seen["value"] is not None:
        return amount(goal, Decimal(seen["value"]))
    if seen["is_hidden"]:
        return HIDDEN
    return NONE if is_own else _("no total")


def _change(goal: FramedGoal, seen: dict[str, Any]) -> str:
    """In per cent for counts, so that areas of every size can be compared."""
    if seen["change"] is None:
        return HIDDEN if seen["is_hidden"] else NONE
    if goal["unit"] == "percent" or seen["change_pct"] is None:
        return difference(goal, Decimal(seen["change"]))
    return format_change_percent(Decimal(seen["change_pct"]))


def _standing(goal: FramedGoal, found: dict[str, Any] | None) -> str:
    if found is None:
        return ""
    place = _("no. %(rank)s of %(ranked)s") % found
    if found["band"]:
        place = f"{place}, {_bands()[found['band']]}"
    form = (
        _("Place in the cluster by figure: %(standing)s.")
        if goal["unit"] == "percent"
        else _("Place in the cluster by change in a year: %(standing)s.")
    )
    return form % {"standing": place}


def _bands() -> dict[str, str]:
    return {
        "upper": pgettext("third of a ranking", "best third"),
        "middle": pgettext("third of a ranking", "middle third"),
        "lower": pgettext("third of a ranking", "last third"),
    }


def savings(content: Content) -> list[SavingRow]:
    return [_saving(goal, said, said["saving"]) for goal, said in _both(content) if said["saving"]]


def _saving(goal: FramedGoal, said: GoalContent, saving: dict[str, Any]) -> SavingRow:
    price = goal["price"]
    return SavingRow(
        name=f"{goal['number']} {goal['name']}",
        own=amount(goal, Decimal(said["latest"] or 0)),
        level=format_number(Decimal(saving["level"]), 1),
        above=format_number(Decimal(saving["above"]), 1),
        price=_kroner(Decimal(saving["kroner_each"])),
        kroner=_kroner(in_thousands(Decimal(saving["kroner"]))),
        note=price["note"] if price else "",
        is_assumption=bool(price and price["is_assumption"]),
    )


def total_saving(content: Content) -> str:
    """The sum of the rows as they are shown; nothing where there is none or a single one."""
    found = [said["saving"] for said in content["goals"] if said["saving"]]
    if len(found) < 2:
        return ""
    return _kroner(sum((in_thousands(Decimal(one["kroner"])) for one in found), Decimal()))


def in_thousands(kroner: Decimal) -> Decimal:
    return rounded(kroner / THOUSAND, 0) * THOUSAND


def _kroner(kroner: Decimal) -> str:
    return _("%(number)s kroner") % {"number": format_number(kroner)}


def _both(content: Content) -> list[tuple[FramedGoal, GoalContent]]:
    return list(zip(content["frame"]["goals"], content["goals"], strict=True))
