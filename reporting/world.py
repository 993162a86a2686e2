"""What every page may depend on besides its address and its reader: what is recorded, and what the clock has
passed. One query, which spares the request the one for the installation's row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Max, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from goals.calendar import DUE_TIME
from goals.models import Deadline, SentMail
from goals.months import now
from jobcentres import clock
from jobcentres.models import Installation

MAILS = 500
"""Among so many of the newest is every mail that was sent lately, also at a second try."""


def read_world() -> list[object]:
    """The last change, what the foot of each page says of the whole history, the day, the last deadline that
    has passed, and when a mail was last sent: reminders are told on pages, and are no changes."""
    rows = list(_installation().union(_deadlines(), _mails(), all=True))
    known = next((_row(*said) for kind, *said in rows if kind == "installation"), Installation(pk=1))
    clock.refresh(known)
    moment = now()
    moments: dict[str, list[datetime]] = {"deadline": [], "mail": []}
    for kind, *_said, last, _other in rows:
        if kind in moments and last is not None:
            moments[kind].append(last)
    return [
        [known.last_number, known.last_hash, known.sample_today, known.verified_at, known.fault],
        moment.date(),
        moment.time() >= DUE_TIME,  # when a figure is due that has no deadline of its own
        max((due_at for due_at in moments["deadline"] if due_at <= moment), default=None),
        max(moments["mail"], default=None),
    ]


def _row(
    number: int, last_hash: str, fault: str, sample_today: Any, recorded: Any, verified: Any
) -> Installation:
    return Installation(
        pk=1,
        last_number=number,
        last_hash=last_hash,
        fault=fault,
        sample_today=sample_today,
        last_recorded_at=recorded,
        verified_at=verified,
    )


_NO_TEXT = Cast(Value(""), models.TextField())
_NO_MOMENT = Cast(Value(None), models.DateTimeField())
_NOTHING: dict[str, Any] = {
    "number": Cast(Value(0), models.BigIntegerField()),
    "hash": _NO_TEXT,
    "fault": _NO_TEXT,
    "day": Cast(Value(None), models.DateField()),
    "moment": _NO_MOMENT,
    "other": _NO_MOMENT,
}


def _columns(rows: QuerySet[Any], kind: str, **said: Any) -> Any:
    columns = {"row_kind": Cast(Value(kind), models.TextField())}
    columns |= {f"row_{name}": value for name, value in (_NOTHING | said).items()}
    return rows.order_by().annotate(**columns).values_list(*columns)


def _installation() -> Any:
    return _columns(
        Installation.objects.filter(pk=1),
        "installation",
        number=F("last_number"),
        hash=Cast("last_hash", models.TextField()),
        fault=Cast("fault", models.TextField()),
        day=F("sample_today"),
        moment=F("last_recorded_at"),
        other=F("verified_at"),
    )


def _deadlines() -> Any:
    return _columns(Deadline.objects.all(), "deadline", moment=F("due_at")).distinct()


def _mails() -> Any:
    newest = SentMail.objects.order_by("-pk").values("pk")[:1]
    rows = SentMail.objects.filter(pk__gt=Subquery(newest) - MAILS).order_by()
    return _columns(rows.values(row_of=Value(1)), "mail", moment=Max("sent_at"))
