"""A mail that is to go out, and what was told before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from goals.mails.addressees import Addressee
from goals.models import SentMail

REMEMBERS = timedelta(days=90)
"""Longer than anything is told after it happened."""


class Part(NamedTuple):
    """One thing told in a mail: its kind, and an occasion that tells it from all others."""

    kind: str
    occasion: str
    jobcentre_id: int | None = None
    region_id: int | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    to: Addressee
    parts: tuple[Part, ...]
    subject: str
    body: str

    @property
    def kinds(self) -> set[str]:
        return {part.kind for part in self.parts}


class Told:
    """What each address was told, or was begun to be told, in one query."""

    def __init__(self, at: datetime) -> None:
        rows = SentMail.objects.filter(begun_at__gt=at - REMEMBERS)
        self._told = set(rows.values_list("kind", "occasion", "address"))

    def is_new(self, part: Part, to: Addressee) -> bool:
        return (part.kind, part.occasion, to.address) not in self._told
