"""What the pages say of a bundle, in strings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.numbers import format_number
from jobcentres.clock import COPENHAGEN
from reporting import wording
from reporting.bundles.making import file_name
from reporting.bundles.models import KEPT, PaperBundle, State

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """`says` is the state in a sentence, `more` what follows from it; `pk` is the bundle's number."""

    pk: int
    area: str
    month: str
    """Area and month as the form says them."""
    address: str
    title: str
    short: str
    known: str
    asked: str
    state: State
    says: str
    more: str
    done: int
    total: int
    name: str
    size: str
    digest: str

    @property
    def is_under_way(self) -> bool:
        return self.state in {State.WAITING, State.RUNNING}

    @property
    def is_ready(self) -> bool:
        return self.state is State.READY

    @property
    def is_lost(self) -> bool:
        """It can only be made anew."""
        return self.state in {State.FAILED, State.LOST, State.GONE}


def told(bundle: PaperBundle, moment: datetime) -> Told:
    state = bundle.state(moment)
    title = _("Reports of %(area)s, data up to and including %(month)s")
    return Told(
        pk=bundle.pk,
        area=bundle.area.code,
        month=str(bundle.as_of),
        address=bundle.get_absolute_url(),
        title=title % {"area": wording.uncapitalised(bundle.area.full_name), "month": bundle.as_of.label},
        short=f"{bundle.area.full_name}, {bundle.as_of.label}",
        known=wording.full_moment(bundle.known_on.astimezone(COPENHAGEN)),
        asked=wording.full_moment(bundle.asked_at.astimezone(COPENHAGEN)),
        state=state,
        says=_says(bundle, state),
        more=_more(bundle, state, moment),
        done=bundle.done,
        total=bundle.total,
        name=file_name(bundle.choice, bundle.area),
        size=_("%(size)s MB") % {"size": format_number(Decimal(bundle.size) / MEGABYTE, 1)},
        digest=bundle.digest,
    )


def _says(bundle: PaperBundle, state: State) -> str:
    counted = {"done": bundle.done, "total": bundle.total}
    match state:
        case State.WAITING:
            return _("The making begins in a moment.")
        case State.RUNNING if not bundle.total:
            return _("The figures are being read.")
        case State.RUNNING:
            return _("%(done)s of %(total)s reports are done.") % counted
        case State.READY if bundle.done < bundle.total:
            return (
                _("%(done)s of %(total)s reports are done. The file names those that could not be made.")
                % counted
            )
        case State.READY:
            return _("All %(total)s reports are done.") % counted
        case State.FAILED:
            return _("The reports could not be made.")
        case State.LOST:
            last = (bundle.seen_at or bundle.asked_at).astimezone(COPENHAGEN)
            return _("The making has stopped: the last sign of it came %(time)s.") % {
                "time": wording.clock_time(last)
            }
        case State.GONE:
            return _("The file has been deleted.")


def _more(bundle: PaperBundle, state: State, moment: datetime) -> str:
    if state in {State.FAILED, State.LOST}:
        return _("Nothing is damaged. Have the reports made once more; if it goes wrong again, tell support.")
    if state is State.GONE:
        return _("A file is kept for a day. Have the reports made once more.")
    if state is State.READY:
        until = wording.full_moment((bundle.asked_at + KEPT).astimezone(COPENHAGEN))
        return _("The file is kept until %(moment)s.") % {"moment": until}
    return _left(bundle, moment)


def _left(bundle: PaperBundle, moment: datetime) -> str:
    """About how long it still takes, by the pace so far."""
    if not bundle.done or bundle.began_at is None:
        return ""
    taken = (moment - bundle.began_at).total_seconds()
    seconds = max(1, round(taken / bundle.done * (bundle.total - bundle.done)))
    return ngettext("About %(seconds)s second left.", "About %(seconds)s seconds left.", seconds) % {
        "seconds": seconds
    }
