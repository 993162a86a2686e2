"""The seals against the chain, and against their lines in the file outside the database."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from goals.verification.fault import Fault
from goals.verification.subjects import subjects_hash
from jobcentres.changes import NOTHING
from jobcentres.models import Change, Installation, Seal
from jobcentres.seals import line_of, lines_outside


class History(NamedTuple):
    """Where the history ended at one moment, and what had been sealed by then: rows and lines of the file."""

    head: Installation
    seals: list[Seal]
    lines: list[str]

    @classmethod
    def now(cls) -> History:
        """Nobody seals while it is read: a seal is then both a row and a line, or neither."""
        with transaction.atomic():
            return cls(Installation.lock(), list(Seal.objects.all()), lines_outside())


def faults_of_seals(history: History) -> Iterator[Fault]:
    yield from _unlike_the_file(history)
    numbers = {seal.number for seal in history.seals}
    sealed = Change.objects.filter(number__in=numbers).values_list("number", "hash")
    hashes = {0: NOTHING} | dict(sealed)
    before = 0
    for seal in history.seals:
        shown = {"number": seal.number}
        if hashes.get(seal.number) != seal.hash:
            message = _("The history up to change no. %(number)d is not the one that was sealed.")
            yield Fault("seal", message % shown)
        if subjects_hash(before, seal.number) != seal.subjects_hash:
            message = _(
                "Something recorded up to change no. %(number)d is no longer about the same place, indicator "
                "or month as when it was sealed."
            )
            yield Fault("subject", message % shown)
        before = seal.number


def _unlike_the_file(history: History) -> Iterator[Fault]:
    rows = [line_of(seal) for seal in history.seals]
    for number, (row, line) in enumerate(zip_longest(rows, history.lines), 1):
        if row != line:
            message = _(
                "Seal no. %(number)d is not the same in the database and in the file of seals. If the "
                "database was made anew, put the old file away."
            )
            yield Fault("file", message % {"number": number})
