"""Several people save the same cell in the same moment, each with a connection of their own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.test import Client

from goals.models import Figure, FigureRevision
from jobcentres.models import User
from tests.goals.entry_page import APRIL, PENSIONS, opened, the_figure

MOST = 5


def at_once(tasks: Sequence[Callable[[], int]]) -> Counter[int]:
    """What they answer, begun together."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], int]) -> int:
        barrier.wait()
        try:
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return Counter(pool.map(run, tasks))


def race_for_a_cell(people: Sequence[User], drawn: random.Random, number: int) -> None:
    """`number` races of two to five editors: of each exactly one wins, and the others are told."""
    clients = [_signed_in(people[place % len(people)]) for place in range(MOST)]
    fields = {name: text for name, text in opened(clients[0]).sent.items() if PENSIONS in name}
    for race in range(number):
        figure = Figure.objects.filter(area__code="0340").first()
        version, standing = (figure.version, str(figure.value)) if figure else (0, "")
        sent = fields | {
            f"{PENSIONS}-version": str(version),
            f"initial-{PENSIONS}-value": standing,
            "line": PENSIONS,
        }
        editors = drawn.randint(2, MOST)

        answers = at_once([_save(clients[place], people, place, sent, race) for place in range(editors)])

        assert answers == {200: 1, 409: editors - 1}, f"race {race}: {answers}"
        assert the_figure(PENSIONS).version == version + 1 == FigureRevision.objects.count()


def _save(
    client: Client, people: Sequence[User], place: int, sent: dict[str, str], race: int
) -> Callable[[], int]:
    content = sent | {
        f"{PENSIONS}-value": str(1000 * (race % 2 + 1) + place),
        "key": f"race {race} editor {place}",
        "person": str(people[place % len(people)].pk),
    }
    return lambda: client.post(f"{APRIL}gem/", content).status_code


def _signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client
