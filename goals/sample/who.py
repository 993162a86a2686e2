"""The people of the sample: the cast, whom one can sign in as, and a manager for every other jobcentre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from jobcentres.changes import Recording, edits_of, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment, Change, Jobcentre, RecordEdit, User
from jobcentres.naming import plain, sort_key
from jobcentres.people import assignment_key, person_key

SIGN_IN_WORDS = "kaffe-tal-og-regn"
"""What every one of the cast signs in with. Sample installations run with DEBUG on, so on nobody's server."""

SINCE = date(2012, 1, 1)
MOVED_IN = datetime(2012, 1, 2, 9, tzinfo=COPENHAGEN)
DOMAIN = "eksempel.dk"

_FIRST_NAMES = (
    *("Helle", "Peter", "Susanne", "Lars", "Hanne", "Michael", "Kirsten", "Henrik", "Lene", "Thomas"),
    *("Marianne", "Søren", "Charlotte", "Jesper", "Tina", "Claus", "Pia", "Morten", "Birgitte", "Torben"),
    *("Camilla", "Steen", "Gitte", "Ulla", "Niels", "Dorthe", "Kim", "Annette", "Erik", "Inge", "Flemming"),
)
_LAST_NAMES = (
    *("Nygaard", "Bech", "Dahl", "Winther", "Krogsgaard", "Juhl", "Vestergaard", "Munk", "Lauridsen"),
    *("Overgaard", "Højgaard", "Thorsen", "Bruun", "Kjær", "Brandt", "Holst", "Lind", "Mathiesen", "Svane"),
)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    scope: str
    """The slug of a jobcentre for clerks and managers, else the code of an area."""
    until: date | None = None

    @property
    def email(self) -> str:
        return f"{plain(self.name.split()[0])}@{DOMAIN}"


CAST = (
    Person("Anna Friis", Assignment.Role.CLERK, "soroe"),
    Person("Mads Holm", Assignment.Role.MANAGER, "soroe"),
    Person("Ole Kragh", Assignment.Role.CLERK, "aalborg"),
    Person("Vibe Lauritsen", Assignment.Role.CLERK, "esbjerg"),
    Person("Lis Damgaard", Assignment.Role.LOCAL_COUNCIL, "0340"),
    Person("Bo Lund", Assignment.Role.OFFICER, "HS"),
    Person("Karl Mikkelsen", Assignment.Role.OFFICER, "NJ"),
    Person("Else Krogh", Assignment.Role.OFFICER, "MJ"),
    Person("Jens Toft", Assignment.Role.OFFICER, "SD"),
    Person("Rikke Bang", Assignment.Role.REGIONAL_COUNCIL, "HS"),
    Person("Mette Skov", Assignment.Role.OFFICIAL, "DK"),
    Person("Sys Andersen", Assignment.Role.ADMINISTRATOR, "DK"),
    Person("Dorte Kær", Assignment.Role.REGIONAL_COUNCIL, "DK"),
    Person("Finn Gade", Assignment.Role.CLERK, "soroe", until=date(2013, 11, 30)),
)


@dataclass(frozen=True, slots=True)
class Team:
    """The people by what they do: managers and clerks by jobcentre, officers and councils by their area."""

    managers: dict[str, User]
    clerks: dict[str, User]
    officers: dict[str, User]
    councils: dict[str, User]
    official: User

    def who_enters(self, slug: str) -> User:
        return self.clerks.get(slug) or self.managers[slug]


def move_in() -> None:
    """Make the users and their assignments, as one change."""
    hashed = make_password(SIGN_IN_WORDS)
    places: dict[str, Area | Jobcentre] = {area.code: area for area in Area.objects.all()}
    places |= {jobcentre.slug: jobcentre for jobcentre in Jobcentre.objects.all()}
    people = [*CAST, *_other_managers(places)]
    with recording(by=None, kind=Change.Kind.SAMPLE, reason="load_sample") as change:
        users = User.objects.bulk_create(
            [_user(person, hashed if person in CAST else make_password(None)) for person in people]
        )
        assignments = Assignment.objects.bulk_create(
            [
                _assignment(user, person, places[person.scope])
                for user, person in zip(users, people, strict=True)
            ]
        )
        _log(change, users, assignments)


def _other_managers(places: dict[str, Area | Jobcentre]) -> Iterator[Person]:
    """Nobody signs in as them: they have entered what the sample's other jobcentres reported."""
    served = [slug for slug, place in places.items() if isinstance(place, Jobcentre)]
    for number, slug in enumerate(sorted(served)):
        if slug != "soroe":
            first, last = _FIRST_NAMES[number % len(_FIRST_NAMES)], _LAST_NAMES[number % len(_LAST_NAMES)]
            yield Person(f"{first} {last}", Assignment.Role.MANAGER, slug)


def _user(person: Person, hashed: str) -> User:
    return User(
        email=person.email if person in CAST else f"leder.{person.scope}@{DOMAIN}",
        name=person.name,
        sort_key=sort_key(person.name),
        password=hashed,
        is_active=person.until is None,
        is_sample=True,
        created_at=MOVED_IN,
    )


def _assignment(user: User, person: Person, scope: Area | Jobcentre) -> Assignment:
    return Assignment(
        user=user,
        role=person.role,
        area=scope if isinstance(scope, Area) else None,
        jobcentre=scope if isinstance(scope, Jobcentre) else None,
        valid_from=SINCE,
        valid_to=person.until,
    )


def _log(change: Recording, users: list[User], assignments: list[Assignment]) -> None:
    edits = [edit for user in users for edit in edits_of(change, user, person_key(user), None)]
    for held in assignments:
        edits += edits_of(change, held, assignment_key(held), None)
    RecordEdit.objects.bulk_create(edits, 1000)


def team() -> Team:
    """The people as they are in the database, one object each."""
    held = Assignment.objects.filter(user__is_sample=True, user__is_active=True)
    by_role: dict[str, dict[str, User]] = {role: {} for role in Assignment.Role.values}
    for assignment in held.select_related("user", "area", "jobcentre"):
        scope = assignment.scope
        key = scope.code if isinstance(scope, Area) else scope.slug
        by_role[assignment.role][key] = assignment.user
    return Team(
        managers=by_role[Assignment.Role.MANAGER],
        clerks=by_role[Assignment.Role.CLERK],
        officers=by_role[Assignment.Role.OFFICER],
        councils=by_role[Assignment.Role.REGIONAL_COUNCIL] | by_role[Assignment.Role.LOCAL_COUNCIL],
        official=by_role[Assignment.Role.OFFICIAL]["DK"],
    )


def sign_in_lines() -> Iterator[str]:
    """One line for each of the cast: name, role, place, e-mail address, password."""
    emails = [person.email for person in CAST]
    held = Assignment.objects.filter(user__is_sample=True, user__email__in=emails)
    by_email = {row.user.email: row for row in held.select_related("user", "area", "jobcentre")}
    for email in emails:
        assignment = by_email.get(email)
        if assignment:
            user = assignment.user
            words = SIGN_IN_WORDS if user.is_active else "–"
            yield (
                f"{user.name:<15} {assignment.get_role_display():<24} {assignment.scope!s:<45}"
                f" {email:<20} {words}"
            )
