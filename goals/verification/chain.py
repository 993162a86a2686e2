"""The chain of changes, link by link, each with all that it recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import Max
from django.utils.translation import gettext as _

from goals.verification.contents import read_again
from goals.verification.fault import Fault
from jobcentres.changes import Recording, change_hash
from jobcentres.models import Change, Installation

CHANGES_AT_ONCE = 500

Seen = Callable[[Change], None]


def faults_of_chain(head: Installation, seen: Seen) -> Iterator[Fault]:
    """Of everything up to `head`: later changes do not matter. `seen` hears of each sound link."""
    end = Installation()
    while links := _after(end.last_number, head.last_number):
        for recording in read_again(links):
            yield from _faults_of_link(recording, end)
            row = recording.row
            end.last_number, end.last_hash, end.last_recorded_at = row.number or 0, row.hash, row.recorded_at
            seen(row)
    if end.last_number < head.last_number:
        yield _missing(end.last_number + 1)
    if (end.last_hash, end.last_recorded_at) != (head.last_hash, head.last_recorded_at):
        yield Fault("head", _("The end of the history is not where it was written down."))
    yield from _faults_beyond()


def _after(number: int, last: int) -> list[Change]:
    later = Change.objects.filter(number__gt=number, number__lte=last).order_by("number")
    return list(later[:CHANGES_AT_ONCE])


def _faults_of_link(recording: Recording, end: Installation) -> Iterator[Fault]:
    row = recording.row
    shown = {"number": row.number}
    if row.number != end.last_number + 1:
        yield _missing(end.last_number + 1)
    if row.previous_hash != end.last_hash:
        yield Fault("order", _("Change no. %(number)d does not follow from the one before it.") % shown)
    if row.hash != change_hash(row):
        yield Fault("change", _("Change no. %(number)d was altered after it was recorded.") % shown)
    if row.contents_hash != recording.contents_hash():
        message = _("What change no. %(number)d recorded was altered, removed or added to afterwards.")
        yield Fault("contents", message % shown)
    if row.recorded_at is None or (end.last_recorded_at and row.recorded_at < end.last_recorded_at):
        yield Fault("time", _("Change no. %(number)d lies before the one it follows.") % shown)


def _missing(number: int) -> Fault:
    return Fault("missing", _("Change no. %(number)d is missing.") % {"number": number})


def _faults_beyond() -> Iterator[Fault]:
    """Read in this order: the installation's row is never behind the changes that were there before."""
    last = Change.objects.aggregate(last=Max("number"))["last"] or 0
    if last > Installation.read().last_number:
        message = _("Change no. %(number)d was put in after the end of the history.")
        yield Fault("beyond", message % {"number": last})
    unnumbered = Change.objects.filter(number=None).first()
    if unnumbered:
        message = _("There is a change without a number (row %(row)d).")
        yield Fault("unnumbered", message % {"row": unnumbered.pk})
