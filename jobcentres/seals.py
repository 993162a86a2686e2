"""Seals: where the history ended on a day, written down also where no database reaches."""

from __future__ import annotations

import os
from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from jobcentres import clock
from jobcentres.models import Installation, Seal

ANEW = "anew"
"""In the file in a seal's place: the sample was put in or taken out, and what is before it is gone."""


def seal(subjects_hash: Callable[[int, int], str]) -> Seal:
    """Seal the history as it ends now, as a row, a line of the file and a mail. Raises OSError without any.

    `subjects_hash` tells the hash over the subjects of what was recorded after one change up to another.
    """
    with transaction.atomic():
        head = Installation.lock()
        before = Seal.objects.last()
        made = Seal.objects.create(
            number=head.last_number,
            hash=head.last_hash,
            subjects_hash=subjects_hash(before.number if before else 0, head.last_number),
            recorded_at=clock.now(),
        )
        _append(line_of(made))
    _send(made)
    return made


def line_of(made: Seal) -> str:
    moment = made.recorded_at.astimezone(clock.COPENHAGEN).isoformat(timespec="microseconds")
    return f"{moment} {made.number} {made.hash} {made.subjects_hash}"


def lines_outside() -> list[str]:
    """The file's lines since the history began (anew); none if there is no file."""
    try:
        lines = settings.SEAL_FILE.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    starts = [number for number, line in enumerate(lines, 1) if line.split(" ", 1)[-1] == ANEW]
    return lines[starts[-1] :] if starts else lines


def begin_anew() -> None:
    """The sample chains its changes anew, so what was sealed before no longer says anything."""
    Seal.objects.all().delete()
    if lines_outside():
        transaction.on_commit(lambda: _append(f"{clock.now().isoformat()} {ANEW}"))


def remember(fault: str) -> None:
    """Keep what the verification of the history found, for the pages to tell. No fault is the empty text."""
    longest = Installation._meta.get_field("fault").max_length
    Installation.objects.filter(pk=1).update(verified_at=clock.now(), fault=fault[:longest])


def _append(line: str) -> None:
    with settings.SEAL_FILE.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())


def _send(made: Seal) -> None:
    if settings.SEAL_MAIL:
        subject = _("Seal of the history: change no. %(number)d") % {"number": made.number}
        advice = _("Keep this mail: it proves later that the history up to this change is still the same.")
        send_mail(subject, f"{line_of(made)}\n\n{advice}\n", None, settings.SEAL_MAIL)
