"""What is said of one goal in all municipalities: values and changes as short texts, the sentences above the
figures, and who is left out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.numbers import format_change_percent
from goals.progress import Measure, Snapshot
from reporting import wording
from reporting.nationwide import Member, Nationwide
from reporting.wording.cells import short_period


class LeftOut(NamedTuple):
    """Why some have no dot, and who they are."""

    why: str
    names: str


def median_text(measure: Measure, value: Decimal) -> str:
    """Of a count with half a person where two lie in the middle."""
    return wording.amount(measure, value, 1 if value % 1 else None)


def level_text(measure: Measure, seen: Snapshot) -> str:
    return "" if seen.value is None else wording.amount(measure, seen.value) + star(seen)


def star(seen: Snapshot) -> str:
    return wording.PRELIMINARY if seen.preliminary else ""


def change_text(measure: Measure, value: Decimal) -> str:
    """`−52,8 pct.`, of a share `−2,5 procentpoint`."""
    return wording.difference(measure, value) if measure.is_ratio else format_change_percent(value)


def level_conclusion(found: Nationwide) -> str:
    """`Fra 5 personer i Samsø til 1.021 i København; medianen er 143.`"""
    measure = found.measure
    ordered = sorted(
        ((one.seen.value, one.area) for one in found.members if one.seen.value is not None),
        key=lambda pair: (pair[0], pair[1].sort_key),
    )
    if len(ordered) < 2:
        return _("Too few municipalities have a figure to show to compare them.")
    (least, lowest), (most, highest) = ordered[0], ordered[-1]
    said = {
        "least": wording.counted(measure, least),
        "lowest": lowest.name,
        "most": wording.counted(measure, most) if measure.is_ratio else wording.amount(measure, most),
        "highest": highest.name,
    }
    if found.median is None:
        return wording.sentence(_("From %(least)s in %(lowest)s to %(most)s in %(highest)s") % said)
    said["median"] = median_text(measure, found.median)
    form = _("From %(least)s in %(lowest)s to %(most)s in %(highest)s; the median is %(median)s")
    return wording.sentence(form % said)


def change_conclusion(found: Nationwide) -> str:
    """`Af 95 kommuner er tallet på et år faldet i 81, steget i 12 og uændret i 2.`"""
    changes = [one.seen.change for one in found.members if one.seen.change is not None]
    if not changes:
        return _("No municipality has a change to show.")
    down, up = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    same = len(changes) - down - up
    if len(changes) > 1 and len(changes) in (down, up):
        everywhere = (
            _("In all %(count)s municipalities the figure has fallen in a year")
            if down
            else _("In all %(count)s municipalities the figure has risen in a year")
        )
        return wording.sentence(everywhere % {"count": len(changes)})
    parts = [
        form % {"count": count}
        for form, count in (
            (_("down in %(count)s"), down),
            (_("up in %(count)s"), up),
            (_("the same in %(count)s"), same),
        )
        if count
    ]
    told = ngettext(
        "In a year, of %(count)s municipality: %(parts)s",
        "In a year, of %(count)s municipalities: %(parts)s",
        len(changes),
    )
    return wording.sentence(told % {"count": len(changes), "parts": wording.listed(parts)})


def without_level(found: Nationwide) -> Iterator[LeftOut]:
    yield from _named(
        _("Not shown, for discretion (..):"), (one.area.name for one in found.members if one.is_hidden)
    )
    missing = [one for one in found.members if one.seen.value is None and not one.is_hidden]
    why = _("No figure for %(period)s:") % {"period": found.period}
    yield from _named(why, (_with_latest(one) for one in missing))


def without_change(found: Nationwide) -> Iterator[LeftOut]:
    measure = found.measure
    hidden = (one.area.name for one in found.members if one.seen.hidden and one.seen.change is None)
    yield from _named(_("Not shown, for discretion (..):"), hidden)
    if not measure.is_ratio:
        why = _("Small bases, not ranked in per cent (fewer than %(number)s the year before):")
        small = (
            f"{one.area.name} {from_to(measure, one.seen)} ({wording.difference(measure, one.seen.change)})"
            for one in found.members
            if one.has_small_base and one.seen.change is not None
        )
        yield from _named(why % {"number": measure.small_base}, small)
    lacking = (one.area.name for one in found.members if one.seen.change is None and not one.seen.hidden)
    yield from _named(_("No figure for one of the two periods:"), lacking)


def _named(why: str, names: Iterable[str]) -> Iterator[LeftOut]:
    listed = ", ".join(names)
    if listed:
        yield LeftOut(why, listed)


def _with_latest(one: Member) -> str:
    """`Lemvig (til apr. 2014: 45)`"""
    latest = one.progress
    if latest.latest is None or latest.latest_month is None:
        return one.area.name
    return f"{one.area.name} ({short_period(latest)}: {wording.latest(latest)})"


def from_to(measure: Measure, seen: Snapshot) -> str:
    """`72 → 34`"""
    if seen.value is None or seen.previous is None:
        return ""
    return f"{wording.amount(measure, seen.previous)} → {level_text(measure, seen)}"
