"""A region's contract as the old reports told it: how far each target is, what was agreed, and its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from goals.contracts import Agreement
from goals.forms.contract_words import (
    amendment_name,
    amount_text,
    own_goal_text,
    promised_text,
)
from goals.forms.report_words import summary_of
from goals.models import Goal, Indicator, RegionalGoal, TargetVersion
from goals.numbers import HIDDEN, format_change, format_change_percent
from goals.progress import Progress
from jobcentres.models import Change
from reporting import wording
from reporting.origin_address import Addresses
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.wording import StatusWords


@dataclass(frozen=True, slots=True)
class ContractRow:
    """How far a target is; a draft is shown beside the figure and never judged by it."""

    number: int
    name: str
    latest: str
    period: str
    target: str
    status: StatusWords
    gap: str = wording.NONE
    verdict: str = ""
    gap_pct: str = wording.NONE
    path: str = wording.NONE
    is_draft: bool = False
    origin: str = ""
    """Where the latest figure comes from."""


@dataclass(frozen=True, slots=True)
class AgreedTarget:
    number: int
    name: str
    value: str
    baseline: str
    implied: str
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreedGoal:
    """A goal of the region's own. `dropped` tells since when it is none any more."""

    number: int
    title: str
    text: str
    value: str
    earlier: tuple[str, ...]
    dropped: str


def status_rows(book: Book, agreement: Agreement) -> list[ContractRow]:
    return [_row(book, agreement, goal) for goal in book.goals]


def _row(book: Book, agreement: Agreement, goal: Goal) -> ContractRow:
    draft = draft_of(agreement, goal)
    return _judged(book, agreement, goal) if draft is None else _drafted(book, agreement, goal, draft)


def _judged(book: Book, agreement: Agreement, goal: Goal) -> ContractRow:
    progress = book.progress(agreement.region, goal)
    return ContractRow(
        number=goal.number,
        name=goal.short_name,
        latest=wording.latest(progress),
        period=wording.latest_period(progress),
        target=wording.target(progress),
        gap=_gap(progress),
        verdict=_verdict(progress),
        gap_pct=_gap_pct(progress),
        path=wording.path(progress),
        status=status_of(book, agreement.region, goal),
        origin=Addresses(book.choice).of(goal, agreement.region, progress.latest_month),
    )


def _drafted(book: Book, agreement: Agreement, goal: Goal, draft: TargetVersion) -> ContractRow:
    progress = book.progress(agreement.region, goal)
    return ContractRow(
        number=goal.number,
        name=goal.short_name,
        latest=wording.latest(progress),
        period=wording.latest_period(progress),
        target=promised_text(goal.indicator, draft.value),
        status=StatusWords(wording.NONE, _("draft, not judged"), "no_target"),
        is_draft=True,
        origin=Addresses(book.choice).of(goal, agreement.region, progress.latest_month),
    )


def draft_of(agreement: Agreement, goal: Goal) -> TargetVersion | None:
    """The newest version of a target that does not bind yet."""
    newest = agreement.targets.get(goal.indicator_id, [])[-1:]
    return newest[0] if newest and not newest[0].is_binding else None


def _gap(progress: Progress) -> str:
    if "gap" in progress.hidden:
        return HIDDEN
    return wording.NONE if progress.gap is None else wording.difference(progress.measure, progress.gap)


def _verdict(progress: Progress) -> str:
    if not progress.gap:
        return ""
    is_better = progress.measure.worse_by(progress.gap, Decimal()) < 0
    return _("better") if is_better else _("worse")


def _gap_pct(progress: Progress) -> str:
    """Of the target, as the heading says."""
    if "gap_pct" in progress.hidden:
        return HIDDEN
    return wording.NONE if progress.gap_pct is None else format_change(progress.gap_pct, 1)


def conclusion(book: Book, agreement: Agreement) -> str:
    """`To af de tre mål, der kan vurderes, er på sporet. Langtidsledige er bagud.`; nothing of a draft."""
    if not agreement.is_signed:
        return ""
    return summary_of(
        (goal.short_name, book.progress(agreement.region, goal).status)
        for goal in book.goals
        if draft_of(agreement, goal) is None
    )


def notes(book: Book, agreement: Agreement) -> list[str]:
    """What a reader of the old reports must know of a figure that is counted from January."""
    found = []
    for goal in book.goals:
        progress = book.progress(agreement.region, goal)
        month, latest, gap = progress.latest_month, progress.latest, progress.gap
        if progress.measure.window != Indicator.Window.YEAR_TO_DATE or draft_of(agreement, goal):
            continue
        if month is None or month.is_december or month.year != progress.year or gap is None or not latest:
            continue
        found.append(
            _(
                "Minister's goal %(number)s is counted from January: the target is for the whole year, the "
                "figure for %(count)s of 12 months. Gap in per cent of the latest status (the older way of "
                "counting): %(percent)s"
            )
            % {
                "number": goal.number,
                "count": month.number,
                "percent": format_change_percent(100 * gap / latest),
            }
        )
    return found


def agreed_targets(book: Book, agreement: Agreement) -> list[AgreedTarget]:
    return [
        _agreed(goal, agreement, versions)
        for goal in book.goals
        if (versions := agreement.in_force(agreement.targets.get(goal.indicator_id, [])))
    ]


def _agreed(goal: Goal, agreement: Agreement, versions: Sequence[TargetVersion]) -> AgreedTarget:
    newest, indicator = versions[-1], goal.indicator
    return AgreedTarget(
        number=goal.number,
        name=goal.short_name,
        value=promised_text(indicator, newest.value),
        baseline=_baseline(indicator, newest),
        implied=_implied(newest),
        earlier=tuple(
            f"{_until(agreement, after.change)}: {promised_text(indicator, one.value)}"
            for one, after in _changes(versions)
        ),
    )


def _changes(versions: Sequence[TargetVersion]) -> list[tuple[TargetVersion, TargetVersion]]:
    """Versions with another value than the one after them, with that one."""
    return [(one, after) for one, after in pairwise(versions) if one.value != after.value]


def _until(agreement: Agreement, change: Change) -> str:
    """`før tillæg nr. 1`, `udkast før 3. februar`"""
    number = agreement.amendment_of(change)
    if number:
        return _("before %(amendment)s") % {"amendment": wording.uncapitalised(amendment_name(number))}
    return _("earlier draft")


def _baseline(indicator: Indicator, version: TargetVersion) -> str:
    if version.baseline_month is None:
        return wording.NONE
    month = version.baseline_month.short_label
    if version.baseline_value is None:
        return month
    return f"{amount_text(indicator, version.baseline_value)} ({month})"


def _implied(version: TargetVersion) -> str:
    if not version.baseline_value:
        return wording.NONE
    return format_change_percent(100 * (version.value - version.baseline_value) / version.baseline_value)


def agreed_goals(agreement: Agreement) -> list[AgreedGoal]:
    """The region's own goals that hold, and those that held and were dropped by an amendment."""
    found = (agreement.in_force(versions) for versions in agreement.own_goals.values())
    return [
        _agreed_goal(agreement, versions)
        for versions in found
        if not versions[-1].is_dropped or agreement.amendment_of(versions[-1].change)
    ]


def _agreed_goal(agreement: Agreement, versions: Sequence[RegionalGoal]) -> AgreedGoal:
    newest = versions[-1]
    number = agreement.amendment_of(newest.change) if newest.is_dropped else 0
    return AgreedGoal(
        number=newest.number,
        title=newest.title,
        text=newest.text,
        value=own_goal_text(newest),
        earlier=tuple(
            f"{_until(agreement, after.change)}: {_own_before(one)}"
            for one, after in pairwise(versions)
            if _own_before(one) != _own_before(after) and not after.is_dropped
        ),
        dropped=_("Dropped by %(amendment)s") % {"amendment": wording.uncapitalised(amendment_name(number))}
        if number
        else "",
    )


def _own_before(goal: RegionalGoal) -> str:
    return ", ".join(filter(None, (goal.title, own_goal_text(goal), goal.text)))
