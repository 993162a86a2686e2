"""Who may see and edit what, said once. Querysets and pages ask here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q

from jobcentres import clock
from jobcentres.models import Area, Assignment, Jobcentre, User
from jobcentres.models.validity import valid_on


@dataclass(frozen=True, slots=True)
class Reader:
    """Of which areas someone reads figures not yet approved, and counts too small for others.

    Both go together: the own jobcentre, its region and the ministry.
    """

    sees_all: bool = False
    area_ids: frozenset[int] = frozenset()

    def sees_inside(self, area_id: int) -> bool:
        return self.sees_all or area_id in self.area_ids


MINISTRY = Reader(sees_all=True)
OUTSIDER = Reader()


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a person's assignments open on one day; ids, so that a queryset needs no further look-up."""

    assignments: tuple[Assignment, ...]
    jobcentre_ids: frozenset[int]
    certifying_jobcentre_ids: frozenset[int]
    submitting_jobcentre_ids: frozenset[int]
    served_municipality_ids: frozenset[int]
    council_area_ids: frozenset[int]
    reviewed_region_ids: frozenset[int]
    administered_area_ids: frozenset[int]
    administered_jobcentre_ids: frozenset[int]
    administers_country: bool
    is_official: bool
    reader: Reader

    def holds(self, role: str) -> bool:
        return any(assignment.role == role for assignment in self.assignments)

    def assignment_for(self, jobcentre: Jobcentre) -> Assignment | None:
        """The assignment under which the person enters figures for `jobcentre`."""
        return next((a for a in self.assignments if a.jobcentre_id == jobcentre.pk), None)

    def own_area_ids(self) -> frozenset[int]:
        """The municipalities and regions the person belongs to."""
        return self.served_municipality_ids | self.council_area_ids | self.reviewed_region_ids


def scopes_of(user: User, day: date | None = None) -> Scopes:
    """The scopes of `user` on `day` (today): none for a deactivated user. At most two small queries."""
    day = day or clock.today()
    held, served, below = _held(user, day) if user.is_active else ((), frozenset(), frozenset())
    jobcentre_ids = frozenset(a.jobcentre_id for a in held if a.jobcentre_id)
    regions = _area_ids(held, Assignment.Role.OFFICER)
    is_official = bool(_area_ids(held, Assignment.Role.OFFICIAL))
    administered, administered_jobcentres = _inside(_area_ids(held, Assignment.Role.ADMINISTRATOR), day)
    inside = served | regions | below
    return Scopes(
        assignments=held,
        jobcentre_ids=jobcentre_ids,
        certifying_jobcentre_ids=frozenset(
            a.jobcentre_id for a in held if a.jobcentre_id and a.role == Assignment.Role.MANAGER
        ),
        submitting_jobcentre_ids=frozenset(a.jobcentre_id for a in held if a.jobcentre_id and a.may_submit),
        served_municipality_ids=served,
        council_area_ids=_area_ids(held, Assignment.Role.LOCAL_COUNCIL)
        | _area_ids(held, Assignment.Role.REGIONAL_COUNCIL),
        reviewed_region_ids=regions,
        administered_area_ids=administered,
        administered_jobcentre_ids=administered_jobcentres,
        administers_country=any(
            a.role == Assignment.Role.ADMINISTRATOR and a.area and a.area.level == Area.Level.COUNTRY
            for a in held
        ),
        is_official=is_official,
        reader=MINISTRY if is_official else Reader(area_ids=inside),
    )


def _area_ids(held: tuple[Assignment, ...], role: str) -> frozenset[int]:
    return frozenset(a.area_id for a in held if a.role == role and a.area_id)


def _held(user: User, day: date) -> tuple[tuple[Assignment, ...], frozenset[int], frozenset[int]]:
    """The assignments, the municipalities that their jobcentres serve, and those of an officer's regions: one
    row for each municipality."""
    serving = FilteredRelation("jobcentre__served", condition=valid_on(day, "jobcentre__served__"))
    rows = (
        Assignment.objects.filter(user=user)
        .valid_on(day)
        .select_related("area", "jobcentre")
        .annotate(serving=serving)
        .annotate(served_id=F("serving__municipality_id"), below_id=F("area__children__id"))
        .order_by("pk")
    )
    held = {row.pk: row for row in rows}
    served = frozenset(row.served_id for row in rows if row.served_id)
    officers = (row for row in rows if row.role == Assignment.Role.OFFICER)
    return tuple(held.values()), served, frozenset(row.below_id for row in officers if row.below_id)


def _inside(area_ids: frozenset[int], day: date) -> tuple[frozenset[int], frozenset[int]]:
    """The areas themselves with all below them, and the jobcentres that serve those."""
    if not area_ids:
        return frozenset(), frozenset()
    areas = Area.objects.filter(Q(pk__in=area_ids) | Q(parent__in=area_ids) | Q(parent__parent__in=area_ids))
    serving = FilteredRelation("served", condition=valid_on(day, "served__"))
    rows = areas.annotate(serving=serving).values_list("pk", "serving__jobcentre_id")
    pairs = list(rows.order_by())
    return (
        frozenset(area_id for area_id, _jobcentre in pairs),
        frozenset(jobcentre_id for _area, jobcentre_id in pairs if jobcentre_id),
    )
