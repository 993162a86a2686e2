"""What was known on a moment is told in the same bytes ever after, in every format and shape."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from goals.months import Month
from jobcentres.clock import standing_at
from jobcentres.models import AccessLogEntry, Change
from reporting.bundles.making import write
from reporting.exports.shapes import SHAPES
from reporting.fetch import KINDS
from reporting.models import Answer
from reporting.summaries import Choice
from tests import sample_file
from tests.builders import make_figure, make_target
from tests.cast import Cast, ClientOf
from tests.reporting.extracts import asked, content_of
from tests.reporting.known_world import june, make_history, say
from tests.reporting.overview_world import World

KNOWN = "2014-06-10T08:00"
CHANGES = 500
CALLS = ("summary", "figures", "revisions", "coverage", "targets", "contracts")
ANSWER = {"aar": "2014", "maaned": "2014-04", "kendt": KNOWN, "omraade": "HS", "noegle": "n1"}


@pytest.fixture
def world(cast: Cast) -> World:
    return make_history(cast)


class Files:
    """Everything that can be fetched of what was known then, by name."""

    def __init__(self, client: Client, answer: Answer, choice: Choice) -> None:
        self.client, self.answer, self.choice = client, answer, choice

    def all(self, at: datetime) -> dict[str, bytes]:
        with standing_at(at):
            return dict(
                [*self._extracts(), *self._of_pages(), *self._of_answer(), *self._called(), self._bundle()]
            )

    def _extracts(self) -> Iterator[tuple[str, bytes]]:
        chosen = {"aar": "2014", "maaned": "2014-05", "kendt": KNOWN}
        for shape in SHAPES.values():
            for kind in shape.formats:
                yield (
                    f"{shape.word} {kind}",
                    self._sent("/udtraek/", asked(indhold=shape.word, format=kind, **chosen)),
                )

    def _of_pages(self) -> Iterator[tuple[str, bytes]]:
        chosen = {"aar": "2014", "maaned": "2014-04", "kendt": KNOWN}
        for kind in KINDS:
            for code in ("0340", "HS", "DK"):
                yield f"{kind} {code}", self._sent(f"/hent/{kind}/{code}/", chosen)

    def _of_answer(self) -> Iterator[tuple[str, bytes]]:
        for kind in self.answer.digests:
            yield f"answer {kind}", self._sent(f"{self.answer.get_absolute_url()}{kind}/", {})

    def _called(self) -> Iterator[tuple[str, bytes]]:
        for name in CALLS:
            for kind in ("json", "csv", *(["json-stat"] if name in {"summary", "figures"} else [])):
                answer = self.client.get(f"/api/v1/{name}", {"year": 2014, "known_on": KNOWN, "format": kind})
                assert answer.status_code == 200, answer.content.decode()
                yield f"API {name} {kind}", answer.content

    def _bundle(self) -> tuple[str, bytes]:
        file = io.BytesIO()
        write(file, self.choice, "HS", lambda _done, _total: None)
        return "reports of HS", file.getvalue()

    def _sent(self, address: str, choice: dict[str, Any]) -> bytes:
        AccessLogEntry.objects.update(counted_at=1)  # long ago: more may be fetched
        answer = self.client.post(address, choice)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return content_of(answer)


def change_much(world: World, cast: Cast) -> None:
    """Later: figures that the source has updated or added, targets, comments."""
    months = [str(month) for month in Month.range(Month(2013, 1), Month(2014, 5))]
    areas = [
        world.aero,
        world.aarre,
        world.lejre,
        cast.places.soroe,
        cast.places.aalborg,
        cast.places.esbjerg,
    ]
    with standing_at(june(13)):
        for number in range(CHANGES - 50):
            area, month = areas[number % len(areas)], months[number % len(months)]
            make_figure(area, world.pensions, month, 30 + number)
        for number in range(40):
            make_target(areas[number % len(areas)], world.pensions, 20 + number)
        for number in range(10):
            say(world, cast, f"Senere bemærkning {number}")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself, when it comes to it


def made_answer(client: Client) -> Answer:
    with standing_at(june(12, 15)):
        response = client.post("/svar/", ANSWER)
    assert response.status_code == 302, response.content.decode()
    return Answer.objects.latest("pk")


def test_what_was_known_is_the_same_bytes_after_500_changes(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.mette)
    choice = Choice.of(2014, as_of=Month(2014, 4), known_on=datetime.fromisoformat(f"{KNOWN}+02:00"))
    files = Files(client, made_answer(client), choice)
    before, changes = files.all(june(12, 15)), Change.objects.count()

    change_much(world, cast)

    after = files.all(june(20))
    assert Change.objects.count() - changes >= CHANGES
    assert [name for name in before if after[name] != before[name]] == []
    assert len(before) > 40


def test_what_is_known_now_is_another_file_after_the_changes(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.mette)
    choice = {"aar": "2014", "maaned": "2014-05"}

    def files(at: datetime) -> dict[str, bytes]:
        with standing_at(at):
            return {
                kind: content_of(client.post("/udtraek/", asked(format=kind, **choice)))
                for kind in ("csv", "xlsx")
            }

    before = files(june(12, 15))
    change_much(world, cast)

    assert {kind for kind, content in files(june(20)).items() if content == before[kind]} == set()


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    database = tmp_path / "sample.sqlite3"
    sample_file.copy_to(database)

    def digests(**environment: str) -> str:
        command = [sys.executable, "-m", "tests.reporting.sample_digests", str(database)]
        done = subprocess.run(
            command, env=os.environ | environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    first = digests(PYTHONHASHSEED="1", TZ="UTC", LANG="C")
    assert first == digests(PYTHONHASHSEED="2", TZ="Pacific/Auckland", LANG="da_DK.UTF-8")
    assert first.count("\n") > 15
