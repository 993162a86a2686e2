"""The months of a year as their jobcentre's people see them: how many lines stand where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms.due import Due
from goals.forms.words import capitalised, day_text
from goals.months import Month, now, today
from goals.returns import DueLine, LineState
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Jobcentre, User


class Tally(NamedTuple):
    """`! 2 mangler`"""

    sign: str
    text: str
    is_to_do: bool


class MonthCard(NamedTuple):
    """A month with what is said about its lines; no address while it is not over."""

    name: str
    address: str
    tallies: list[Tally]


class ToDo(NamedTuple):
    """A line that somebody must do something about, and where."""

    name: str
    address: str
    reason: str
    deadline: str
    is_late: bool


def cards(lines: Iterable[DueLine], jobcentre: Jobcentre, year: int, *, may_submit: bool) -> list[MonthCard]:
    """Twelve of them; what is saved and not submitted is to do for who may submit."""
    by_month: dict[Month, list[DueLine]] = {Month(year, number): [] for number in range(1, 13)}
    for line in lines:
        if line.jobcentre.pk == jobcentre.pk and line.month in by_month:
            by_month[line.month].append(line)
    return [
        MonthCard(
            name=capitalised(month.name),
            address=_address(jobcentre, month) if month < Month.of(today()) else "",
            tallies=list(_tallies(of_month, may_submit)),
        )
        for month, of_month in by_month.items()
    ]


def to_do(lines: Iterable[DueLine], *, names_municipality: bool) -> list[ToDo]:
    """What was sent back first, then by deadline."""
    found = sorted(
        (line for line in lines if line.is_to_do), key=lambda line: line.state != LineState.SENT_BACK
    )
    return [_to_do(line, names_municipality) for line in found]


def due_of(lines: Iterable[DueLine]) -> list[Due]:
    return [Due(line.state == LineState.SENT_BACK, line.due_at) for line in lines if line.is_to_do]


class ToSubmit(NamedTuple):
    """How many figures wait to be submitted, and the first month that has one."""

    text: str
    month: str
    address: str


def to_submit(lines: Iterable[DueLine], user: User) -> ToSubmit | None:
    """What is saved and not submitted in the person's jobcentres, and whose turn it is."""
    saved = [line for line in lines if line.state == LineState.REPORTED]
    own = [line for line in saved if line.jobcentre.pk in user.scopes.submitting_jobcentre_ids]
    kept = [line for line in own if user.pk in line.kept_from]
    waiting = [line for line in own if line not in kept]
    if waiting:
        text = waits_for_you(len(waiting))
    elif kept:
        text = ngettext(
            "%(count)s number is saved. You have entered it yourself, so somebody else must submit it.",
            "%(count)s numbers are saved. You have entered them yourself, so somebody else must submit them.",
            len(kept),
        )
    else:
        text = waits_for_manager(len(saved))
    found = waiting or kept or saved
    if not found:
        return None
    first = min(found, key=lambda line: line.month)
    return ToSubmit(text % {"count": len(found)}, first.month.label, _address(first.jobcentre, first.month))


def waits_for_you(count: int) -> str:
    text = ngettext(
        "%(count)s number is saved and waits for you to approve and submit it.",
        "%(count)s numbers are saved and wait for you to approve and submit them.",
        count,
    )
    return text % {"count": count}


def waits_for_manager(count: int) -> str:
    text = ngettext(
        "%(count)s number is saved and waits for your manager to approve and submit it.",
        "%(count)s numbers are saved and wait for your manager to approve and submit them.",
        count,
    )
    return text % {"count": count}


def waits_to_be_submitted(count: int) -> str:
    """By whom is not known: with four eyes it depends on who has entered each."""
    text = ngettext(
        "%(count)s number is saved and must still be approved and submitted.",
        "%(count)s numbers are saved and must still be approved and submitted.",
        count,
    )
    return text % {"count": count}


def next_awaited(lines: Sequence[DueLine]) -> DueLine | None:
    """What comes next from its source, of those that are not due yet."""
    return next((line for line in lines if line.state == LineState.AWAITED), None)


def name_of(line: DueLine, *, names_municipality: bool) -> str:
    place = f", {line.municipality.full_name}" if names_municipality else ""
    return f"{line.indicator.name}{place}, {line.month.label}"


def deadline_text(moment: datetime) -> str:
    return day_text(moment.astimezone(COPENHAGEN).date())


def _to_do(line: DueLine, names_municipality: bool) -> ToDo:
    return ToDo(
        name=name_of(line, names_municipality=names_municipality),
        address=f"{_address(line.jobcentre, line.month)}#{line.municipality.code}-{line.indicator.code}",
        reason=line.reason,
        deadline=deadline_text(line.due_at),
        is_late=line.is_late(now()),
    )


def _address(jobcentre: Jobcentre, month: Month) -> str:
    return reverse("month_entry", args=[jobcentre.slug, str(month)])


def _tallies(lines: list[DueLine], may_submit: bool) -> Iterator[Tally]:
    by_name: dict[str, list[DueLine]] = defaultdict(list)
    for line in lines:
        by_name[_tally_name(line)].append(line)
    for name, sign, is_to_do in _ORDER:
        found = by_name[name]
        if found:
            is_own = is_to_do or (may_submit and name == "reported")
            yield Tally(sign, _tally_text(name) % {"count": len(found)} + _until(name, found), is_own)


def _tally_name(line: DueLine) -> str:
    if line.is_late(now()):
        return "late"
    return "reopened" if line.is_reopened else str(line.state)


def _until(name: str, lines: list[DueLine]) -> str:
    """The next deadline of what is still to come."""
    if name not in {"missing", "awaited"}:
        return ""
    return _(", deadline %(day)s") % {"day": deadline_text(min(line.due_at for line in lines))}


_ORDER = (
    ("sent_back", "!", True),
    ("late", "!", True),
    ("missing", "→", True),
    ("reported", "✓", False),
    ("waiting", "✓", False),
    ("released", "✓", False),
    ("reopened", "✓", False),
    ("not_published", "…", False),
    ("awaited", "…", False),
)


def _tally_text(name: str) -> str:
    return {
        "sent_back": _("%(count)s sent back"),
        "late": _("%(count)s missing"),
        "missing": _("%(count)s due now"),
        "reported": _("%(count)s saved, not submitted"),
        "waiting": _("%(count)s submitted"),
        "released": _("%(count)s released"),
        "reopened": _("%(count)s released, reopened"),
        "not_published": _("%(count)s not published yet"),
        "awaited": _("%(count)s awaited"),
    }[name]
