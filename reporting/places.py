"""Which areas there are in a month, and how they belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When
from django.utils.translation import gettext as _

from goals.meetings import next_meeting_of
from goals.models import Goal
from goals.months import Month, today
from goals.progress import Neighbour
from jobcentres.models import Area, ClusterMember
from jobcentres.models.validity import valid_on
from jobcentres.remembered import Remembered

_LEVELS = (Area.Level.COUNTRY, Area.Level.REGION, Area.Level.MUNICIPALITY)


_remembered: Remembered[tuple[Month, date | None], Places] = Remembered(8)


class NotThere(LookupError):
    """No such year, area or indicator; `str()` says which, in the user's language."""


@dataclass(frozen=True, slots=True)
class Group:
    """Municipalities shown together: a cluster (without an area of its own), a region, the country."""

    name: str
    members: tuple[Area, ...]
    area: Area | None = None


class ServedBy(NamedTuple):
    """The jobcentre that serves a municipality; `is_host`: that of the municipality where it lies."""

    name: str
    slug: str
    is_host: bool


class Places:
    """The areas of a month in the order of the summary: the country, regions, municipalities."""

    def __init__(self, areas: Iterable[Area]) -> None:
        once = {area.pk: area for area in areas}
        self.all = tuple(sorted(once.values(), key=lambda area: (_LEVELS.index(area.level), area.sort_key)))
        self._by_code = {area.code: area for area in self.all}
        self._by_id = {area.pk: area for area in self.all}
        self._served_by = {area.pk: _served_by(area) for area in self.all}
        self._members: dict[int, list[Area]] = {area.pk: [] for area in self.all}
        for area in self.municipalities:
            for holder in (area, *self.above(area)):
                self._members[holder.pk].append(area)

    @classmethod
    def on(cls, month: Month, *, with_meetings: bool = False) -> Places:
        """`with_meetings`: also for `next_meeting`."""
        meeting_after = today() if with_meetings else None
        return _remembered.of((month, meeting_after), lambda: cls._read(month, meeting_after))

    @classmethod
    def _read(cls, month: Month, meeting_after: date | None) -> Places:
        day = month.last_day
        serving = FilteredRelation("served", condition=valid_on(day, "served__"))
        areas: QuerySet[Any] = (
            Area.objects.valid_on(day)
            .annotate(serving=serving)
            .annotate(
                jobcentre_name=F("serving__jobcentre__name"),
                jobcentre_slug=F("serving__jobcentre__slug"),
                is_host=F("serving__is_host"),
            )
        )
        if meeting_after is not None:
            of_group = When(~Q(level=Area.Level.MUNICIPALITY), then=next_meeting_of("pk", meeting_after))
            areas = areas.annotate(meets_on=Case(of_group))
        return cls(areas)

    @property
    def municipalities(self) -> tuple[Area, ...]:
        return self.of_level(Area.Level.MUNICIPALITY)

    @property
    def regions(self) -> tuple[Area, ...]:
        return self.of_level(Area.Level.REGION)

    @property
    def country(self) -> Area:
        return self.of_level(Area.Level.COUNTRY)[0]

    def of_level(self, level: str) -> tuple[Area, ...]:
        return tuple(area for area in self.all if area.level == level)

    def of_code(self, code: str) -> Area:
        if code not in self._by_code:
            raise NotThere(_("There is no area “%(code)s”.") % {"code": code})
        return self._by_code[code]

    def municipality(self, code: str) -> Area:
        area = self.of_code(code)
        if area.level != Area.Level.MUNICIPALITY:
            raise NotThere(_("There is no municipality “%(code)s”.") % {"code": code})
        return area

    def region(self, code: str) -> Area:
        area = self.of_code(code)
        if area.level != Area.Level.REGION:
            raise NotThere(_("There is no employment region “%(code)s”.") % {"code": code})
        return area

    def served_by(self, area: Area) -> ServedBy | None:
        return self._served_by[area.pk]

    def neighbours(self) -> list[Neighbour]:
        """As `goals.series.read` asks for them."""
        return [
            Neighbour(
                area.pk, area.parent_id, by.slug if (by := self._served_by[area.pk]) else ("area", area.pk)
            )
            for area in self.municipalities
        ]

    def next_meeting(self, area: Area) -> date | None:
        """When the council of a region or of the country meets next, if a paper has been made for it."""
        found: date | None = vars(area).get("meets_on")
        return found

    def served_from(self, slug: str) -> tuple[Area, ...]:
        """The municipalities of a jobcentre, its host first; raises `NotThere` if there are none."""
        served = [
            (not by.is_host, area)
            for area in self.municipalities
            if (by := self._served_by[area.pk]) and by.slug == slug
        ]
        if not served:
            raise NotThere(_("There is no jobcentre “%(slug)s”.") % {"slug": slug})
        return tuple(area for _is_guest, area in sorted(served, key=lambda pair: pair[0]))

    def of_id(self, area_id: int) -> Area:
        return self._by_id[area_id]

    def members(self, area: Area) -> tuple[Area, ...]:
        """The municipalities of a region or of the country; a municipality is its own."""
        return tuple(self._members[area.pk])

    def above(self, area: Area) -> tuple[Area, ...]:
        """The areas that hold `area`, from the inside out."""
        if area.parent_id not in self._by_id:
            return ()
        parent = self._by_id[area.parent_id]
        return (parent, *self.above(parent))

    def ids_behind(self, areas: Iterable[Area]) -> frozenset[int]:
        """Of the areas themselves and of all municipalities that they sum."""
        return frozenset(pk for area in areas for pk in (area.pk, *(one.pk for one in self.members(area))))


def _served_by(area: Area) -> ServedBy | None:
    """From what `Places.on` adds to each area."""
    found = vars(area)
    if not found.get("jobcentre_name"):
        return None
    return ServedBy(found["jobcentre_name"], found["jobcentre_slug"], found["is_host"])


class Clustered(NamedTuple):
    """That a municipality is in a cluster of a scheme; of several schemes for an indicator the last holds."""

    scheme: tuple[Any, int]
    """Orders the schemes: the month or day that it is valid from, and its key."""
    indicator_code: str
    cluster_id: int
    name: str
    area_id: int


def clustered_in(month: Month, codes: Collection[str]) -> QuerySet[ClusterMember]:
    """The memberships in force at the end of a month, in the schemes of these indicators."""
    return ClusterMember.objects.filter(
        valid_on(month.last_day, "scheme__"), scheme__indicator_code__in=codes
    )


class Clusters:
    """The clusters in force at the end of a month. An indicator's own scheme goes before the general one."""

    def __init__(self, groups: Mapping[tuple[str, int], Group]) -> None:
        self._groups = groups

    @classmethod
    def on(cls, month: Month, goals: Iterable[Goal], places: Places) -> Clusters:
        rows = clustered_in(month, ["", *(goal.indicator.code for goal in goals)]).values_list(
            "scheme__valid_from",
            "scheme_id",
            "scheme__indicator_code",
            "cluster_id",
            "cluster__name",
            "municipality_id",
        )
        return cls.of_rows((Clustered(row[:2], *row[2:]) for row in rows), places)

    @classmethod
    def read_from(
        cls, rows: Iterable[Clustered], month: Month, goals: Iterable[Goal], places: Places
    ) -> Clusters:
        """The same from rows read already: put together once, and kept until something is recorded."""
        key = (month, frozenset(goal.indicator.code for goal in goals))
        return _remembered_clusters.of(key, lambda: cls.of_rows(rows, places))

    @classmethod
    def of_rows(cls, rows: Iterable[Clustered], places: Places) -> Clusters:
        newest: dict[str, int] = {}
        members: dict[tuple[str, int, int], list[Area]] = {}
        names: dict[int, str] = {}
        for row in sorted(rows):
            scheme = newest[row.indicator_code] = row.scheme[1]
            names[row.cluster_id] = row.name
            members.setdefault((row.indicator_code, scheme, row.cluster_id), []).append(
                places.of_id(row.area_id)
            )
        return cls(
            {
                (code, area.pk): group
                for (code, scheme, cluster), areas in members.items()
                if newest[code] == scheme
                for group in [Group(names[cluster], tuple(sorted(areas, key=_sort_key)))]
                for area in areas
            }
        )

    def of(self, area: Area, goal: Goal) -> Group | None:
        own = self._groups.get((goal.indicator.code, area.pk))
        return own or self._groups.get(("", area.pk))


_remembered_clusters: Remembered[tuple[Month, frozenset[str]], Clusters] = Remembered(8)


def _sort_key(area: Area) -> str:
    return area.sort_key
