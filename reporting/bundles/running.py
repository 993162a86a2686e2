"""Bundles are made by a process of their own: who may have one made, how it starts, and what it says of
itself."""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from goals.months import now
from jobcentres.models import Area, Installation, User
from reporting.bundles.making import write
from reporting.bundles.models import KEPT, UNDER_WAY, PaperBundle, bundles_folder
from reporting.summaries import Choice

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 2
BEAT = timedelta(seconds=1)
BLOCK = 256 * 1024

_processes: list[subprocess.Popen[bytes]] = []
"""Those that this worker has started, until they have ended."""


class Busy(Exception):
    """`str()` says why no further bundle can be made just now."""


def start(*, by: User, area: Area, choice: Choice, key: str) -> PaperBundle:
    """Have the bundle made for a choice with its moment (`pinned`); the same `key` again gives the same one.
    Raises `Busy`."""
    with transaction.atomic():
        Installation.objects.select_for_update().filter(pk=1).first()
        known = PaperBundle.objects.filter(made_by=by, idempotency_key=key).first()
        if known is not None:
            return known
        tidy()
        _refuse_too_many(by)
        bundle = PaperBundle.objects.create(
            area=area,
            year=choice.year,
            as_of=choice.as_of,
            known_on=choice.moment,
            made_by=by,
            asked_at=now(),
            idempotency_key=key,
        )
        transaction.on_commit(partial(_launch, bundle.pk))
    return bundle


def _refuse_too_many(by: User) -> None:
    moment = now()
    open_ones = [one for one in PaperBundle.objects.filter(ended_at=None) if one.state(moment) in UNDER_WAY]
    if any(one.made_by_id == by.pk for one in open_ones):
        raise Busy(_("Your other reports are still being made. Wait until they are done."))
    if len(open_ones) >= MOST_AT_ONCE:
        raise Busy(_("Reports are being made for others just now. Try again in a minute."))


def tidy() -> None:
    """Files and rows that are older than a day, and files that belong to no row."""
    PaperBundle.objects.filter(asked_at__lt=now() - KEPT).delete()
    kept = {str(pk) for pk in PaperBundle.objects.values_list("pk", flat=True)}
    for file in bundles_folder().glob("*"):
        if file.stem not in kept:
            file.unlink(missing_ok=True)


def _launch(pk: int) -> None:
    """Apart from this worker: it goes on where the worker is renewed."""
    _processes[:] = [process for process in _processes if process.poll() is None]
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "make_reports", str(pk), "--nice"]
    try:
        _processes.append(
            subprocess.Popen(  # noqa: S603 - our own command, and a number
                command,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
    except OSError:
        logger.exception("The process for bundle %s cannot be started", pk)
        PaperBundle.objects.filter(pk=pk).update(ended_at=now(), has_failed=True)


def run(pk: int) -> PaperBundle | None:
    """Make the file of a bundle, once: None if there is no such bundle or somebody else has begun it. A fault
    is noted on the bundle and raised."""
    mine = PaperBundle.objects.filter(pk=pk, began_at=None, ended_at=None)
    if not mine.update(began_at=now(), seen_at=now()):
        return None
    bundle = PaperBundle.objects.select_related("area").get(pk=pk)
    part = bundle.file.with_suffix(".part")
    try:
        bundle.file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            write(file, bundle.choice, bundle.area.code, _Signs(bundle))
        bundle.size, bundle.digest = part.stat().st_size, _digest(part)
        part.replace(bundle.file)
        bundle.ended_at = bundle.seen_at = now()
        bundle.save(update_fields=["size", "digest", "ended_at", "seen_at", "done", "total"])
    except BaseException:
        part.unlink(missing_ok=True)
        PaperBundle.objects.filter(pk=pk).update(ended_at=now(), has_failed=True)
        raise
    return bundle


class _Signs:
    """Signs of life: the first, the last, and about one a second between."""

    def __init__(self, bundle: PaperBundle) -> None:
        self.bundle = bundle
        self.last: datetime | None = None

    def __call__(self, done: int, total: int) -> None:
        moment = now()
        self.bundle.done, self.bundle.total = done, total
        if self.last is not None and done < total and abs(moment - self.last) < BEAT:
            return
        self.last = moment
        try:
            PaperBundle.objects.filter(pk=self.bundle.pk).update(done=done, total=total, seen_at=moment)
        except DatabaseError:
            logger.warning("A sign of life of bundle %s was lost", self.bundle.pk, exc_info=True)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
