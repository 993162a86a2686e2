"""Calls of the API by the cast: with a key of a person's own, with one for public figures, or by session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from jobcentres import clock
from jobcentres.access_tokens import make_token
from jobcentres.models import User

V1 = "/api/v1/"


def secret_of(person: User, scope: str = "own", days: int = 30) -> str:
    """Of a new key of the person's."""
    last = clock.today() + timedelta(days=days)
    return make_token(owner=person, name="Prøve", scope=scope, expires_on=last).secret


def called(path: str, secret: str = "", **headers: str) -> HttpResponse:
    """By a program that keeps no cookies."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if secret:
        sent["authorization"] = f"Bearer {secret}"
    answer: Any = Client().get(V1 + path, headers=sent)
    return answer


def rows(path: str, secret: str = "", **headers: str) -> list[dict[str, Any]]:
    """Of an answer that is 200."""
    answer = called(path, secret, **headers)
    assert answer.status_code == 200, answer.content.decode()
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def all_rows(path: str, secret: str) -> list[dict[str, Any]]:
    """Page by page, as the links lead."""
    found: list[dict[str, Any]] = []
    address: str | None = path
    while address:
        page = called(address, secret).json()
        found += page["rows"]
        following = page["links"].get("next")
        address = following.partition(V1)[2] if following else None
    return found
