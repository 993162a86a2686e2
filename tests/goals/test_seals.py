"""Seals: whoever rewrites the history afterwards, hashes and all, is found out."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from goals.models import Figure
from goals.sample.chain import seal_again
from goals.verification import History, first_fault
from goals.verification.contents import read_again
from jobcentres.models import Change, Seal
from jobcentres.seals import lines_outside
from tests.goals.figure_builders import World, an_entry, record
from tests.goals.history_builders import make_history
from tests.goals.tampering import unnoticed


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    settings.SEAL_FILE = tmp_path / "seals.log"
    return tmp_path / "seals.log"


@pytest.fixture
def sealed(world: World, file: Path) -> World:
    """Two seals, with the history between them, and a change after the last one."""
    call_command("seal", stdout=StringIO())
    make_history(world)
    call_command("seal", stdout=StringIO())
    record(an_entry(world.cooperation, world.soroe, "2013-12", numerator=30, denominator=90))
    return world


def fault_code() -> str:
    fault = first_fault(History.now())
    return fault.code if fault else ""


def rewrite_history() -> None:
    """What somebody does who knows how the hashes are made."""
    for recording in read_again(Change.objects.order_by("number")):
        recording.row.contents_hash = recording.contents_hash()
        recording.row.save()
    seals = list(Seal.objects.values())
    seal_again({})
    Seal.objects.bulk_create(Seal(**seal) for seal in seals)


def test_a_seal_is_a_row_and_a_line_outside_the_database(sealed: World, file: Path) -> None:
    seal = Seal.objects.latest("pk")

    lines = file.read_text().splitlines()
    assert (seal.hash, seal.number) == (Change.objects.get(number=seal.number).hash, seal.number)
    assert len(lines) == Seal.objects.count() == 2
    assert lines[-1].split()[1:] == [str(seal.number), seal.hash, seal.subjects_hash]


def test_a_sealed_history_holds(sealed: World) -> None:
    assert first_fault(History.now()) is None


def test_a_seal_goes_by_mail_to_those_who_keep_it(
    sealed: World, settings: Settings, mailoutbox: list[EmailMessage], file: Path
) -> None:
    settings.SEAL_MAIL = ["arkiv@eksempel.dk"]

    call_command("seal", stdout=StringIO())

    assert [mail.to for mail in mailoutbox] == [["arkiv@eksempel.dk"]]
    assert file.read_text().splitlines()[-1] in mailoutbox[0].body


def test_nothing_is_sealed_where_the_file_cannot_be_written(
    world: World, tmp_path: Path, settings: Settings
) -> None:
    settings.SEAL_FILE = tmp_path / "nowhere" / "seals.log"

    with pytest.raises(CommandError, match="SEAL_FILE"):
        call_command("seal")

    assert not Seal.objects.exists()


def test_a_rewritten_history_does_not_fit_its_seals(sealed: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE goals_targetversion SET value = 1 WHERE number = 1")
    rewrite_history()

    assert fault_code() == "seal"


def test_rewritten_seals_do_not_fit_their_file(sealed: World) -> None:
    seal = Seal.objects.latest("pk")
    seal.hash = "0" * 64
    seal.save()

    assert fault_code() == "file"


def test_a_removed_seal_is_missed(sealed: World) -> None:
    Seal.objects.latest("pk").delete()

    assert fault_code() == "file"


def test_a_lost_file_is_missed(sealed: World, file: Path) -> None:
    file.unlink()

    assert fault_code() == "file"


def test_a_history_cut_off_before_its_seal_is_found(sealed: World) -> None:
    gone = list(Change.objects.filter(kind__in=["users", "official"]).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for change in gone[1:]:
            cursor.execute("DELETE FROM jobcentres_recordedit WHERE change_id = %s", [change])
            cursor.execute("DELETE FROM goals_figurerevision WHERE change_id = %s", [change])
            cursor.execute("DELETE FROM jobcentres_change WHERE id = %s", [change])
    rewrite_history()

    assert fault_code() == "seal"


@pytest.mark.parametrize("column", ["area_id", "indicator_id"])
def test_a_figure_that_is_said_to_be_about_something_else_is_found(sealed: World, column: str) -> None:
    other = {"area_id": sealed.country.pk, "indicator_id": sealed.education.pk}[column]
    Figure.objects.filter(area=sealed.aalborg).update(**{column: other})

    assert fault_code() == "subject"


def test_random_tampering_after_a_seal_is_always_found(world: World, file: Path) -> None:
    make_history(world)
    call_command("seal", stdout=StringIO())
    assert first_fault(History.now()) is None

    assert list(unnoticed(random.Random(56), 50)) == []


def test_where_the_sample_chains_its_changes_anew_the_seals_begin_anew(
    sealed: World, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        seal_again({})
    assert first_fault(History.now()) is None

    call_command("seal", stdout=StringIO())

    assert (len(lines_outside()), Seal.objects.count()) == (1, 1)
    assert first_fault(History.now()) is None
