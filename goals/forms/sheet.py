"""One month of a jobcentre as those who enter it see it: blocks of lines, each with what stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.calendar import is_counted
from goals.expectation import Range
from goals.forms import history, talk, usual
from goals.forms.condition import SIGNS, TO_DO, condition_text
from goals.forms.condition import Condition as Condition
from goals.forms.history import Event
from goals.forms.words import (
    capitalised,
    figure_text,
    moment_text,
    period_text,
    result_text,
    short_day_text,
    source_text,
)
from goals.models import (
    Figure,
    FigureRevision,
    FigureState,
    Goal,
    GoalYear,
    Indicator,
    ReturnEvent,
    ReturnLine,
    SubmittedLine,
)
from goals.months import Month, now, today
from goals.years.closed import closed_notice, refusal_of_entry
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre

BETWEEN = "_"
"""Between a month and the key of its line, where lines of several months stand on one page."""


class Past(NamedTuple):
    """A figure of an earlier month, to compare with."""

    label: str
    text: str


@dataclass
class Line:
    """One indicator for one municipality in one month, with all that is known of it."""

    goal: Goal
    indicator: Indicator
    jobcentre: Jobcentre
    municipality: Area
    month: Month
    expected_on: date
    due_at: datetime
    year_due_at: datetime
    figure: Figure | None = None
    last_month: Figure | None = None
    year_before: Figure | None = None
    revisions: list[FigureRevision] = field(default_factory=list)
    submitted: SubmittedLine | None = None
    submitted_before: list[SubmittedLine] = field(default_factory=list)
    line_state: str = ReturnLine.State.OPEN.value
    comment: str = ""
    names_municipality: bool = False
    numbers: Mapping[Month, Decimal] = field(default_factory=dict)
    """The numbers of the months before that can be compared with this one."""
    events: list[ReturnEvent] = field(default_factory=list)
    """What was said about it."""
    prefix: str = ""
    """The month and `BETWEEN`, where lines of several months stand on one page."""

    @property
    def key(self) -> str:
        return f"{self.prefix}{self.municipality.code}-{self.indicator.code}"

    @property
    def save_address(self) -> str:
        return reverse("line_save", args=[self.jobcentre.slug, str(self.month)])

    @property
    def is_saved(self) -> bool:
        """Whether something stands there: a number, or the reason why there is none."""
        return self.figure is not None and self.figure.state != FigureState.NOT_REPORTED

    @property
    def is_counted(self) -> bool:
        return is_counted(self.indicator, self.month)

    @property
    def is_released(self) -> bool:
        return self.figure is not None and self.figure.is_locked

    @property
    def is_reopened(self) -> bool:
        """Released, and may be entered anew: nothing has been changed since."""
        return self.figure is not None and self.figure.is_approved and self.figure.is_reopened

    @property
    def is_withdrawal(self) -> bool:
        """What was released and reopened is withdrawn, which the region must release too."""
        return self.figure is not None and not self.is_saved and self.figure.approved_version > 0

    @property
    def is_editable(self) -> bool:
        return self.is_counted and not self.is_released and not self.is_year_closed

    @property
    def is_year_closed(self) -> bool:
        return self.goal.goal_year.state == GoalYear.State.CLOSED

    @property
    def is_not_published(self) -> bool:
        return not self.is_saved and self.line_state == ReturnLine.State.NOT_PUBLISHED

    @property
    def is_expected(self) -> bool:
        """Whether the source should have the figure by now."""
        return self.expected_on <= today()

    @property
    def is_closed(self) -> bool:
        """Whether its fields wait until somebody opens them."""
        return not self.is_saved and not self.is_expected

    @property
    def is_to_do(self) -> bool:
        return self.condition in TO_DO

    @property
    def condition(self) -> Condition:
        if self.is_released:
            return Condition.RELEASED
        if self.is_reopened:
            return Condition.REOPENED
        if self.is_saved or self.is_withdrawal:
            return self._condition_of_saved()
        if not self.is_counted:
            return Condition.NOT_COUNTED
        if self.is_year_closed:
            return Condition.YEAR_CLOSED
        if self.is_not_published:
            return Condition.NOT_PUBLISHED
        if not self.is_expected:
            return Condition.WAITING
        return Condition.DUE if now() <= self.due_at else Condition.OVERDUE

    def _condition_of_saved(self) -> Condition:
        if self._is_answered_by(SubmittedLine.Outcome.SENT_BACK):
            return Condition.SENT_BACK
        return Condition.SUBMITTED if self._is_answered_by(SubmittedLine.Outcome.WAITING) else Condition.SAVED

    def _is_answered_by(self, outcome: str) -> bool:
        """Whether the figure as it stands was submitted, and got this answer."""
        sent, figure = self.submitted, self.figure
        return bool(sent and figure and sent.outcome == outcome and sent.figure_version == figure.version)

    # In words

    @property
    def name(self) -> str:
        """`Langtidsledige, april 2014`, with the municipality where the jobcentre serves several."""
        place = f", {self.municipality.full_name}" if self.names_municipality else ""
        return f"{self.goal.short_name}{place}, {self.month.label}"

    @property
    def sign(self) -> str:
        return SIGNS[self.condition]

    @property
    def state_text(self) -> str:
        if self.condition == Condition.RELEASED and history.is_released_by_itself(self):
            return pgettext("line", "released by itself")
        return condition_text(self.condition, self.due_at)

    @property
    def period_text(self) -> str:
        return capitalised(period_text(self.indicator, self.month))

    @property
    def before(self) -> list[Past]:
        """The same month last year and last month; of a calendar year the year before."""
        if self.indicator.window == Indicator.Window.CALENDAR_YEAR:
            return [Past(str(self.month.year - 1), self._past_text(self.year_before))]
        pasts = ((self.month.year_before, self.year_before), (self.month.plus(-1), self.last_month))
        return [Past(capitalised(month.short_label), self._past_text(figure)) for month, figure in pasts]

    def _past_text(self, figure: Figure | None) -> str:
        return figure_text(self.indicator, figure, with_parts=False) if figure else _("no number")

    @property
    def figure_text(self) -> str:
        says = self.is_saved or self.is_withdrawal
        return figure_text(self.indicator, self.figure) if self.figure and says else ""

    @property
    def public_text(self) -> str:
        """What everybody reads while the number that was entered after a reopening is not released."""
        figure = self.figure
        is_changed = figure is not None and figure.is_reopened and not figure.is_approved
        return history.text_of_version(self, figure.approved_version) if figure and is_changed else ""

    @property
    def source_text(self) -> str:
        return source_text(self.figure) if self.figure else ""

    @property
    def closed_text(self) -> str:
        """Why there is no field, and what can be done."""
        if self.is_released:
            return _(
                "The number has been released and cannot be changed here. If it is wrong, ask the employment "
                "region for a correction."
            )
        if self.is_counted and self.is_year_closed:
            return refusal_of_entry(self.month.year, is_released=False)
        day = short_day_text(self.year_due_at.astimezone(COPENHAGEN).date())
        return _("Counted for the whole year. The number for %(year)s is awaited by %(day)s.") % {
            "year": self.month.year,
            "day": day,
        }

    @property
    def result_text(self) -> str:
        """The percentage that the saved parts give."""
        figure = self.figure
        if figure is None or figure.numerator is None or figure.denominator is None:
            return ""
        return result_text(self.indicator, figure.numerator, figure.denominator)

    @property
    def saved_text(self) -> str:
        return history.latest(self)

    @property
    def question(self) -> str:
        """Why the region has sent the figure back."""
        return (
            self.submitted.outcome_reason if self.submitted and self.condition == Condition.SENT_BACK else ""
        )

    @property
    def question_by(self) -> str:
        """`Sendt tilbage 2. juni kl. 10.14 af Bo Lund`"""
        change = self.submitted.outcome_change if self.submitted else None
        if change is None or change.recorded_at is None:
            return ""
        shown = {"moment": moment_text(change.recorded_at), "by": change.by or _("the region")}
        return _("Sent back %(moment)s by %(by)s") % shown

    @property
    def history(self) -> list[Event]:
        return history.events(self)

    # What is usual, and what was said

    @property
    def address(self) -> str:
        """Of the line's own page."""
        place = (self.jobcentre.slug, self.month, self.municipality.code, self.indicator.code)
        return reverse("line", args=place)

    @cached_property
    def usual(self) -> Range | None:
        return usual.range_of(self)

    @property
    def usual_text(self) -> str:
        return usual.range_text(self)

    @property
    def soft_question(self) -> str:
        """About a number that lies elsewhere than it usually does, until it is explained or released."""
        return "" if self.is_released or self.is_reopened or self.explanation else usual.question(self)

    @property
    def explanation(self) -> str:
        """Why the number is right as it stands."""
        return talk.explanation(self)

    @property
    def talk(self) -> list[talk.Remark]:
        return talk.remarks(self)

    @property
    def talk_count(self) -> int:
        return sum(bool(remark.text) for remark in self.talk)

    @property
    def talk_is_open(self) -> bool:
        """Whether somebody waits for an answer."""
        return talk.is_open(self)


@dataclass
class Block:
    """A municipality's lines; none where the jobcentre no longer serves it."""

    municipality: Area
    lines: list[Line]


@dataclass
class Sheet:
    """A month of a jobcentre."""

    jobcentre: Jobcentre
    month: Month
    blocks: list[Block]
    remark: str = ""
    return_id: int | None = None
    reopening: ReturnEvent | None = None
    years: Sequence[int] = ()

    @property
    def key(self) -> str:
        return f"{self.jobcentre.slug}/{self.month}"

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]

    @property
    def to_do(self) -> list[Line]:
        """What is due now, what was sent back first."""
        return sorted(
            (line for line in self.lines if line.is_to_do), key=lambda line: TO_DO.index(line.condition)
        )

    @property
    def closed_notice(self) -> str:
        return closed_notice((line.goal for line in self.lines), self.month.year)

    @property
    def has_open_ends(self) -> bool:
        """Whether something is due, or an unusual number is not explained."""
        return any(line.is_to_do or line.soft_question for line in self.lines)

    @property
    def is_reopened(self) -> bool:
        """Whether a released number may be entered anew, or was and is not released yet."""
        return any(line.figure and line.figure.is_reopened for line in self.lines)

    @property
    def previous(self) -> Month | None:
        return self._neighbour(self.month.plus(-1))

    @property
    def next(self) -> Month | None:
        return self._neighbour(self.month.plus(1))

    def _neighbour(self, month: Month) -> Month | None:
        return month if month.year in self.years and month < Month.of(today()) else None
