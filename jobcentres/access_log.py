"""Who took what out of the system, and how often somebody may.

Entries stand beside the chain of changes, not in it: nothing of what is reported rests on them.
"""

from __future__ import annotations

import time
from calendar import monthrange
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Case, CharField, Q, QuerySet, Value, When

from jobcentres import clock
from jobcentres.models import AccessLogEntry, AccessToken, Assignment, User

FILES_PER_HOUR = 30
HOUR = 60 * 60
AT_ONCE = 2
FORGOTTEN_AFTER = 2 * 60
"""Seconds after which a file that was begun and never ended no longer counts as on its way."""
SHORTEST_WAIT = 10
DELETED_AT_ONCE = 5_000
FETCHED, ON_ITS_WAY, BROKEN_OFF = "fetched", "on its way", "broken off"


class MustWait(Exception):
    """The person has had as many files as one may, or has as many on their way; `seconds` until the next."""

    def __init__(self, seconds: int, *, is_at_once: bool) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.is_at_once = is_at_once


def record_access(
    *,
    by: User,
    kind: str,
    what: str,
    query: str,
    known_on: datetime | None = None,
    token: AccessToken | None = None,
    rows: int | None = None,
    size: int | None = None,
    digest: str = "",
    is_complete: bool = False,
) -> AccessLogEntry:
    """Write down that `by` begins to read `what`; what is not known yet is told by `complete_access`.

    What was answered in one piece can be given whole at once.
    """
    return AccessLogEntry.objects.create(
        at=clock.now(),
        counted_at=int(time.time()),
        user=by,
        token=token,
        kind=kind,
        what=what[: AccessLogEntry._meta.get_field("what").max_length],
        query=query,
        known_on=known_on,
        rows=rows,
        size=size,
        digest=digest,
        is_complete=is_complete,
    )


def begin_file(*, by: User, what: str, query: str, known_on: datetime | None) -> AccessLogEntry:
    """Write down that `by` begins to fetch a file. Raises `MustWait`, and writes nothing, for one too many.

    Files are counted and written down under a lock of the person: many at once get no further than many in
    a row.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        refuse_one_too_many(by)
        return record_access(
            by=by, kind=AccessLogEntry.Kind.EXPORT, what=what, query=query, known_on=known_on
        )


def refuse_one_too_many(by: User) -> None:
    """Raises `MustWait` for a person who has had as many files as one may, or has as many on their way."""
    moment = int(time.time())
    lately = AccessLogEntry.objects.filter(
        user=by, kind=AccessLogEntry.Kind.EXPORT, counted_at__gt=moment - HOUR
    )
    begun = list(lately.values_list("counted_at", how_it_ended())[:FILES_PER_HOUR])
    if len(begun) == FILES_PER_HOUR:
        raise MustWait(begun[-1][0] + HOUR - moment, is_at_once=False)
    if [ended for _at, ended in begun].count(ON_ITS_WAY) >= AT_ONCE:
        raise MustWait(SHORTEST_WAIT, is_at_once=True)


def complete_access(
    entry: AccessLogEntry, *, rows: int | None, size: int, digest: str, is_complete: bool
) -> None:
    """Tell how it ended; without `is_complete`, how far it got."""
    entry.rows, entry.size, entry.digest, entry.is_complete = rows, size, digest, is_complete
    entry.save(update_fields=["rows", "size", "digest", "is_complete"])


def how_it_ended() -> Case:
    """Of an entry: `FETCHED`, `ON_ITS_WAY` for what was begun lately and has not ended, or `BROKEN_OFF`."""
    lately = Q(size=None, counted_at__gt=int(time.time()) - FORGOTTEN_AFTER)
    return Case(
        When(is_complete=True, then=Value(FETCHED)),
        When(lately, then=Value(ON_ITS_WAY)),
        default=Value(BROKEN_OFF),
        output_field=CharField(),
    )


def people_visible_to(user: User) -> QuerySet[User]:
    """Whose reading `user` may look at: a country administrator everybody's, an area's administrator that of
    those assigned inside it and nowhere else."""
    if user.scopes.administers_country:
        return User.objects.all()
    return User.objects.editable_by(user).filter(pk__in=Assignment.objects.values("user"))


def entries_visible_to(user: User) -> QuerySet[AccessLogEntry]:
    """The newest first."""
    if user.scopes.administers_country:
        return AccessLogEntry.objects.all()
    return AccessLogEntry.objects.filter(user__in=people_visible_to(user))


def delete_old_entries() -> int:
    """Take out the entries older than ACCESS_LOG_MONTHS, by the machine's own clock; how many they were.

    In short transactions, so that nobody waits for long to be written down.
    """
    today = datetime.fromtimestamp(time.time(), clock.COPENHAGEN)
    before = int(_months_before(today, settings.ACCESS_LOG_MONTHS).timestamp())
    old = AccessLogEntry.objects.filter(counted_at__lt=before).order_by("counted_at").values_list("pk")
    deleted = 0
    while keys := [key for (key,) in old[:DELETED_AT_ONCE]]:
        deleted += AccessLogEntry.objects.filter(pk__in=keys).delete()[0]
    return deleted


def _months_before(moment: datetime, months: int) -> datetime:
    """The same time of the same day of the month, or of the last day if the month is shorter."""
    number = moment.year * 12 + moment.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
