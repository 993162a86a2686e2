from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from jobcentres import clock
from tests.cast import Cast, ClientOf
from tests.goals.entry_page import THIRD_OF_JUNE, Office, make_office
from tests.goals.figure_builders import TENTH_OF_JUNE, World, make_world


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Two jobcentres with their people on 10 June 2014."""
    with clock.standing_at(TENTH_OF_JUNE):
        yield make_world()


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    """The cast with the four goals of 2014 on 3 June 2014 at 14.02."""
    with clock.standing_at(THIRD_OF_JUNE):
        yield make_office(cast)


@pytest.fixture
def anna(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.anna)


@pytest.fixture
def mads(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.mads)
