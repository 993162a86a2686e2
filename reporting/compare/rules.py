"""The rules by which municipalities are put into clusters, also those of other goals and years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jobcentres.models import Area, ClusterMember
from reporting.places import Group, Places


@dataclass(frozen=True, slots=True)
class Rule:
    """A scheme of clusters. `groups` are its clusters; `of` gives an area's own one by its key."""

    pk: int
    name: str
    indicator_code: str
    valid_from: date
    valid_to: date | None
    groups: tuple[Group, ...]
    of: Mapping[int, Group]

    @property
    def label(self) -> str:
        """`Klynger for førtidspension (fra 2014)`, `Klynger (2012–2013)`"""
        if self.valid_to is None:
            return _("%(name)s (from %(year)s)") % {"name": self.name, "year": self.valid_from.year}
        return f"{self.name} ({self.valid_from.year}–{self.valid_to.year})"


def read_rules(places: Places) -> list[Rule]:
    """Every scheme that has members among the `places`, by indicator and age. One query."""
    rows = ClusterMember.objects.order_by(
        "scheme__indicator_code", "scheme__valid_from", "scheme_id", "cluster__name", "municipality__sort_key"
    ).values_list(
        "scheme_id",
        "scheme__name",
        "scheme__indicator_code",
        "scheme__valid_from",
        "scheme__valid_to",
        "cluster__name",
        "municipality_id",
    )
    schemes: dict[int, tuple[str, str, date, date | None]] = {}
    clusters: dict[int, dict[str, list[Area]]] = {}
    known = {area.pk: area for area in places.municipalities}
    for pk, name, code, valid_from, valid_to, cluster, area_id in rows:
        schemes[pk] = (name, code, valid_from, valid_to)
        if area_id in known:
            clusters.setdefault(pk, {}).setdefault(cluster, []).append(known[area_id])
    return [_rule(pk, schemes[pk], clusters[pk]) for pk in schemes if pk in clusters]


def _rule(pk: int, said: tuple[str, str, date, date | None], clusters: Mapping[str, list[Area]]) -> Rule:
    groups = tuple(Group(name, tuple(members)) for name, members in clusters.items())
    return Rule(pk, *said, groups, {area.pk: group for group in groups for area in group.members})


def rule_in_force(rules: list[Rule], indicator_code: str, day: date) -> Rule | None:
    """The indicator's own before the general one; of several the newest."""
    in_force = [
        rule
        for rule in rules
        if rule.indicator_code in ("", indicator_code)
        and rule.valid_from <= day
        and (rule.valid_to is None or day <= rule.valid_to)
    ]
    return max(in_force, key=lambda rule: (rule.indicator_code, rule.valid_from, rule.pk), default=None)
