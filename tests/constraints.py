"""What the tests of the databases' constraints share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction


def constraints_of(app: str) -> list[str]:
    """The names of all constraints of the app's models."""
    return [
        constraint.name
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    ]


def refuses(name: str, violation: Callable[[], Any]) -> None:
    """The database itself turns `violation` away, and for this constraint's sake."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violation()
    if connection.vendor == "postgresql" or _is_check(name):
        assert f'"{name}"' in str(refusal.value) or str(refusal.value).endswith(f" {name}")
    else:
        assert str(refusal.value).startswith("UNIQUE constraint failed")


def _is_check(name: str) -> bool:
    found = (one for model in apps.get_models() for one in model._meta.constraints if one.name == name)
    return isinstance(next(found), models.CheckConstraint)
