"""What the jobcentre and its region say to each other about a line: explanations, messages, "settled"."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from goals.models import Figure, Indicator, MonthlyReturn, ReturnEvent
from goals.returns.lines import locked, record_event, refuse_others, refuse_unserved, written
from goals.returns.refusal import ReturnRefused
from jobcentres.changes import Recording, recording
from jobcentres.models import Area, Assignment, Change, Jobcentre, User

Kind = ReturnEvent.Kind


def explain(
    change: Recording,
    monthly_return: MonthlyReturn,
    indicator: Indicator,
    municipality: Area,
    version: int,
    text: str,
) -> None:
    """Why the figure is right though it is unusual: kept with the version it is given for, which must stand.

    Nothing if that version is explained so already. Raises `ReturnRefused`, or PermissionDenied for all but
    the jobcentre's own people.
    """
    refuse_others(change, monthly_return)
    new = _said(text, _("Write what has happened."))
    standing = _standing(monthly_return, municipality)
    figures = Figure.objects.filter(indicator=indicator, area=municipality, month=standing.month.first_day)
    if not figures.filter(version=version).exists():
        raise ReturnRefused("stale", _("The figure was changed while you were writing."))
    events = standing.events.filter(kind=Kind.EXPLANATION, indicator=indicator, municipality=municipality)
    last = events.order_by("pk").last()
    if last is not None and (last.old, last.new) == (str(version), new):
        return
    _record(change, standing, Kind.EXPLANATION, indicator, municipality, old=str(version), new=new)


def say(
    monthly_return: MonthlyReturn,
    indicator: Indicator,
    municipality: Area,
    text: str,
    *,
    by: User,
    idempotency_key: str = "",
) -> None:
    """A message about the line. Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied."""
    held = _held(by, monthly_return)
    new = _said(text, _("Write what you want to say."))
    with recording(
        by=by, kind=Change.Kind.RETURN, idempotency_key=idempotency_key, assignment=held
    ) as change:
        standing = _standing(monthly_return, municipality)
        _record(change, standing, Kind.MESSAGE, indicator, municipality, new=new)


def settle(
    monthly_return: MonthlyReturn,
    indicator: Indicator,
    municipality: Area,
    *,
    by: User,
    idempotency_key: str = "",
) -> None:
    """Nothing is left to answer, until somebody writes again. Nothing if nothing is open.

    Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied.
    """
    held = _held(by, monthly_return)
    with recording(
        by=by, kind=Change.Kind.RETURN, idempotency_key=idempotency_key, assignment=held
    ) as change:
        standing = _standing(monthly_return, municipality)
        talk = standing.events.filter(
            kind__in=(Kind.MESSAGE, Kind.SETTLED), indicator=indicator, municipality=municipality
        )
        last = talk.order_by("pk").last()
        if last is not None and last.kind == Kind.MESSAGE:
            _record(change, standing, Kind.SETTLED, indicator, municipality)


def assignment_in(by: User, jobcentre: Jobcentre) -> Assignment | None:
    """Under which `by` takes part: as one of the jobcentre's people, or as officer of its region."""
    own = by.scopes.assignment_for(jobcentre)
    if own is not None or jobcentre.region_id not in by.scopes.reviewed_region_ids:
        return own
    held = (one for one in by.scopes.assignments if one.area_id == jobcentre.region_id)
    return next((one for one in held if one.role == Assignment.Role.OFFICER), None)


def _held(by: User, monthly_return: MonthlyReturn) -> Assignment:
    held = assignment_in(by, monthly_return.jobcentre)
    if held is None:
        raise PermissionDenied
    return held


def _said(text: str, missing: str) -> str:
    new = written(text)
    if not new:
        raise ReturnRefused("text_missing", missing)
    return new


def _standing(monthly_return: MonthlyReturn, municipality: Area) -> MonthlyReturn:
    standing = locked(monthly_return)
    refuse_unserved(standing, municipality)
    return standing


def _record(
    change: Recording,
    monthly_return: MonthlyReturn,
    kind: str,
    indicator: Indicator,
    municipality: Area,
    *,
    old: str = "",
    new: str = "",
) -> None:
    record_event(
        change,
        monthly_return,
        kind,
        indicator_id=indicator.pk,
        municipality_id=municipality.pk,
        old=old,
        new=new,
    )
