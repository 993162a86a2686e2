"""The municipalities of a region or of the country in order, as many to a slide as can be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.progress import Measure, Status
from jobcentres.models import Area
from reporting.chart_looks import INK, OWN, PAPER, REGION
from reporting.group_page import GroupSection
from reporting.nationwide import Member, Nationwide, within
from reporting.nationwide_words import LeftOut, without_change, without_level
from reporting.slides.bars_figure import Bar, Bars, Kind
from reporting.slides.compared import bar_of, described, heading_in_full, score, without_unit
from reporting.slides.content import GoalSlide, goal_above, notes_of, source_line
from reporting.summaries import Book
from reporting.tallies import standings, tallies

MOST_ON_A_SLIDE = 50
GROUP, GOOD, NEAR, BEHIND, OTHER = "group", "good", "near", "behind", "other"
_KIND_OF = {
    Status.MET: GOOD,
    Status.ON_TRACK: GOOD,
    Status.NEAR: NEAR,
    Status.BEHIND: BEHIND,
    Status.NOT_MET: BEHIND,
}
_LIGHT = "#9CC4E0"


class _Ordered(NamedTuple):
    value: float
    member: Member
    text: str


def municipality_slides(
    book: Book, area: Area, section: GroupSection, definition: str, own: Collection[int]
) -> list[GoalSlide]:
    """Best first; several slides have the same axis. None where nobody has anything to show."""
    found = within(book, area, section.goal, own)
    ordered = _ordered(found) if found else []
    if found is None or not ordered:
        return []
    parts = _parted(ordered)
    return [
        _slide(
            book, area, section, definition, found, part, _title(book, area, section.goal, number, len(parts))
        )
        for number, part in enumerate(parts, start=1)
    ]


def _slide(
    book: Book,
    area: Area,
    section: GroupSection,
    definition: str,
    found: Nationwide,
    part: Sequence[_Ordered],
    title: str,
) -> GoalSlide:
    goal, heading = section.goal, heading_in_full(found.measure, found.month)
    groups = [bar_of(_group_name(one), seen, found.measure, GROUP) for one, seen in found.groups]
    bars = [without_unit(bar) for bar in groups if bar.value is not None]
    is_marked = not all(one.is_own for one in found.members)
    bars += [_bar(book, goal, one, is_marked=is_marked) for one in part]
    left_out = [f"{one.why} {one.names}." for one in _left_out(found)]
    return GoalSlide(
        above=goal_above(goal, area.full_name),
        title=title,
        status=None,
        rule=_sorted_words(found.measure),
        measure=found.measure,
        below=source_line(section.source, book),
        notes=(
            *notes_of(book, goal, section.source, section.updated, section.next_update, definition),
            *left_out,
        ),
        columns=Bars(heading, _kinds(area), tuple(bars), described(heading, bars), " ".join(left_out)),
        extent=tuple(one.value for one in _ordered(found)),
    )


def _ordered(found: Nationwide) -> list[_Ordered]:
    sign = -1 if found.measure.direction == "up" else 1
    scored = ((*score(one.seen, found.measure), one) for one in found.members)
    shown = [_Ordered(value, one, text) for value, text, one in scored if value is not None]
    return sorted(shown, key=lambda one: (sign * one.value, one.member.area.sort_key))


def _parted(ordered: Sequence[_Ordered]) -> list[Sequence[_Ordered]]:
    parts = -(-len(ordered) // MOST_ON_A_SLIDE)
    size = -(-len(ordered) // parts)
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]


def _kinds(area: Area) -> tuple[Kind, ...]:
    """From the palest to the darkest, so that they part in black and white, too."""
    return (
        Kind(GROUP, area.full_name, OWN.color),
        Kind(GOOD, _("● on track or ✓ reached"), _LIGHT),
        Kind(NEAR, _("◐ slightly behind"), REGION.fill),
        Kind(BEHIND, _("■ behind or ✕ not reached"), INK),
        Kind(OTHER, _("· without a verdict"), PAPER),
    )


def _bar(book: Book, goal: Goal, one: _Ordered, *, is_marked: bool) -> Bar:
    """`is_marked`: the reader's own; where all are, none stands out."""
    area = one.member.area
    status = book.progress(area, goal).status
    name = f"► {area.name}" if is_marked and one.member.is_own else area.name
    kind = _KIND_OF.get(status, OTHER) if status else OTHER
    return without_unit(Bar(name, one.value, one.text, kind))


def _group_name(area: Area) -> str:
    """Short enough to stand upright."""
    return _("The region") if area.level == Area.Level.REGION else area.name


def _title(book: Book, area: Area, goal: Goal, number: int, parts: int) -> str:
    """`Førtidspension i kommunerne: 14 på sporet, 2 lidt bagud (1 af 2)`"""
    counted = standings(tallies(book, book.places.members(area), goal))
    said = {"goal": goal.short_name, "spoken": counted.spoken}
    told = _("%(goal)s in the municipalities: %(spoken)s") % said
    if parts == 1:
        return told
    return _("%(told)s (%(number)s of %(parts)s)") % {"told": told, "number": number, "parts": parts}


def _sorted_words(measure: Measure) -> str:
    if measure.is_ratio:
        return _("Sorted by figure, best first. The colour says how far each is with its own target.")
    return _("Sorted by change in a year, best first. The colour says how far each is with its own target.")


def _left_out(found: Nationwide) -> list[LeftOut]:
    return list(without_level(found) if found.measure.is_ratio else without_change(found))
