"""Who moved most in a year, down and up, each with the figures it moved from and to; and the full ranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.numbers import format_change_percent
from goals.progress import Measure, Standing
from reporting import wording
from reporting.nationwide import Member, Nationwide
from reporting.nationwide_words import change_text, from_to

SHOWN = 5


class Mover(NamedTuple):
    """`moved`: `72 → 34 (−38, −52,8 pct.)`"""

    name: str
    address: str
    moved: str
    is_own: bool


class RankedRow(NamedTuple):
    rank: str
    name: str
    address: str
    moved: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Movers:
    """By one way of counting: in persons, in per cent or in percentage points; `ranking` holds all."""

    kind: str
    title: str
    conclusion: str
    falls: tuple[Mover, ...]
    rises: tuple[Mover, ...]
    ranking_title: str
    ranking: tuple[RankedRow, ...]


def movers_of(found: Nationwide, query: str) -> tuple[Movers, ...]:
    """Counts in persons and, kept apart, in per cent, where small bases do not count; shares in points."""
    measure = found.measure
    if measure.is_ratio:
        return (
            _movers(
                found,
                query,
                kind="points",
                title=_("In percentage points"),
                number=lambda one: one.seen.change,
                standing=None,
                ranking_title="",
            ),
        )
    return (
        _movers(
            found,
            query,
            kind="persons",
            title=_("In persons"),
            number=lambda one: one.seen.change,
            standing=lambda one: one.by_change,
            ranking_title=_("All by change in persons"),
        ),
        _movers(
            found,
            query,
            kind="percent",
            title=_("By per cent"),
            number=lambda one: one.seen.change_pct,
            standing=lambda one: one.standing,
            ranking_title=_("All by change in per cent"),
        ),
    )


def _movers(
    found: Nationwide,
    query: str,
    *,
    kind: str,
    title: str,
    number: Callable[[Member], Decimal | None],
    standing: Callable[[Member], Standing | None] | None,
    ranking_title: str,
) -> Movers:
    measure = found.measure
    changed = [(value, one) for one in found.members if (value := number(one)) is not None]
    rising = sorted(changed, key=lambda pair: (pair[0], pair[1].area.sort_key))
    falls = [pair for pair in rising if pair[0] < 0][:SHOWN]
    rises = [pair for pair in reversed(rising) if pair[0] > 0][:SHOWN]
    return Movers(
        kind=kind,
        title=title,
        conclusion=_conclusion(measure, kind, falls, rises),
        falls=tuple(_mover(measure, one, query) for _value, one in falls),
        rises=tuple(_mover(measure, one, query) for _value, one in rises),
        ranking_title=ranking_title,
        ranking=_ranking(found, query, standing) if standing else (),
    )


def _conclusion(
    measure: Measure,
    kind: str,
    falls: Sequence[tuple[Decimal, Member]],
    rises: Sequence[tuple[Decimal, Member]],
) -> str:
    """`Størst fald: Sorø (−38). Størst stigning: Herning (+12).`"""

    def told(pair: tuple[Decimal, Member]) -> dict[str, str]:
        value, one = pair
        text = change_text(measure, value) if kind == "percent" else wording.difference(measure, value)
        return {"area": one.area.name, "change": text}

    parts = []
    if falls:
        parts.append(_("Largest fall: %(area)s (%(change)s).") % told(falls[0]))
    if rises:
        parts.append(_("Largest rise: %(area)s (%(change)s).") % told(rises[0]))
    return " ".join(parts) or _("Nobody has moved.")


def _mover(measure: Measure, one: Member, query: str) -> Mover:
    return Mover(one.area.name, one.area.get_absolute_url() + query, moved(measure, one), one.is_own)


def moved(measure: Measure, one: Member) -> str:
    """`72 → 34 (−38, −52,8 pct.)`; where there is no per cent: `6 → 9 (+3, lille udgangspunkt)`. Numbers and
    units stay together in narrow cells."""
    if one.seen.change is None:
        return ""
    change = wording.difference(measure, one.seen.change)
    if not measure.is_ratio:
        pct, small_base = one.seen.change_pct, _("small base")
        change = f"{change}, {small_base if pct is None else format_change_percent(pct)}"
    return wording.unparted(f"{from_to(measure, one.seen)} ({change})")


def _ranking(
    found: Nationwide, query: str, standing: Callable[[Member], Standing | None]
) -> tuple[RankedRow, ...]:
    """Best first, equal ones by name."""
    ranked = [(place.rank, one) for one in found.members if (place := standing(one)) is not None]
    return tuple(
        RankedRow(
            rank=str(rank),
            name=one.area.name,
            address=one.area.get_absolute_url() + query,
            moved=moved(found.measure, one),
            is_own=one.is_own,
        )
        for rank, one in sorted(ranked, key=lambda pair: (pair[0], pair[1].area.sort_key))
    )
