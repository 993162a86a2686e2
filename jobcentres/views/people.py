"""Administration of people and their roles. Who administers nobody finds no such pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jobcentres import clock, mails, people
from jobcentres.forms import AssignmentForm, LastDayForm, PeopleSearchForm, PersonForm, places_for
from jobcentres.history import history_of
from jobcentres.models import Assignment, Jobcentre, User
from jobcentres.models.user import UserQuerySet
from jobcentres.naming import sort_key

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    person: User
    assignments: list[Assignment]


@never_cache
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    administrator = _administrator(request)
    form = PeopleSearchForm(request.GET or None)
    page = Paginator(_found(administrator, form), PER_PAGE).get_page(request.GET.get("side"))
    held: dict[int, list[Assignment]] = {}
    today = Assignment.objects.valid_on(clock.today()).filter(user__in=[person.pk for person in page])
    for assignment in today.select_related("area", "jobcentre"):
        held.setdefault(assignment.user_id, []).append(assignment)
    context = {
        "form": form,
        "page": page,
        "rows": [Row(person, held.get(person.pk, [])) for person in page],
        "is_alone": not User.objects.exclude(pk=administrator.pk).exists(),
    }
    return render(request, "jobcentres/users.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def user_new(request: HttpRequest) -> HttpResponse:
    administrator = _administrator(request)
    form = PersonForm(_("Create the user"), request.POST or None)
    if form.is_valid():
        try:
            person = people.create_person(by=administrator, **form.cleaned_data)
        except people.Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            mails.send_link(request, person, mails.welcome)
            created = _("%(name)s has been created and gets a mail with a link. Now give the person a role.")
            messages.success(request, created % {"name": person.name})
            return redirect("user", person.pk)
    return render(request, "jobcentres/user_new.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, pk: int) -> HttpResponse:
    administrator, person = _administrator_and_person(request, pk)
    initial = {"name": person.name, "email": person.email}
    form = PersonForm(_("Save"), request.POST or None, initial=initial)
    if form.is_valid():
        try:
            people.edit_person(by=administrator, person=person, **form.cleaned_data)
        except people.Refused as refusal:
            person.refresh_from_db()
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("Name and e-mail address have been saved."))
            return redirect("user", person.pk)
    assignments = Assignment.objects.filter(user=person).select_related("area", "jobcentre")
    context = {
        "person": person,
        "form": form,
        "assignments": list(assignments.order_by("valid_from", "pk")),
        "today": clock.today(),
        "roles": _roles_given_by(administrator),
        "history": history_of(person),
        "is_self": person.pk == administrator.pk,
    }
    return render(request, "jobcentres/user.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def user_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    administrator, person = _administrator_and_person(request, pk)
    if request.method == "POST":
        try:
            people.deactivate_person(by=administrator, person=person)
        except people.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(name)s can no longer log in.") % {"name": person.name})
        return redirect("user", person.pk)
    return render(request, "jobcentres/user_deactivate.html", {"person": person})


@require_POST
def user_activate(request: HttpRequest, pk: int) -> HttpResponse:
    administrator, person = _administrator_and_person(request, pk)
    people.activate_person(by=administrator, person=person)
    messages.success(request, _("%(name)s can log in again.") % {"name": person.name})
    return redirect("user", person.pk)


@require_POST
def user_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the person a link to choose a password; nobody else ever sees link or password."""
    _by, person = _administrator_and_person(request, pk)
    if not person.is_active:
        raise Http404
    mails.send_link(request, person, mails.new_link if person.has_usable_password() else mails.welcome)
    sent = _("A link to choose a password has been sent to %(email)s. It works for an hour.")
    messages.success(request, sent % {"email": person.email})
    return redirect("user", person.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def assignment_new(request: HttpRequest, pk: int) -> HttpResponse:
    administrator, person = _administrator_and_person(request, pk)
    role = request.GET.get("rolle", "")
    if role not in dict(_roles_given_by(administrator)):
        raise Http404
    initial = {"valid_from": clock.today()}
    form = AssignmentForm(role, administrator, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            given = _give(administrator, person, role, form)
        except people.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role has been given: %(role)s.") % {"role": given})
            return redirect("user", person.pk)
    context = {"person": person, "role": Assignment.Role(role).label, "form": form}
    return render(request, "jobcentres/assignment_new.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def assignment_end(request: HttpRequest, pk: int, assignment_pk: int) -> HttpResponse:
    administrator, person = _administrator_and_person(request, pk)
    assignment = get_object_or_404(
        Assignment.objects.editable_by(administrator), pk=assignment_pk, user=person
    )
    form = LastDayForm(request.POST or None, initial={"last_day": assignment.valid_to or clock.today()})
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        try:
            people.end_assignment(by=administrator, assignment=assignment, last_day=last_day)
        except people.Refused as refusal:
            form.add_error("last_day", str(refusal))
        else:
            ended = _("The role ends with %(day)s.") % {"day": date_format(last_day, "DATE_FORMAT")}
            messages.success(request, ended)
            return redirect("user", person.pk)
    context = {"person": person, "assignment": assignment, "form": form}
    return render(request, "jobcentres/assignment_end.html", context)


def _administrator(request: HttpRequest) -> User:
    person = cast(User, request.user)
    if not person.scopes.administered_area_ids:
        raise Http404
    return person


def _administrator_and_person(request: HttpRequest, pk: int) -> tuple[User, User]:
    administrator = _administrator(request)
    return administrator, get_object_or_404(User.objects.editable_by(administrator), pk=pk)


def _found(administrator: User, form: PeopleSearchForm) -> UserQuerySet:
    """The people of `administrator` that the search asks for, in Danish order."""
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = User.objects.editable_by(administrator)
    if chosen.get("state") != "all":
        found = found.filter(is_active=chosen.get("state") != "inactive")
    query = str(chosen.get("query", "")).strip()
    if query:
        roles = [code for code, label in Assignment.Role.choices if query.lower() in str(label).lower()]
        key = sort_key(query)
        places = Q(area__sort_key__contains=key) | Q(jobcentre__sort_key__contains=key)
        held = Assignment.objects.filter(places if key else Q(pk=None)) | Assignment.objects.filter(
            role__in=roles
        )
        named = Q(sort_key__contains=key) if key else Q(pk=None)
        found = found.filter(named | Q(email__icontains=query) | Q(pk__in=held.values("user_id")))
    return found.in_danish_order()


def _roles_given_by(administrator: User) -> list[tuple[str, str]]:
    """The roles for which `administrator` administers a fitting place."""
    offered = ((role, places_for(role, administrator)) for role in Assignment.Role)
    return [(role.value, str(role.label)) for role, places in offered if places.exists()]


def _give(administrator: User, person: User, role: str, form: AssignmentForm) -> Assignment:
    place = form.cleaned_data["place"]
    is_jobcentre = isinstance(place, Jobcentre)
    return people.give_assignment(
        by=administrator,
        person=person,
        role=role,
        area=None if is_jobcentre else place,
        jobcentre=place if is_jobcentre else None,
        valid_from=form.cleaned_data["valid_from"],
        valid_to=form.cleaned_data["valid_to"],
    )
