"""What the matrix shows beside status and figure: the distance, the change in a year, or the outlook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.outlook import NoOutlook, Outlook
from goals.progress import Progress
from reporting.matrix_order import View
from reporting.matrix_outlook import band_text, outlook_text
from reporting.wording.cells import bare_change, bare_change_percent, bare_gap

_FIELDS = {View.GAP: "path_gap", View.CHANGE: "change"}


class Beside(NamedTuple):
    """One cell with its note, and another one; None where there is no such column."""

    more: str | None = None
    note: str = ""
    last: str | None = None


def columns_beside(view: View, goal: Goal, found: Iterable[tuple[Progress, Outlook | None]]) -> int:
    """How many columns the view adds for the goal; none if no area has anything to show in them."""
    columns = len(view.beside(goal))
    return columns if any(_has_more(view, *one) for one in found) else 0


def beside(view: View, result: Progress, outlook: Outlook | None, usual: NoOutlook | None) -> Beside:
    """`usual`: why most areas have no outlook, which is told below the table."""
    match view:
        case View.GAP:
            return Beside(bare_gap(result))
        case View.CHANGE:
            percent = None if result.measure.is_ratio else bare_change_percent(result)
            is_broken = result.crosses_break and result.change is not None
            return Beside(bare_change(result), _("series break") if is_broken else "", percent)
        case View.OUTLOOK if outlook:
            return Beside(outlook_text(outlook), band_text(outlook, usual))
    return Beside()


def _has_more(view: View, result: Progress, outlook: Outlook | None) -> bool:
    if view is View.OUTLOOK:
        return outlook is not None and (outlook.value is not None or outlook.reason is NoOutlook.HIDDEN)
    name = _FIELDS.get(view)
    return name is not None and (getattr(result, name) is not None or name in result.hidden)
