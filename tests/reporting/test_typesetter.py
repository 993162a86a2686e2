"""The process that sets papers is limited, and what ends it is told on a page: no fault, and nothing lost."""

from __future__ import annotations

import html
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from jobcentres.clock import standing_at
from jobcentres.downloads import NotMade
from jobcentres.models import AccessLogEntry
from reporting.bundles.making import READ_ME, write
from reporting.bundles.models import PaperBundle, State
from reporting.bundles.running import run, start
from reporting.models import Answer
from reporting.papers import typesetter
from reporting.papers.typesetter import Typesetter
from reporting.papers.typesetting import _kept, fonts_folder
from tests.cast import Cast, ClientOf
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World
from tests.reporting.papers import NOON, choice_of

MEGABYTE = 1024 * 1024
TOO_LITTLE = 60 * MEGABYTE
REPORT = "/hent/rapport/0340/"
ASKED = {"aar": "2014", "maaned": "2014-04", "grundlag": "frigivet", "kendt": "2014-06-01T08:00"}
SHORT = "#set document(title: [A])\nA"
GREEDY = "#let all = range(100000000)\n#all.len()"
SLOW = "#for a in range(100000) { for b in range(100000) { if calc.rem(a + b, 7) == 9 [x] } }"


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    made = make_history(cast)
    with standing_at(june(12, 15)):
        yield made


@pytest.fixture
def without_memory(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(typesetter, "MEMORY", TOO_LITTLE)
    return monkeypatch


def template(folder: Path, text: str) -> str:
    file = folder / "paper.typ"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("text", "says"), [(GREEDY, "memory allocation"), (SLOW, r"exit code -(14|27):")])
def test_a_document_that_asks_for_too_much_ends_the_process_and_no_more(
    text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Typesetter() as one:
        monkeypatch.setattr(typesetter, "SECONDS", 1 if text is SLOW else 20)
        with pytest.raises(NotMade, match=says):
            one.set(template(tmp_path, text), str(fonts_folder()), "")

        monkeypatch.undo()
        made = one.set(template(tmp_path, SHORT), str(fonts_folder()), "")

    assert made.startswith(b"%PDF-")


def test_a_typesetter_that_cannot_be_started_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetter.sys, "executable", str(tmp_path / "nobody"))

    with Typesetter() as one, pytest.raises(NotMade, match="not started"):
        one.set(template(tmp_path, SHORT), str(fonts_folder()), "")


def test_a_report_that_cannot_be_made_is_told_on_a_page_with_its_reference(
    world: World, client_of: ClientOf, without_memory: Any
) -> None:
    response = client_of(world.cast.anna).post(REPORT, ASKED)

    text = html.unescape(response.content.decode())
    assert response.status_code == 503
    assert "Filen kunne ikke laves" in text
    assert response["X-Request-Id"] in text
    assert 'name="kendt" value="2014-06-01T08:00"' in text
    entry = AccessLogEntry.objects.get()
    assert (entry.is_complete, entry.size, entry.digest) == (False, 0, "")


def test_the_page_sends_for_the_same_report_again(
    world: World, client_of: ClientOf, without_memory: pytest.MonkeyPatch
) -> None:
    client = client_of(world.cast.anna)
    assert client.post(REPORT, ASKED).status_code == 503

    without_memory.undo()

    response: Any = client.post(REPORT, ASKED)
    assert response.getvalue().startswith(b"%PDF-")


def test_an_answer_that_cannot_be_made_keeps_its_question_and_blocks_no_file(
    world: World, client_of: ClientOf, without_memory: Any
) -> None:
    client = client_of(world.cast.mette)
    asked = {"omraade": "0340", "aar": "2014", "maaned": "2014-04", "spoergsmaal": "Hvor mange?"}

    answers = [client.post("/svar/", asked) for _time in range(3)]

    assert [one.status_code for one in answers] == [503] * 3
    assert 'name="spoergsmaal" value="Hvor mange?"' in answers[0].content.decode()
    assert not Answer.objects.exists()
    assert set(AccessLogEntry.objects.values_list("is_complete", "size")) == {(False, 0)}


def killing(after: int) -> Any:
    """Progress that ends the process once `after` papers are made."""
    killed: list[Typesetter] = []

    def progress(done: int, total: int) -> None:
        one = _kept.get()
        if done == after and one and one._process and not killed:
            killed.append(one)
            one._process.kill()

    return progress


def test_a_bundle_names_the_report_that_could_not_be_made_and_holds_the_others(world: World) -> None:
    file, whole = BytesIO(), BytesIO()

    with standing_at(NOON):
        write(whole, choice_of(), "DK", lambda done, total: None)
        write(file, choice_of(), "DK", killing(after=2))

    names, archive = ZipFile(whole).namelist(), ZipFile(file)
    assert archive.namelist() == [*names[:2], *names[3:]]
    [lost] = [name for name in names if name not in archive.namelist()]
    about = archive.read(READ_ME).decode()
    assert "Ikke med i filen" in about
    assert lost.split(" kendt")[0].removeprefix("Maaltal 2014-05 ") in about


def test_the_page_of_a_bundle_says_that_not_all_are_in_it(
    world: World, client_of: ClientOf, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    bundle = start(by=world.cast.mette, area=world.cast.places.soroe, choice=choice_of(), key="one")
    bundle.file.parent.mkdir()
    bundle.file.write_bytes(b"PK")
    PaperBundle.objects.update(done=4, total=5, ended_at=NOON)

    text = client_of(world.cast.mette).get(bundle.get_absolute_url()).content.decode()

    assert "4 af 5 rapporter er færdige. Filen nævner dem, der ikke kunne laves." in text


def test_a_bundle_without_any_report_has_failed(
    world: World, settings: Any, tmp_path: Path, without_memory: Any
) -> None:
    settings.VAR_DIR = tmp_path
    bundle = start(by=world.cast.mette, area=world.cast.places.country, choice=choice_of(), key="one")

    with pytest.raises(NotMade):
        run(bundle.pk)

    bundle.refresh_from_db()
    assert bundle.state(june(12, 15)) is State.FAILED


def test_the_command_says_that_no_report_could_be_made(
    world: World, tmp_path: Path, without_memory: Any
) -> None:
    asked = ["--year", "2014", "--output", str(tmp_path / "rapporter.zip")]

    with pytest.raises(CommandError, match="None of the reports could be made"):
        call_command("make_reports", *asked, stderr=StringIO())

    assert list(tmp_path.iterdir()) == []
