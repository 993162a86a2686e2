"""What a municipality's proposal is held against, from the figures that a reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goals.dialogue.ambition import Ground, change_between
from goals.dialogue.reading import Dialogue
from goals.months import Month, Window, today
from goals.outlook import Outlook, as_seen_by, outlook_of
from goals.progress import Line, Measure, Reader
from goals.series import Series, read
from jobcentres.models import Area, ClusterMember
from jobcentres.models.validity import valid_on

FARTHEST_OUTLOOK = 24


@dataclass(frozen=True, slots=True)
class Cluster:
    name: str
    others: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The ground, with what it rests on: the month from which changes count, the outlook with its reason,
    the others' cluster, and the municipality's own line."""

    ground: Ground
    start_month: Month | None
    outlook: Outlook
    cluster: Cluster | None
    line: Line


def cluster_of(area: Area, code: str) -> Cluster | None:
    """The cluster in force today; an indicator's own scheme goes before the general one. One query."""
    rows = ClusterMember.objects.filter(
        valid_on(today(), "scheme__"),
        scheme__indicator_code__in=["", code],
        cluster__members__municipality=area,
    ).select_related("scheme", "cluster", "municipality")
    found = list(rows.order_by("scheme__valid_from", "scheme_id", "municipality__sort_key"))
    if not found:
        return None
    best = max(found, key=lambda one: (one.scheme.indicator_code, one.scheme.valid_from, one.scheme_id))
    members = [one for one in found if one.cluster_id == best.cluster_id]
    others = tuple(one.municipality for one in members if one.municipality_id != area.pk)
    return Cluster(best.cluster.name, others)


def held_against(
    dialogue: Dialogue,
    measure: Measure,
    region_members: Sequence[Area],
    cluster: Cluster | None,
    others: Mapping[int, Dialogue],
    reader: Reader,
) -> Held:
    """`others`: the dialogues of the cluster's others and of the region, whose contract it is. Released
    figures alone; one query, and one more where an earlier past is needed."""
    area, year = dialogue.area, dialogue.goal.goal_year.year
    as_of = min(Month.of(today()).plus(-1), Month.december(year))
    peers = cluster.others if cluster else ()
    wanted = {area.pk, *(one.pk for one in (*peers, *region_members))}
    if area.parent_id:
        wanted.add(area.parent_id)
    series = read([measure], as_of=as_of, reader=reader, area_ids=wanted)
    line = series.area(measure, area.pk)
    start_month = _start_month(line, year, as_of)
    outlook = as_seen_by(reader, outlook_of(line, year, as_of, longest=FARTHEST_OUTLOOK), line)
    ground = Ground(
        measure=measure,
        start=_seen(line, start_month, reader),
        lower=outlook.lower,
        upper=outlook.upper,
        last_year=_change_to(line, start_month, reader),
        targets=_targets(series, measure, peers, others, start_month, reader),
        changes=_changes(series, measure, peers, as_of, reader),
        contract=_contract(series, measure, area, region_members, others, start_month, reader),
    )
    return Held(ground, start_month, outlook, cluster, line)


def _start_month(line: Line, year: int, as_of: Month) -> Month | None:
    """December before the year; while its figure is not there the newest one, and of what counts up from
    January the newest December."""
    december = Month.december(year - 1)
    if december <= as_of and line.value(december) is not None:
        return december
    month = line.latest_month(min(as_of, december))
    if month is None or line.measure.window != Window.YEAR_TO_DATE or month.is_december:
        return month
    earlier = Month.december(month.year - 1)
    return earlier if line.value(earlier) is not None else None


def _seen(line: Line, month: Month | None, reader: Reader) -> Decimal | None:
    if month is None:
        return None
    return line.value(month) if line.is_open_to(reader) else line.shown_outside(month)


def _change_to(line: Line, month: Month | None, reader: Reader) -> Decimal | None:
    """Over the 12 months before; none across a break of the series."""
    if month is None or line.measure.crosses_break(month.year_before, month):
        return None
    before = _seen(line, month.year_before, reader)
    return change_between(line.measure, before, _seen(line, month, reader))


def _targets(
    series: Series,
    measure: Measure,
    peers: Sequence[Area],
    others: Mapping[int, Dialogue],
    month: Month | None,
    reader: Reader,
) -> tuple[Decimal, ...]:
    """What the adopted targets of the others ask for from the same month."""
    found = []
    for peer in peers:
        version = others[peer.pk].binding if peer.pk in others else None
        start = _seen(series.area(measure, peer.pk), month, reader)
        change = change_between(measure, start, version.value if version else None)
        if change is not None:
            found.append(change)
    return tuple(found)


def _changes(
    series: Series, measure: Measure, peers: Sequence[Area], as_of: Month, reader: Reader
) -> tuple[Decimal, ...]:
    lines = [series.area(measure, peer.pk) for peer in peers]
    changes = [_change_to(line, line.latest_month(as_of), reader) for line in lines]
    return tuple(change for change in changes if change is not None)


def _contract(
    series: Series,
    measure: Measure,
    area: Area,
    region_members: Sequence[Area],
    others: Mapping[int, Dialogue],
    month: Month | None,
    reader: Reader,
) -> Decimal | None:
    of_region = others.get(area.parent_id) if area.parent_id else None
    version = of_region.binding if of_region else None
    if version is None:
        return None
    line = series.group(measure, [one.pk for one in region_members], area.parent_id)
    return change_between(measure, _seen(line, month, reader), version.value)
