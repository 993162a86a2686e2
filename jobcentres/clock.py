"""The one clock. A sample installation stands on its own day; every other follows real time.

`goals.months` offers the same two names to the floors above.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone

if TYPE_CHECKING:
    from jobcentres.models import Installation

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_installation: ContextVar[Installation | None] = ContextVar("installation", default=None)
_keeping: ContextVar[bool] = ContextVar("keeping", default=False)
_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def installation() -> Installation:
    """The installation's single row; read once a request, each time elsewhere."""
    known = _installation.get()
    if known is None:
        from jobcentres.models import Installation

        known = Installation.read()
        if _keeping.get():
            _installation.set(known)
    return known


def keep() -> None:
    """From here to `forget()` (one request) the installation's row is read at most once."""
    _keeping.set(True)
    _installation.set(None)


def forget() -> None:
    _keeping.set(False)
    _installation.set(None)


def refresh(known: Installation | None = None) -> None:
    """A change was recorded: what was read before no longer holds; `known` is the row as it stands now."""
    _installation.set(known if _keeping.get() else None)


def now() -> datetime:
    """The present moment, aware, in Copenhagen; on the sample's day with the real time of day."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    moment = timezone.now().astimezone(COPENHAGEN)
    sample_day = installation().sample_today
    if sample_day is None:
        return moment
    return datetime.combine(sample_day, moment.time(), COPENHAGEN)


def today() -> date:
    return now().date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware `moment`: for sample data, recorded in its own past, and for tests."""
    token = _fixed.set(moment.astimezone(COPENHAGEN))
    try:
        yield
    finally:
        _fixed.reset(token)
