"""The cast: the same people in the tests, in the sample and in the access table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from jobcentres.models import Area, Assignment, Jobcentre, User
from tests.builders import make_area, make_assignment, make_jobcentre, make_user

Role = Assignment.Role
ClientOf = Callable[[User | None], Client]


@dataclass(frozen=True)
class Places:
    """A small country: three regions, four municipalities, three jobcentres, one of which serves two."""

    country: Area
    hs: Area
    nj: Area
    sd: Area
    soroe: Area
    aalborg: Area
    esbjerg: Area
    fanoe: Area
    jobcentre_soroe: Jobcentre
    jobcentre_aalborg: Jobcentre
    jobcentre_esbjerg: Jobcentre


@dataclass(frozen=True)
class Cast:
    anna: User
    mads: User
    ole: User
    vibe: User
    lis: User
    bo: User
    rikke: User
    karl: User
    mette: User
    sys: User
    finn: User
    places: Places

    def __getitem__(self, name: str) -> User | None:
        """By name; None for `anonymous`."""
        return None if name == "anonymous" else getattr(self, name)


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


@pytest.fixture
def cast(places: Places) -> Cast:
    return make_cast(places)


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which the person has signed in; for None, or somebody deactivated, nobody has."""

    def client(person: User | None) -> Client:
        made = Client()
        if person is not None and person.is_active:
            made.force_login(person)
        return made

    return client


def make_places() -> Places:
    country = make_area("DK", "Hele landet", "country")
    hs = make_area("HS", "Hovedstaden & Sjælland", "region", country)
    nj = make_area("NJ", "Nordjylland", "region", country)
    sd = make_area("SD", "Syddanmark", "region", country)
    soroe, aalborg = make_area("0340", "Sorø", parent=hs), make_area("0851", "Aalborg", parent=nj)
    esbjerg, fanoe = make_area("0561", "Esbjerg", parent=sd), make_area("0563", "Fanø", parent=sd)
    return Places(
        country=country,
        hs=hs,
        nj=nj,
        sd=sd,
        soroe=soroe,
        aalborg=aalborg,
        esbjerg=esbjerg,
        fanoe=fanoe,
        jobcentre_soroe=make_jobcentre("Sorø", hs, soroe),
        jobcentre_aalborg=make_jobcentre("Aalborg", nj, aalborg),
        jobcentre_esbjerg=make_jobcentre("Esbjerg", sd, esbjerg, fanoe),
    )


def make_cast(places: Places) -> Cast:
    def person(name: str, role: str, scope: Area | Jobcentre, *, is_active: bool = True) -> User:
        user = make_user(name, is_active=is_active)
        make_assignment(user, role, scope)
        return user

    return Cast(
        anna=person("Anna Friis", Role.CLERK, places.jobcentre_soroe),
        mads=person("Mads Holm", Role.MANAGER, places.jobcentre_soroe),
        ole=person("Ole Kragh", Role.CLERK, places.jobcentre_aalborg),
        vibe=person("Vibe Lauritsen", Role.CLERK, places.jobcentre_esbjerg),
        lis=person("Lis Damgaard", Role.LOCAL_COUNCIL, places.soroe),
        bo=person("Bo Lund", Role.OFFICER, places.hs),
        rikke=person("Rikke Bang", Role.REGIONAL_COUNCIL, places.hs),
        karl=person("Karl Mikkelsen", Role.OFFICER, places.nj),
        mette=person("Mette Skov", Role.OFFICIAL, places.country),
        sys=person("Sys Andersen", Role.ADMINISTRATOR, places.country),
        finn=person("Finn Gade", Role.CLERK, places.jobcentre_soroe, is_active=False),
        places=places,
    )
