"""A return that waits, as its region looks through it: each figure with what is known and was said of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms import asked, history
from goals.forms.beside import BesideMonth, months_beside, months_until
from goals.forms.fields import HiddenText
from goals.forms.month import Fault, content_hash
from goals.forms.reading import Facts, goals_around
from goals.forms.reason import ReasonForm
from goals.forms.sheet import Condition, Line
from goals.forms.talk import Remark, remarks_since
from goals.forms.words import moment_text
from goals.models import ReturnEvent, SubmittedLine
from goals.months import Month
from goals.replacements import read_replacements
from jobcentres.models import Jobcentre, ServedMunicipality, User

RELEASE, RELEASE_UNTROUBLED, SEND_BACK = "release", "release_untroubled", "send_back"


class Round(NamedTuple):
    """An earlier submission of a figure: what it said, and what the region answered."""

    text: str
    answer: str
    replies: list[Remark]


@dataclass
class Waiting:
    """A figure that waits for an answer."""

    line: Line
    sent: SubmittedLine
    is_own: bool
    """Submitted by the person who looks: somebody else must release it."""
    beside: list[BesideMonth]

    @property
    def rounds(self) -> list[Round]:
        return [self._round(sent) for sent in self.line.submitted_before if sent.outcome_change]

    def _round(self, sent: SubmittedLine) -> Round:
        change = sent.outcome_change
        moment = moment_text(change.recorded_at) if change and change.recorded_at else ""
        shown = {"moment": moment, "by": (change and change.by) or _("the region")}
        answer = (
            _("Sent back %(moment)s by %(by)s")
            if sent.outcome == SubmittedLine.Outcome.SENT_BACK
            else _("Released %(moment)s by %(by)s")
            if change and change.by
            else _("Released by itself %(moment)s")
        ) % shown
        if sent.outcome_reason:
            answer = f"{answer}: “{sent.outcome_reason}”"
        number = change.number if change and change.number else 0
        return Round(
            history.text_of_version(self.line, sent.figure_version), answer, remarks_since(self.line, number)
        )

    @property
    def questions(self) -> list[str]:
        """Why somebody should look at the figure before it is released."""
        return asked.questions(self.line)

    @property
    def is_untroubled(self) -> bool:
        return not self.questions


@dataclass
class Review:
    """A month of a jobcentre: what waits for an answer, and the rest."""

    jobcentre: Jobcentre
    month: Month
    waiting: list[Waiting]
    rest: list[Line]
    may_answer: bool
    remark: str = ""
    reopening: ReturnEvent | None = None

    @property
    def key(self) -> str:
        return f"{self.jobcentre.slug}/{self.month}"

    @property
    def locked(self) -> list[Line]:
        """What can be reopened."""
        return [line for line in self.rest if line.is_released]

    @property
    def reopened(self) -> list[Line]:
        """What was reopened, and is neither released again nor closed."""
        return [line for line in self.all if line.figure and line.figure.is_reopened]

    @property
    def all(self) -> list[Line]:
        return [*(one.line for one in self.waiting), *self.rest]

    @property
    def own(self) -> list[Waiting]:
        return [one for one in self.waiting if one.is_own]

    @property
    def untroubled(self) -> list[Waiting]:
        """What can be released without a further look."""
        return [one for one in self.waiting if one.is_untroubled and not one.is_own]

    @property
    def submitted(self) -> list[str]:
        """`Indsendt 6. juni kl. 9.12 af Mads Holm.`"""
        changes = dict.fromkeys(one.sent.submission.change for one in self.waiting)
        return [
            _("Submitted %(moment)s by %(by)s.")
            % {"moment": moment_text(change.recorded_at), "by": change.by or _("the system")}
            for change in changes
            if change.recorded_at
        ]

    @property
    def sentence(self) -> str:
        """How much waits, and how much of it needs no further look."""
        count = len(self.waiting)
        if not count:
            return _("Nothing waits to be looked through.")
        text = ngettext(
            "%(count)s number waits to be looked through.",
            "%(count)s numbers wait to be looked through.",
            count,
        ) % {"count": count}
        asked = sum(not one.is_untroubled for one in self.waiting)
        if not asked:
            none = _("None of them raises a question.") if count > 1 else _("It raises no question.")
            return f"{text} {none}"
        if count == 1:
            one = _("It raises a question.")
            return f"{text} {one}"
        question = ngettext("%(count)s raises a question.", "%(count)s raise a question.", asked)
        return f"{text} {question % {'count': asked}}"


def read_review(user: User, slug: str, month: Month) -> Review | None:
    """For the officer of the jobcentre's region, and for the ministry's officials to read; else None."""
    rows = ServedMunicipality.objects.valid_on(month.last_day).filter(jobcentre__slug=slug)
    rows = rows.select_related("jobcentre__region", "municipality")
    served = list(rows.order_by("-is_host", "municipality__sort_key"))
    around = goals_around(month, [one.municipality_id for one in served]) if served else []
    goals = [goal for goal in around if goal.goal_year.year == month.year]
    if not goals:
        return None
    jobcentre = served[0].jobcentre
    may_answer = jobcentre.region_id in user.scopes.reviewed_region_ids
    if not (may_answer or user.scopes.is_official):
        return None
    facts = Facts(user, jobcentre, [month], [one.municipality for one in served])
    lines = [
        facts.line(goal, one.municipality, month)
        for one in served
        for goal in goals
        if goal.asks_of(one.municipality_id, month)
    ]
    waiting = [line for line in lines if line.submitted and line.condition == Condition.SUBMITTED]
    rest = [line for line in lines if line.condition != Condition.SUBMITTED]
    remark, reopening = facts.returns.get(month, (None, ""))[1], facts.reopenings.get(month)
    found = list(_waiting(waiting, facts, user))
    return Review(jobcentre, month, found, rest, may_answer, remark, reopening)


def _waiting(lines: Sequence[Line], facts: Facts, user: User) -> Iterator[Waiting]:
    months = {line.indicator.pk: months_until(line.month) for line in lines}
    replaced = read_replacements(months, area_ids={line.municipality.pk for line in lines})
    for line in lines:
        if line.submitted:
            place = (line.indicator.pk, line.municipality.pk)
            beside = months_beside(
                line.indicator,
                facts.by_place[place],
                line.month,
                getattr(line.goal, "breaks_from", None),
                {month: one for (*where, month), one in replaced.items() if tuple(where) == place},
            )
            yield Waiting(line, line.submitted, line.submitted.submission.change.by_id == user.pk, beside)


@dataclass
class Answered:
    """A figure that waits, with its field."""

    waiting: Waiting
    form: ReasonForm

    @property
    def line(self) -> Line:
        return self.waiting.line


class ReviewForm(forms.Form):
    """What a press of one of the buttons says: which figures to release, or which to send back and why."""

    key = HiddenText()

    def __init__(self, review: Review, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"key": secrets.token_urlsafe(16)})
        self.sent = data
        self.review = review
        self.lines = [Answered(one, ReasonForm(one.line, data)) for one in review.waiting]
        self.released: list[Waiting] = []
        self.reasons: dict[int, str] = {}
        """By the key of the figure that is sent back."""
        self.refusal = ""

    @property
    def idempotency_key(self) -> str:
        return content_hash(f"review {self.review.key}", self.sent)

    def is_valid(self) -> bool:
        """Whether the press can be carried out; the fields say where it cannot, `refusal` if no field can."""
        if not super().is_valid() or self.sent is None:
            return False
        sound = [one.form.is_valid() for one in self.lines if one.form.is_bound]
        if RELEASE in self.sent:
            self._release(str(self.sent.get(RELEASE, "")))
        elif RELEASE_UNTROUBLED in self.sent:
            self._release_untroubled()
        else:
            self._send_back()
        for one in self.lines:
            one.form.renew()
        return all(sound) and not self.refusal and not self.faults

    def _release(self, key: str) -> None:
        chosen = next((one for one in self.lines if one.line.key == key), None)
        if chosen is None:
            self.refusal = _("The number waits no longer: somebody has answered it, or it was changed.")
        elif chosen.form.written:
            chosen.form.refuse(_("Delete the reason to release the number, or send the number back."))
        elif self._is_seen(chosen):
            self.released = [chosen.waiting]

    def _release_untroubled(self) -> None:
        """But for what has a reason in its field."""
        chosen = [
            one
            for one in self.lines
            if one.waiting in self.review.untroubled and one.form.is_bound and not one.form.written
        ]
        seen = [self._is_seen(one) for one in chosen]
        if all(seen):
            self.released = [one.waiting for one in chosen]
        if not chosen:
            self.refusal = _("No number without a question waits any longer. Look at the others one by one.")

    def _send_back(self) -> None:
        chosen = [one for one in self.lines if one.form.written]
        if not chosen:
            self.refusal = _("Write the reason beside each number that is to be sent back.")
        for one in chosen:
            if self._is_seen(one) and one.line.figure:
                self.reasons[one.line.figure.pk] = one.form.cleaned_data.get("reason", "")

    def _is_seen(self, one: Answered) -> bool:
        if one.form.is_bound and one.form.saw_what_stands:
            return True
        message = _("The number was changed after you opened the page. Look at it again.")
        if one.form.is_bound:
            one.form.refuse(message, "stale")
        else:
            self.refusal = message
        return False

    @property
    def left(self) -> bool:
        """Whether a reason stands in a field that was not sent back with it."""
        return SEND_BACK not in (self.sent or {}) and any(one.form.written for one in self.lines)

    @property
    def orphans(self) -> list[tuple[str, str]]:
        """Reasons that were written for figures that wait no longer: whose, and what."""
        sent = self.sent or QueryDict()
        fields = ((line.name, str(sent.get(f"{line.key}-reason", ""))) for line in self.review.rest)
        return [(name, text.strip()) for name, text in fields if text.strip()]

    @property
    def faults(self) -> list[Fault]:
        return [
            Fault(one.form["reason"].id_for_label, one.line.name, str(message))
            for one in self.lines
            for message in one.form.errors.get("reason", [])
        ]
