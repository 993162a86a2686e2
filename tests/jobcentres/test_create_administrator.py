from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from jobcentres.models import Change, User
from tests.builders import PASSWORD, make_area
from tests.cast import Cast
from tests.jobcentres.doors import try_to_sign_in

pytestmark = pytest.mark.django_db

NAME, EMAIL = "--name=Sys Andersen", "--email=Sys@Eksempel.dk"


class Keyboard(StringIO):
    """Standard input: typed beforehand, from a person or from a program."""

    def __init__(self, typed: str, *, is_person: bool) -> None:
        super().__init__(typed)
        self.is_person = is_person

    def isatty(self) -> bool:
        return self.is_person


def create(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = f"{PASSWORD}\n", is_person: bool = False
) -> str:
    """What the command says."""
    keyboard, said = Keyboard(typed, is_person=is_person), StringIO()
    monkeypatch.setattr("sys.stdin", keyboard)
    monkeypatch.setattr("getpass.getpass", lambda _question: keyboard.readline().rstrip("\n"))
    call_command("create_administrator", *arguments, stdout=said)
    return said.getvalue()


def test_the_first_administrator_signs_in_and_creates_the_others(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    make_area("DK", "Hele landet", "country")

    said = create(monkeypatch, NAME, EMAIL, "--password-stdin")

    assert "Sys Andersen er brugeradministrator" in said
    assert PASSWORD not in said
    assert try_to_sign_in(client, "sys@eksempel.dk").status_code == 302
    assert client.get(reverse("user_new")).status_code == 200
    assert [change.by for change in Change.objects.all()] == [None, None]


def test_what_is_not_written_is_asked_for(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    make_area("DK", "Hele landet", "country")
    typed = f"Sys Andersen\nsys@eksempel.dk\n{PASSWORD}\n{PASSWORD}\n"

    create(monkeypatch, typed=typed, is_person=True)

    assert try_to_sign_in(client, "sys@eksempel.dk").status_code == 302


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        ([EMAIL, "--password-stdin"], PASSWORD, "Skriv --name"),
        ([NAME, "--password-stdin"], PASSWORD, "Skriv --email"),
        ([NAME, EMAIL], PASSWORD, "Skriv --password-stdin"),
        ([NAME, "--email=sys", "--password-stdin"], PASSWORD, "ikke en mailadresse"),
        (["--name= ", EMAIL, "--password-stdin"], PASSWORD, "er tom"),
        ([NAME, EMAIL, "--password-stdin"], "kort", "8"),
        ([NAME, EMAIL, "--password-stdin"], "", "8"),
        ([NAME, EMAIL, "--password-stdin"], "jobcenter2014", "jobcenter"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nobody_is_made(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], typed: str, said: str
) -> None:
    make_area("DK", "Hele landet", "country")

    with pytest.raises(CommandError, match=said):
        create(monkeypatch, *arguments, typed=typed)

    assert not User.objects.exists()


def test_a_password_typed_twice_must_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    make_area("DK", "Hele landet", "country")

    with pytest.raises(CommandError, match="ikke ens"):
        create(monkeypatch, NAME, EMAIL, typed=f"{PASSWORD}\n{PASSWORD}x\n", is_person=True)


def test_a_password_is_never_an_argument_that_others_on_the_machine_can_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CommandError, match="--password-stdin"):
        create(monkeypatch, NAME, EMAIL, f"--password={PASSWORD}")


def test_without_areas_the_command_says_what_to_run_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="load_reference"):
        create(monkeypatch, NAME, EMAIL, "--password-stdin")


def test_a_second_one_is_made_by_force_only(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    other: Any = ["--name=Ida Vang", "--email=ida@eksempel.dk", "--password-stdin"]

    with pytest.raises(CommandError, match="/brugere/"):
        create(monkeypatch, *other)
    create(monkeypatch, *other, "--force")

    assert User.objects.get(email="ida@eksempel.dk").scopes.administers_country


def test_an_address_that_is_taken_is_refused_and_nothing_remains(
    monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    taken = ["--name=Ida Vang", "--email=ANNA@eksempel.dk", "--password-stdin", "--force"]

    with pytest.raises(CommandError, match="allerede en bruger"):
        create(monkeypatch, *taken)

    assert not Change.objects.exists()
