"""Twice sends nothing twice, whatever goes wrong in between."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings

from goals.models import SentMail
from tests.cast import make_cast, make_places
from tests.goals import races
from tests.goals.entry_page import Office, make_office
from tests.goals.mail_builders import june, run

SIXTH: datetime = june(6)
FILES = "django.core.mail.backends.filebased.EmailBackend"


def test_a_second_run_sends_nothing(office: Office) -> None:
    first, second = run(SIXTH), run(june(6, 10))

    assert len(first.mails) == 4
    assert (second.mails, second.err) == ([], "")
    assert set(SentMail.objects.values_list("sent_at", flat=True)) == {SIXTH}


def test_what_the_mail_server_refused_is_reported_and_sent_by_the_next_run(
    office: Office, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = FILES
    tmp_path.chmod(0o500)
    if _is_writable(tmp_path):
        settings.EMAIL_FILE_PATH = "/proc/self/nowhere"

    failed = run(SIXTH)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    again = run(june(6, 10))

    assert "exit 1: 4 mails er ikke sendt. Næste kørsel prøver igen." in failed.err
    assert failed.count("Frist næste arbejdsdag") == 0
    assert len(again.mails) == 4


def test_where_no_mail_server_answers_nothing_is_lost(office: Office, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    failed = run(SIXTH)

    assert "Mailserveren svarer ikke" in failed.err
    assert "exit 1: 4 mails er ikke sendt." in failed.err
    assert not SentMail.objects.exists()


def test_a_mail_begun_by_a_run_that_was_killed_is_reported_and_never_sent_again(office: Office) -> None:
    run(SIXTH)
    SentMail.objects.filter(address="anna@eksempel.dk").update(sent_at=None)

    again = run(june(6, 10))

    assert again.mails == []
    assert "frist næste arbejdsdag (2014-06-10 12.00 soroe) til anna@eksempel.dk" in again.err
    assert again.err.count("ingen ved, om den kom frem") == 1
    assert "exit" not in again.err


def test_mails_that_become_files_say_where(office: Office, settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, str(tmp_path / "mail")

    told = run(SIXTH)

    assert f"Mails er skrevet som filer i {tmp_path / 'mail'}." in told.out
    written = "".join(file.read_text() for file in (tmp_path / "mail").iterdir())
    assert written.count("Auto-Submitted: auto-generated") == 4


@pytest.mark.django_db(transaction=True)
def test_of_runs_at_once_one_sends_each_mail() -> None:
    make_office(make_cast(make_places()))

    def send() -> int:
        run(SIXTH)
        return 0

    races.at_once([send] * 4)

    assert sorted(one.to[0] for one in mail.outbox) == [
        f"{name}@eksempel.dk" for name in ("anna", "mads", "ole", "vibe")
    ]
    assert SentMail.objects.filter(sent_at__isnull=False).count() == 4


def _is_writable(folder: Path) -> bool:
    """As it is for root, whatever its mode."""
    try:
        (folder / "probe").touch()
    except PermissionError:
        return False
    return True
