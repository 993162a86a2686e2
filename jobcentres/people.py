"""People and their roles: every edit is a recorded change. Raises `Refused` for what may not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta

from django.db import IntegrityError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobcentres import clock
from jobcentres.changes import Recording, fields_of, record_edits, recording
from jobcentres.models import Area, Assignment, Change, Jobcentre, User
from jobcentres.models.validity import ValidityQuerySet
from jobcentres.naming import sort_key


class Refused(ValueError):
    """`str()` tells the person why, and what to do."""


def create_person(*, by: User | None, name: str, email: str, password: str | None = None) -> User:
    """A new person without roles, and without a password until one is chosen."""
    name = name.strip()
    person = User(name=name, sort_key=_sort_key(name), email=email.strip().lower(), created_at=clock.now())
    person.set_password(password)
    with _one_per_address(person), _edit(by) as change:
        person.save(force_insert=True)
        record_edits(change, person, person_key(person), None)
    return person


def edit_person(*, by: User, person: User, name: str, email: str) -> None:
    before = fields_of(person)
    person.name, person.email = name.strip(), email.strip().lower()
    person.sort_key = _sort_key(person.name)
    with _one_per_address(person), _edit(by) as change:
        person.save(update_fields=["name", "email", "sort_key"])
        record_edits(change, person, person_key(person), before)


def deactivate_person(*, by: User, person: User) -> None:
    """Close the account: the next request of every open session is refused. Nothing is deleted."""
    if person.pk == by.pk:
        raise Refused(_("You cannot deactivate yourself. Ask another user administrator."))
    with _edit(by) as change:
        _keep_one_country_administrator(person, clock.today())
        before = fields_of(person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        record_edits(change, person, person_key(person), before)


def activate_person(*, by: User, person: User) -> None:
    before = fields_of(person)
    person.is_active = True
    with _edit(by) as change:
        person.save(update_fields=["is_active"])
        record_edits(change, person, person_key(person), before)


def give_assignment(
    *,
    by: User | None,
    person: User,
    role: str,
    area: Area | None = None,
    jobcentre: Jobcentre | None = None,
    valid_from: date,
    valid_to: date | None = None,
) -> Assignment:
    """Give `person` a role for an area or for a jobcentre, within what `by` administers."""
    given = Assignment(
        user=person, role=role, area=area, jobcentre=jobcentre, valid_from=valid_from, valid_to=valid_to
    )
    if by and by.pk == person.pk:
        raise Refused(_("You cannot give yourself a role. Ask another user administrator."))
    if by and not _administers(by, given):
        raise Refused(_("You can only give roles within the places that you administer."))
    if valid_to and valid_to < valid_from:
        raise Refused(_("The last day must not lie before the first."))
    given.clean()
    with _edit(by) as change:
        _refuse_a_second(given)
        given.save(force_insert=True)
        record_edits(change, given, assignment_key(given), None)
    return given


def end_assignment(*, by: User, assignment: Assignment, last_day: date) -> None:
    """Let the role end with `last_day`, at the earliest yesterday; one that has not begun is withdrawn.

    A role is never prolonged: it is given again, under the same rules as the first time.
    """
    before, key = fields_of(assignment), assignment_key(assignment)
    is_withdrawn = clock.today() < assignment.valid_from and last_day < assignment.valid_from
    if not is_withdrawn:
        _refuse_a_wrong_end(assignment, last_day)
    with _edit(by) as change:
        _keep_the_administrators(by, assignment, last_day)
        if is_withdrawn:
            assignment.delete()
            record_edits(change, Assignment(source=assignment.source), key, before)
        else:
            assignment.valid_to = last_day
            assignment.save(update_fields=["valid_to"])
            record_edits(change, assignment, key, before)


def person_key(person: User) -> str:
    return str(person.pk)


def assignment_key(assignment: Assignment) -> str:
    return f"{assignment.user_id}/{assignment.pk}"


def country_administrators(day: date) -> ValidityQuerySet[Assignment]:
    """The assignments of those who administer the whole country's users on `day`."""
    return Assignment.objects.valid_on(day).filter(
        role=Assignment.Role.ADMINISTRATOR, area__level=Area.Level.COUNTRY, user__is_active=True
    )


def _sort_key(name: str) -> str:
    """Of a name whose key would be too long, the beginning: what comes after decides nothing."""
    return sort_key(name)[: User._meta.get_field("sort_key").max_length]


def _edit(by: User | None) -> AbstractContextManager[Recording]:
    return recording(by=by, kind=Change.Kind.USERS)


@contextmanager
def _one_per_address(person: User) -> Iterator[None]:
    taken = _("There already is a user with this e-mail address.")
    if User.objects.filter(email=person.email).exclude(pk=person.pk).exists():
        raise Refused(taken)
    try:
        yield
    except IntegrityError:  # somebody else was quicker
        raise Refused(taken) from None


def _administers(administrator: User, given: Assignment) -> bool:
    scopes = administrator.scopes
    if given.jobcentre_id:
        return scopes.administers_country or given.jobcentre_id in scopes.administered_jobcentre_ids
    return given.area_id in scopes.administered_area_ids


def _refuse_a_second(given: Assignment) -> None:
    """One assignment per role and place at a time."""
    same = Assignment.objects.filter(
        user=given.user, role=given.role, area=given.area, jobcentre=given.jobcentre
    ).exclude(valid_to__lt=given.valid_from)
    if given.valid_to:
        same = same.exclude(valid_from__gt=given.valid_to)
    if same.exists():
        raise Refused(_("The person already has this role at this place in that time."))


def _refuse_a_wrong_end(assignment: Assignment, last_day: date) -> None:
    if last_day < assignment.valid_from:
        raise Refused(_("The last day must not lie before the first."))
    if assignment.valid_to and last_day > assignment.valid_to:
        ends = date_format(assignment.valid_to, "DATE_FORMAT")
        raise Refused(_("The role already ends with %(day)s. Give it again to prolong it.") % {"day": ends})
    if last_day < clock.today() - timedelta(days=1):
        raise Refused(_("The last day cannot lie before yesterday: the role has been used until now."))


def _keep_the_administrators(by: User, assignment: Assignment, last_day: date) -> None:
    if assignment.role != Assignment.Role.ADMINISTRATOR or assignment.area is None:
        return
    if assignment.user_id == by.pk:
        raise Refused(_("You cannot end your own role as user administrator. Ask another administrator."))
    if assignment.area.level == Area.Level.COUNTRY:
        _keep_one_country_administrator(assignment.user, last_day + timedelta(days=1))


def _keep_one_country_administrator(leaving: User, day: date) -> None:
    """Locks the assignments it reads: two administrators cannot close each other's accounts at once."""
    administrators = country_administrators(day).select_for_update(of=("self",)).order_by("pk")
    if {assignment.user_id for assignment in administrators} == {leaving.pk}:
        raise Refused(_("The country must have a user administrator. Give another person that role first."))
