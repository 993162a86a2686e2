"""A released month opened again: its people may enter anew, and what was released stands until the new is."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Figure, MonthlyReturn, ReturnEvent
from goals.returns.lines import locked, record_event, written
from goals.returns.refusal import ReturnRefused
from goals.years.closed import closed_years
from jobcentres.changes import Recording, recording
from jobcentres.models import Assignment, Change, Jobcentre, User

Kind = ReturnEvent.Kind


def reopen(*, monthly_return: MonthlyReturn, reason: str, by: User, idempotency_key: str = "") -> None:
    """Let the jobcentre enter anew what has been released of its month.

    Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the officer of the jobcentre's
    region and the ministry's officials.
    """
    held = _held(by, monthly_return.jobcentre)
    kept = written(reason)
    if not kept:
        raise ReturnRefused("reason_missing", _("Write why the month is reopened."))
    _refuse_closed_year(monthly_return.month.year)
    with recording(
        by=by, kind=Change.Kind.RETURN, idempotency_key=idempotency_key, assignment=held
    ) as change:
        figures = _figures(monthly_return, approved_version__gt=0, is_reopened=False)
        standing = locked(monthly_return)
        if not figures:
            raise ReturnRefused("nothing_released", _("No number of the month is released and closed."))
        record_event(change, standing, Kind.REOPENED, new=kept)
        _set(change, standing, figures, Kind.REOPENED)


def close(*, monthly_return: MonthlyReturn, by: User, idempotency_key: str = "") -> None:
    """Lock again what was not changed. What was changed and released in the meantime is locked already.

    Raises as `reopen` does; `ReturnRefused` while a changed figure is not released.
    """
    held = _held(by, monthly_return.jobcentre)
    with recording(
        by=by, kind=Change.Kind.RETURN, idempotency_key=idempotency_key, assignment=held
    ) as change:
        figures = _figures(monthly_return, is_reopened=True)
        standing = locked(monthly_return)
        if not figures:
            raise ReturnRefused("nothing_reopened", _("No number of the month is reopened."))
        if changed := sum(not figure.is_approved for figure in figures):
            raise ReturnRefused("changed", changed_text(changed))
        record_event(change, standing, Kind.CLOSED)
        _set(change, standing, figures, Kind.CLOSED)


def _refuse_closed_year(year: int) -> None:
    """What is reopened is entered anew, and a closed year takes no entries."""
    if year in closed_years():
        message = _("The year %(year)s is closed. The ministry must reopen it first.")
        raise ReturnRefused("year_closed", message % {"year": year})


def changed_text(count: int) -> str:
    """`2 tal er ændret og mangler at blive frigivet.`"""
    text = ngettext(
        "%(count)s number is changed and must be released first.",
        "%(count)s numbers are changed and must be released first.",
        count,
    )
    return text % {"count": count}


def _held(by: User, jobcentre: Jobcentre) -> Assignment:
    """The officer's assignment before the official's."""
    officer, official = Assignment.Role.OFFICER, Assignment.Role.OFFICIAL
    for held in sorted(by.scopes.assignments, key=lambda one: one.role != officer):
        is_officer = held.role == officer and held.area_id == jobcentre.region_id
        if is_officer or held.role == official:
            return held
    raise PermissionDenied


def _figures(monthly_return: MonthlyReturn, **which: object) -> list[Figure]:
    """Those of the return, locked: nobody enters or releases them meanwhile. Before the return, as the writer
    of figures does."""
    month = monthly_return.month
    served = monthly_return.jobcentre.municipalities_on(month.last_day).order_by().values("pk")
    rows = Figure.objects.filter(month=month.first_day, area__in=served, **which)
    return list(rows.order_by("pk").select_for_update(no_key=True))


def _set(
    change: Recording, monthly_return: MonthlyReturn, figures: Sequence[Figure], kind: ReturnEvent.Kind
) -> None:
    """Each figure's own event names the version in which it stood."""
    for figure in figures:
        record_event(
            change,
            monthly_return,
            kind,
            indicator_id=figure.indicator_id,
            municipality_id=figure.area_id,
            old=str(figure.version),
        )
    Figure.objects.filter(pk__in=[figure.pk for figure in figures]).update(is_reopened=kind == Kind.REOPENED)
