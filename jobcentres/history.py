"""What was done to a person's account and roles, told from the recorded edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobcentres.models import Area, Assignment, Jobcentre, RecordEdit, User
from jobcentres.people import person_key

NEWEST = 200  # lines of edits that a page shows


@dataclass(frozen=True, slots=True)
class Line:
    recorded_at: datetime | None
    by: User | None
    text: str


def history_of(person: User) -> list[Line]:
    """The newest edits first; four queries, however many there are."""
    own = Q(record=User._meta.label, record_key=person_key(person))
    roles = Q(record=Assignment._meta.label, record_key__startswith=f"{person_key(person)}/")
    edits = list(
        RecordEdit.objects.filter(own | roles)
        .select_related("change__by")
        .order_by("-change__number", "record_key", "pk")[:NEWEST]
    )
    places, roles_by_key = _places(edits), _assignments(person)
    lines = []
    for (_number, record, key), group in groupby(edits, lambda e: (e.change_id, e.record, e.record_key)):
        fields = {edit.field: edit for edit in group}
        change = next(iter(fields.values())).change
        told = (
            _of_person(fields)
            if record == User._meta.label
            else _of_assignment(fields, places, roles_by_key.get(key))
        )
        lines += [Line(change.recorded_at, change.by, text) for text in told]
    return lines


def _of_person(fields: dict[str, RecordEdit]) -> Iterator[str]:
    if "created_at" in fields:
        yield _("Created with the e-mail address %(email)s") % {"email": fields["email"].new}
        return
    if "name" in fields:
        yield _("Name changed from %(old)s to %(new)s") % vars_of(fields["name"])
    if "email" in fields:
        yield _("E-mail address changed from %(old)s to %(new)s") % vars_of(fields["email"])
    if "is_active" in fields:
        yield _("Activated again") if fields["is_active"].new == "True" else _("Deactivated")


def _of_assignment(
    fields: dict[str, RecordEdit], places: dict[tuple[str, str], str], assignment: Assignment | None
) -> Iterator[str]:
    if "role" in fields:
        is_new = bool(fields["role"].new)
        values = {name: edit.new if is_new else edit.old for name, edit in fields.items()}
        place = next((places[item] for item in values.items() if item in places), "")
        facts = {"role": _role(values["role"]), "place": place, "day": _day(values["valid_from"])}
        yield (
            _("Role given: %(role)s, %(place)s, from %(day)s")
            if is_new
            else _("Role withdrawn before it began: %(role)s, %(place)s, from %(day)s")
        ) % facts
    if "valid_to" in fields and fields["valid_to"].new:
        held = str(assignment) if assignment else _("role")
        yield _("Last day set: %(role)s, to %(day)s") % {"role": held, "day": _day(fields["valid_to"].new)}


def vars_of(edit: RecordEdit) -> dict[str, str]:
    return {"old": edit.old, "new": edit.new}


def _places(edits: list[RecordEdit]) -> dict[tuple[str, str], str]:
    """The names behind the numbers in the edits: (field, number as text) → name."""
    areas = {int(e.new or e.old) for e in edits if e.field == "area_id"}
    jobcentres = {int(e.new or e.old) for e in edits if e.field == "jobcentre_id"}
    names = {("area_id", str(a.pk)): a.full_name for a in Area.objects.filter(pk__in=areas)}
    return names | {("jobcentre_id", str(j.pk)): j.name for j in Jobcentre.objects.filter(pk__in=jobcentres)}


def _assignments(person: User) -> dict[str, Assignment]:
    held = Assignment.objects.filter(user=person).select_related("area", "jobcentre")
    return {f"{person_key(person)}/{assignment.pk}": assignment for assignment in held}


def _role(code: str) -> str:
    return str(Assignment.Role(code).label) if code in Assignment.Role.values else code


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text
