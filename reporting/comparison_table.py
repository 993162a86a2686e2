"""The comparison below a figure: own, cluster, region, the whole country, and the place in the cluster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Goal
from goals.numbers import HIDDEN, format_change_percent
from goals.progress import Measure, Snapshot
from jobcentres.models import Area
from reporting import wording
from reporting.comparisons import Beside, Comparison
from reporting.many_rows import comparison_rows
from reporting.origin_address import Addresses
from reporting.places import Group


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """`notes` say what a missing total can be replaced by, and who is in the group."""

    name: str
    value: str
    change: str
    coverage: str
    notes: tuple[str, ...] = ()
    is_own: bool = False
    origin: str = ""
    """Where the figure comes from, or why there is none."""


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    period: str
    rows: tuple[ComparisonRow, ...]
    standing: str
    has_coverage: bool

    @property
    def body(self) -> SafeString:
        """The rows, ready to be placed."""
        return comparison_rows(self)


def comparison_table(
    found: Comparison, measure: Measure, area: Area, goal: Goal, origins: Addresses | None = None
) -> ComparisonTable:
    groups = [_group_row(beside, measure, goal) for beside in found.groups]
    if origins is not None:
        pairs = zip(groups, found.groups, strict=True)
        groups = [replace(row, origin=_origin(beside, area, goal, origins)) for row, beside in pairs]
    median = _median_row(found, measure)
    if median:
        groups.insert(1 if found.peers and found.peers.area is None else 0, median)
    return ComparisonTable(
        period=found.month.window_label(measure.window),
        rows=(
            _own_row(found, measure, area, origins.of(goal, area, found.month) if origins else ""),
            *groups,
        ),
        standing=_standing(found, measure),
        has_coverage=bool(found.groups),
    )


def _origin(beside: Beside, area: Area, goal: Goal, origins: Addresses) -> str:
    if beside.group.area is None:
        return origins.of_cluster(goal, area, beside.seen.month)
    return origins.of(goal, beside.group.area, beside.seen.month)


def _own_row(found: Comparison, measure: Measure, area: Area, origin: str) -> ComparisonRow:
    return ComparisonRow(
        name=area.full_name,
        value=_value(measure, found.own),
        change=_change(measure, found.own),
        coverage="",
        is_own=True,
        origin=origin,
    )


def _group_row(beside: Beside, measure: Measure, goal: Goal) -> ComparisonRow:
    seen, group = beside.seen, beside.group
    is_cluster = group.area is None
    has_total = seen.value is not None or seen.hidden
    return ComparisonRow(
        name=wording.capitalised(wording.cluster_name(goal.short_name)) if is_cluster else group.name,
        value=_value(measure, seen) if has_total else _("cannot be shown"),
        change=_change(measure, seen) if has_total else wording.NONE,
        coverage=_("%(reported)s of %(expected)s") % {"reported": seen.reported, "expected": seen.expected},
        notes=(*_instead(beside, measure), *([_members(group)] if is_cluster else [])),
    )


def _instead(beside: Beside, measure: Measure) -> Iterator[str]:
    """What can be said where there is no total: an earlier one, and those who have both months."""
    if beside.newest:
        yield _("Newest: %(period)s %(value)s (%(change)s)") % {
            "period": beside.newest.month.window_label(measure.window),
            "value": _value(measure, beside.newest),
            "change": _change(measure, beside.newest),
        }
    if beside.same and beside.same.count:
        yield ngettext(
            "The same %(count)s municipality: %(change)s, not a total",
            "The same %(count)s municipalities: %(change)s, not a total",
            beside.same.count,
        ) % {
            "count": beside.same.count,
            "change": _change_text(measure, beside.same.change, beside.same.change_pct),
        }


def _members(group: Group) -> str:
    return f"{group.name}: {', '.join(member.name for member in group.members)}"


def _median_row(found: Comparison, measure: Measure) -> ComparisonRow | None:
    if found.median is None or found.peers is None:
        return None
    return ComparisonRow(
        name=_("Median of the cluster") if found.peers.area is None else _("Median of the municipalities"),
        value=wording.amount(measure, found.median, 1 if found.median % 1 else None),
        change=wording.NONE,
        coverage="",
    )


def _value(measure: Measure, seen: Snapshot) -> str:
    if seen.value is None:
        return HIDDEN if seen.hidden else wording.NONE
    text = wording.amount(measure, seen.value)
    return text + wording.PRELIMINARY if seen.preliminary else text


def _change(measure: Measure, seen: Snapshot) -> str:
    if seen.change is None:
        return HIDDEN if seen.hidden else wording.NONE
    return _change_text(measure, seen.change, seen.change_pct)


def _change_text(measure: Measure, change: Decimal, change_pct: Decimal | None) -> str:
    """In per cent for counts, so that areas of every size can be compared."""
    if measure.is_ratio or change_pct is None:
        return wording.difference(measure, change)
    return format_change_percent(change_pct)


def _standing(found: Comparison, measure: Measure) -> str:
    if found.standing is None:
        return ""
    form = (
        _("Place in the cluster by figure: %(standing)s.")
        if measure.is_ratio
        else _("Place in the cluster by change in a year: %(standing)s.")
    )
    return form % {"standing": wording.standing(found.standing)}
