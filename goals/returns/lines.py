"""What a jobcentre says about its month beside the figures: remark, comments, "not published yet"."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from goals.free_text import TextRefused, free_text
from goals.models import Indicator, MonthlyReturn, ReturnEvent, ReturnLine
from goals.months import Month
from goals.returns.refusal import ReturnRefused
from jobcentres.changes import Recording
from jobcentres.models import Area, Jobcentre, ServedMunicipality


def return_for(jobcentre: Jobcentre, month: Month) -> MonthlyReturn:
    """The jobcentre's return for `month`, made if there is none yet. It is no fact by itself."""
    found, _made = MonthlyReturn.objects.get_or_create(jobcentre=jobcentre, month=month.first_day)
    found.month = month
    return found


def write_remark(change: Recording, monthly_return: MonthlyReturn, text: str) -> None:
    """Nothing if it already stands there. Raises `ReturnRefused`, or PermissionDenied."""
    refuse_others(change, monthly_return)
    new, standing = written(text), locked(monthly_return)
    if new == standing.remark:
        return
    record_event(change, standing, ReturnEvent.Kind.REMARK, old=standing.remark, new=new)
    standing.remark = monthly_return.remark = new
    standing.save(update_fields=["remark"])


def comment_line(
    change: Recording, monthly_return: MonthlyReturn, indicator: Indicator, municipality: Area, text: str
) -> None:
    """Nothing if it already stands there. Raises `ReturnRefused`, or PermissionDenied."""
    line = _line(change, monthly_return, indicator, municipality)
    new = written(text)
    if new == line.comment:
        return
    _record_line_event(change, line, ReturnEvent.Kind.COMMENT, old=line.comment, new=new)
    line.comment = new
    line.save()


def choose_line_state(
    change: Recording,
    monthly_return: MonthlyReturn,
    indicator: Indicator,
    municipality: Area,
    state: str,
) -> None:
    """Nothing if it already stands there. Raises PermissionDenied."""
    line = _line(change, monthly_return, indicator, municipality)
    new = ReturnLine.State(state)
    if new == line.state:
        return
    _record_line_event(change, line, ReturnEvent.Kind.LINE_STATE, old=line.state, new=new)
    line.state = new
    line.save()


def written(text: str) -> str:
    """The text as it is kept. Raises `ReturnRefused`."""
    try:
        return free_text(text)
    except TextRefused as refusal:
        raise ReturnRefused(refusal.code, refusal.message) from refusal


def locked(monthly_return: MonthlyReturn) -> MonthlyReturn:
    """The return as it stands; others who write about it wait for this change."""
    standing = MonthlyReturn.objects.select_for_update(of=("self",)).select_related("jobcentre")
    return standing.get(pk=monthly_return.pk)


def record_event(
    change: Recording,
    monthly_return: MonthlyReturn,
    kind: str,
    *,
    indicator_id: int | None = None,
    municipality_id: int | None = None,
    old: str = "",
    new: str = "",
) -> None:
    event = ReturnEvent.objects.create(
        monthly_return=monthly_return,
        change=change.row,
        kind=kind,
        indicator_id=indicator_id,
        municipality_id=municipality_id,
        old=old,
        new=new,
    )
    change.include(ReturnEvent._meta.label, event.canonical())


def _record_line_event(change: Recording, line: ReturnLine, kind: str, *, old: str, new: str) -> None:
    record_event(
        change,
        line.monthly_return,
        kind,
        indicator_id=line.indicator_id,
        municipality_id=line.municipality_id,
        old=old,
        new=new,
    )


def _line(
    change: Recording, monthly_return: MonthlyReturn, indicator: Indicator, municipality: Area
) -> ReturnLine:
    """The line as it stands, or a new one, not yet stored."""
    refuse_others(change, monthly_return)
    standing = locked(monthly_return)
    line = standing.lines.filter(indicator=indicator, municipality=municipality).first()
    if line is not None:
        line.monthly_return = standing
        return line
    refuse_unserved(standing, municipality)
    return ReturnLine(monthly_return=standing, indicator=indicator, municipality=municipality)


def refuse_unserved(monthly_return: MonthlyReturn, municipality: Area) -> None:
    """A municipality belongs to the return of who serves it on the month's last day."""
    served = ServedMunicipality.objects.valid_on(monthly_return.month.last_day)
    if not served.filter(jobcentre=monthly_return.jobcentre_id, municipality=municipality).exists():
        message = _("%(jobcentre)s does not serve %(area)s.")
        shown = {"jobcentre": monthly_return.jobcentre.name, "area": municipality.full_name}
        raise ReturnRefused("not_served", message % shown)


def refuse_others(change: Recording, monthly_return: MonthlyReturn) -> None:
    """The jobcentre's own people write about its month; nobody's change is the system's."""
    by = change.row.by
    if by is not None and monthly_return.jobcentre_id not in by.scopes.jobcentre_ids:
        raise PermissionDenied
