from __future__ import annotations

from threading import Thread

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config import settings as as_written
from config.hashers import Argon2InTurn


@pytest.mark.parametrize(
    "password",
    [
        "kort123",
        "password1",
        "jobcenter1",
        "Jobcenter-2014",
        "JobcenterSorø1",
        "Beskæftigelse!",
        "beskaeftigelse",
        "Måltal2014",
        "maaltal-14",
        "Sorø-2014",
        "soroe2014!",
        "Høje-Taastrup1",
        "Aarhus123456",
    ],
)
def test_a_password_that_everybody_here_would_try_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    ["hvid kaffe i regnvejr", "12 åbne døre i Sorø by", "x" * 30 + "y" * 34, "qK7vPz2m", "æøå ÆØÅ tyve"],
)
def test_any_other_password_will_do_whatever_its_signs(password: str) -> None:
    validate_password(password)


def test_passwords_are_hashed_with_argon2id() -> None:
    encoded = Argon2InTurn().encode("hvid kaffe i regnvejr", "saltsaltsalt")

    assert as_written.PASSWORD_HASHERS[0] == "config.hashers.Argon2InTurn"
    assert encoded.startswith("argon2$argon2id$")
    assert identify_hasher(encoded).verify("hvid kaffe i regnvejr", encoded)


def test_no_more_than_two_passwords_are_hashed_at_once() -> None:
    third = Thread(target=Argon2InTurn().encode, args=("hvid kaffe", "saltsaltsalt"))

    with Argon2InTurn.turns, Argon2InTurn.turns:
        third.start()
        third.join(0.5)
        waited = third.is_alive()
    third.join(10)

    assert waited
    assert not third.is_alive()
