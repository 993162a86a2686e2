"""Many files at once, each asked for through a connection of its own."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from jobcentres.access_log import FILES_PER_HOUR, MustWait, begin_file, complete_access
from jobcentres.models import AccessLogEntry, User
from tests.builders import make_user
from tests.goals.races import at_once

AT_A_TIME = 6
RACES = 5
PASSED, WAITED = 200, 429

pytestmark = pytest.mark.django_db(transaction=True)


def ask(person: User) -> int:
    try:
        begin_file(by=person, what="udtraek/csv", query="", known_on=None)
    except MustWait:
        return WAITED
    return PASSED


def fetch(person: User, number: int) -> None:
    for _file in range(number):
        entry = begin_file(by=person, what="udtraek/csv", query="", known_on=None)
        digest = hashlib.sha256(b"").hexdigest()
        complete_access(entry, rows=0, size=0, digest=digest, is_complete=True)


@pytest.mark.parametrize("number", range(RACES))
def test_of_many_at_once_only_the_last_of_the_hour_passes(number: int) -> None:
    person = make_user()
    fetch(person, FILES_PER_HOUR - 1)

    answers = at_once([lambda: ask(person)] * AT_A_TIME)

    assert answers == Counter({PASSED: 1, WAITED: AT_A_TIME - 1})
    assert AccessLogEntry.objects.count() == FILES_PER_HOUR


@pytest.mark.parametrize("number", range(RACES))
def test_of_many_at_once_two_are_on_their_way(number: int) -> None:
    person = make_user()

    answers = at_once([lambda: ask(person)] * AT_A_TIME)

    assert answers == Counter({PASSED: 2, WAITED: AT_A_TIME - 2})


def test_one_persons_files_do_not_hold_up_anothers() -> None:
    people = [make_user(f"Person{number}") for number in range(AT_A_TIME)]

    answers = at_once([lambda one=one: ask(one) for one in people])  # type: ignore[misc]

    assert answers == Counter({PASSED: AT_A_TIME})
