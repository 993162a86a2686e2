"""That the region cannot be summed for the municipality's latest month, and what can be compared instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.numbers import format_change_percent, format_number
from goals.progress import SameMembers, Snapshot, snapshot
from jobcentres.models import Area
from reporting import wording
from reporting.comparisons import Comparisons
from reporting.paragraph import figures
from reporting.paragraph.facts import Facts
from reporting.paragraph.judged import comparison_or_bare
from reporting.paragraph.telling import Cut, Passage, Sentence, Telling, listed

MOST_NAMED = 3
LEAST = 0


@dataclass(frozen=True, slots=True)
class PartlyReported:
    """`newest`: the own and the region's values in the last month that both have."""

    facts: Facts
    region: Area
    reported: int
    expected: int
    lacking: tuple[Area, ...]
    newest: tuple[Snapshot, Snapshot] | None
    same: SameMembers | None


def partly_reported(facts: Facts, comparisons: Comparisons) -> PartlyReported | None:
    """None where the region has a total for the area's latest month, or nobody but the area a figure."""
    month, places = facts.progress.latest_month, facts.book.places
    above = places.above(facts.area)
    if month is None or len(above) < 2 or facts.is_hidden or facts.measure.is_yearly:
        return None
    region = above[0]
    beside = comparisons.in_area(region, facts.goal, month)
    if (
        beside.seen.value is not None
        or beside.seen.hidden
        or not 1 < beside.seen.reported < beside.seen.expected
    ):
        return None
    newest = beside.newest
    own = snapshot(facts.line, newest.month, facts.book.reader) if newest else None
    return PartlyReported(
        facts=facts,
        region=region,
        reported=beside.seen.reported,
        expected=beside.seen.expected,
        lacking=comparisons.lacking(region, facts.goal, month),
        newest=(own, newest)
        if newest and own and own.change is not None and newest.change is not None
        else None,
        same=beside.same,
    )


def region(found: PartlyReported) -> Passage:
    """Told last, and dropped first."""
    core: Sentence = partial(_no_total, found)
    full = [core]
    if found.newest:
        full.append(partial(_newest, found))
    if found.same and found.same.change_pct is not None:
        full.append(partial(_same, found))
    return Passage(tuple(full), tuple(Cut(LEAST, tuple(full[:left])) for left in reversed(range(len(full)))))


def beside_the_region(found: PartlyReported) -> Passage:
    """One goal alone: the figure, its verdict, and the region."""
    figure = (partial(_figure, found), partial(_verdict, found))
    return Passage((*figure, *region(found).full), (Cut(LEAST, figure),))


def _figure(found: PartlyReported, telling: Telling) -> str:
    facts = found.facts
    return comparison_or_bare(facts, figures.figure(facts, telling, place=facts.area.full_name))


def _verdict(found: PartlyReported, _telling: Telling) -> str:
    """`Kommunen er på sporet; pejlemærket er højst 50.`"""
    said = {"path": wording.path(found.facts.progress)}
    status = found.facts.progress.status
    forms = {
        "on_track": _("The municipality is on track; the benchmark is %(path)s."),
        "near": _("The municipality is slightly behind; the benchmark is %(path)s."),
        "behind": _("The municipality is behind; the benchmark is %(path)s."),
    }
    if status in forms:
        return forms[status] % said
    return _("The development is not assessed.")


def _no_total(found: PartlyReported, _telling: Telling) -> str:
    """`Østdanmark kan ikke opgøres samlet for maj, fordi 44 af 46 kommuner har indberettet; Lolland og Stevns
    mangler.`"""
    said = {
        "region": found.region.name,
        "month": found.facts.month.name,
        "reported": found.reported,
        "expected": found.expected,
    }
    text = (
        _(
            "%(region)s cannot be summed for %(month)s, because %(reported)s of %(expected)s municipalities "
            "have reported"
        )
        % said
    )
    if not 0 < len(found.lacking) <= MOST_NAMED:
        return figures.bare(text)
    names = listed([area.name for area in found.lacking])
    return ngettext(
        "%(sentence)s; %(names)s is missing.", "%(sentence)s; %(names)s are missing.", len(found.lacking)
    ) % {"sentence": text, "names": names}


def _newest(found: PartlyReported, _telling: Telling) -> str:
    """`Den seneste fælles måned er april: −21,1 pct. i Greve og −20,8 pct. i Østdanmark.`"""
    own, of_region = found.newest or (None, None)
    said = {
        "month": of_region.month.name if of_region else "",
        "own": _change(found, own),
        "place": found.facts.area.name,
        "change": _change(found, of_region),
        "region": found.region.name,
    }
    return (
        _("The last month in common is %(month)s: %(own)s in %(place)s and %(change)s in %(region)s.") % said
    )


def _change(found: PartlyReported, seen: Snapshot | None) -> str:
    """In per cent for counts, so that areas of every size can be compared."""
    if seen is None or seen.change is None:
        return ""
    measure = found.facts.measure
    if measure.is_ratio or seen.change_pct is None:
        return wording.difference(measure, seen.change)
    return format_change_percent(seen.change_pct)


def _same(found: PartlyReported, _telling: Telling) -> str:
    """`I de 44 kommuner, der har indberettet for maj, er faldet 21,3 pct.`"""
    same = found.same
    percent = same.change_pct if same else None
    said = {
        "count": same.count if same else 0,
        "month": found.facts.month.name,
        "percent": format_number(abs(percent), 1) if percent is not None else "",
    }
    if percent is not None and percent > 0:
        return (
            _(
                "In the %(count)s municipalities that have reported for %(month)s the rise is %(percent)s "
                "per cent."
            )
            % said
        )
    return (
        _(
            "In the %(count)s municipalities that have reported for %(month)s the fall is %(percent)s per "
            "cent."
        )
        % said
    )
