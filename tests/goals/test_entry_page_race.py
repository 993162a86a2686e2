"""Several people save the same month in the same moment, in threads of their own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from goals.models import FigureRevision
from jobcentres.models import Change
from tests.builders import make_sample_installation
from tests.cast import ClientOf, make_cast, make_places
from tests.goals import races
from tests.goals.entry_page import APRIL, PENSIONS, Office, Page, make_office, opened, the_figure

PEOPLE = 4


@pytest.fixture
def office(transactional_db: None) -> Office:
    make_sample_installation(date(2014, 6, 3))
    return make_office(make_cast(make_places()))


def at_once(task: Callable[[int], int]) -> Counter[int]:
    return races.at_once([partial(task, number) for number in range(PEOPLE)])


def test_of_many_numbers_written_at_once_one_is_saved_and_none_overwritten(
    office: Office, client_of: ClientOf
) -> None:
    pages = [opened(client_of(person)) for person in (office.cast.anna, office.cast.mads) * 2]

    def save(number: int) -> int:
        return _answer(pages[number], str(30 + number))

    answers = at_once(save)

    assert answers == {302: 1, 409: PEOPLE - 1}
    assert the_figure(PENSIONS).version == FigureRevision.objects.count() == 1


def test_one_form_sent_many_times_at_once_is_saved_once(office: Office, client_of: ClientOf) -> None:
    page = opened(client_of(office.cast.anna))

    answers = at_once(lambda _number: _answer(page, "35"))

    assert answers == {302: PEOPLE}
    assert Change.objects.count() == FigureRevision.objects.count() == 1


def _answer(page: Page, number: str) -> int:
    client = type(page.client)()
    client.cookies = page.client.cookies.copy()
    return client.post(APRIL, page.sent | {f"{PENSIONS}-value": number}).status_code


def test_of_many_saves_of_a_cell_at_once_one_wins_and_none_is_silent(
    office: Office, client_of: ClientOf
) -> None:
    pages = [opened(client_of(person)) for person in (office.cast.anna, office.cast.mads) * 2]
    _leave(pages[0], "29", "first")
    pages = [opened(page.client) for page in pages]

    answers = at_once(lambda number: _leave(pages[number], str(30 + number), f"key {number}"))

    assert answers == {200: 1, 409: PEOPLE - 1}
    assert the_figure(PENSIONS).version == FigureRevision.objects.count() == 2


def test_a_hundred_races_for_a_cell_have_one_winner_each(office: Office) -> None:
    races.race_for_a_cell([office.cast.anna, office.cast.mads], random.Random(2014), 100)


def test_one_save_of_a_cell_sent_many_times_at_once_is_one_change(
    office: Office, client_of: ClientOf
) -> None:
    page = opened(client_of(office.cast.anna))

    answers = at_once(lambda _number: _leave(page, "35", "key"))

    assert answers == {200: PEOPLE}
    assert Change.objects.count() == FigureRevision.objects.count() == 1


def _leave(page: Page, number: str, key: str) -> int:
    """The cell saves itself, in a browser of its own."""
    client = type(page.client)()
    client.cookies = page.client.cookies.copy()
    kept = {name: text for name, text in page.sent.items() if PENSIONS in name}
    sent = kept | {f"{PENSIONS}-value": number, "line": PENSIONS, "key": key, "person": page.sent["person"]}
    return client.post(f"{APRIL}gem/", sent).status_code
