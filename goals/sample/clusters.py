"""Comparison groups of the sample's own making: no list of the real ones was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from goals.models import Indicator
from goals.sample.figures import Place, around, chance_of, places
from jobcentres.changes import Recording, edits_of, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Change, Cluster, ClusterMember, ClusterScheme, RecordEdit

GROUPED_ON = datetime(2013, 12, 20, 10, tzinfo=COPENHAGEN)
MEMBERS = 7
SOURCE = "Eksempeldata: ingen liste over klyngerne er fundet"


def group_municipalities() -> None:
    """One list of clusters for all goals until 2013, one per indicator from 2014; as one change."""
    areas = {area.code: area for area in Area.objects.municipalities()}
    with recording(by=None, kind=Change.Kind.SAMPLE, reason="load_sample") as change:
        _group(change, "Eksempelklynger", "", date(2012, 1, 1), date(2013, 12, 31), areas)
        for indicator in Indicator.objects.filter(owner=None):
            name = f"Eksempelklynger for {indicator.name.lower()}"
            _group(change, name, indicator.code, date(2014, 1, 1), None, areas)


def _group(
    change: Recording, name: str, code: str, valid_from: date, valid_to: date | None, areas: dict[str, Area]
) -> None:
    scheme = ClusterScheme(
        name=name,
        indicator_code=code,
        source=SOURCE,
        is_sample=True,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    scheme.save(force_insert=True)
    edits = edits_of(change, scheme, str(scheme.pk), None)
    groups = _alike(code or "alle")
    clusters = Cluster.objects.bulk_create(
        [Cluster(scheme=scheme, name=f"Klynge {number}") for number in range(1, len(groups) + 1)]
    )
    members = ClusterMember.objects.bulk_create(
        [
            ClusterMember(scheme=scheme, cluster=cluster, municipality=areas[place.code])
            for cluster, group in zip(clusters, groups, strict=True)
            for place in group
        ]
    )
    for row in (*clusters, *members):
        edits += edits_of(change, row, str(row.pk), None)
    RecordEdit.objects.bulk_create(edits, 1000)


def _alike(subject: str) -> list[Sequence[Place]]:
    """Groups of municipalities that are alike in size and in a made-up strain on the labour market."""

    def strain(place: Place) -> tuple[int, str]:
        size = place.thousands.bit_length() * 100
        return size + around(chance_of(place, f"klynge {subject}"), 0, 160), place.code

    ordered = sorted(places(), key=strain)
    return [ordered[start : start + MEMBERS] for start in range(0, len(ordered), MEMBERS)]
