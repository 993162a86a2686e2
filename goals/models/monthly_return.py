from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goals.models.figure import Figure
from goals.models.goal import Indicator
from goals.months import MonthField
from jobcentres.models import Area, Change, Jobcentre

if TYPE_CHECKING:
    from jobcentres.models import User


class Deadline(models.Model):
    """When an indicator's figure for a month is expected from its source, and by when it must be reported."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="deadlines")
    month = MonthField()
    expected_on = models.DateField()
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["month", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "month"],
                name="deadline_once_per_month",
                violation_error_message=_("The indicator already has a deadline for this month."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.month}: {self.due_at}"


class MonthlyReturnQuerySet(models.QuerySet["MonthlyReturn"]):
    def visible_to(self, user: User) -> MonthlyReturnQuerySet:
        return self.filter(jobcentre__in=Jobcentre.objects.visible_to(user))

    def editable_by(self, user: User) -> MonthlyReturnQuerySet:
        return self.filter(jobcentre__in=user.scopes.jobcentre_ids)

    def reviewable_by(self, user: User) -> MonthlyReturnQuerySet:
        """Returns that `user` follows up as officer of the jobcentre's region."""
        return self.filter(jobcentre__region__in=user.scopes.reviewed_region_ids)


class MonthlyReturn(models.Model):
    """One jobcentre's return for one figure month. Its state is derived from its lines and submissions."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("return", "draft")
        SUBMITTED = "submitted", _("submitted")
        SENT_BACK = "sent_back", _("sent back")
        APPROVED = "approved", _("released")

    jobcentre = models.ForeignKey(Jobcentre, models.PROTECT, related_name="returns")
    month = MonthField()
    remark = models.TextField(blank=True)

    objects = MonthlyReturnQuerySet.as_manager()

    class Meta:
        ordering = ["month", "jobcentre"]
        constraints = [
            models.UniqueConstraint(
                fields=["jobcentre", "month"],
                name="return_once_per_month",
                violation_error_message=_("The jobcentre already has a return for this month."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.jobcentre} {self.month}"

    def get_absolute_url(self) -> str:
        return reverse("month_entry", args=[self.jobcentre.slug, str(self.month)])


class ReviewRule(models.Model):
    """How a region follows up its returns. None for a region: nothing is released by itself."""

    region = models.OneToOneField(Area, models.CASCADE, related_name="review_rule")
    releases_untroubled = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.region}: {self.releases_untroubled}"


class ReturnLine(models.Model):
    """One indicator for one municipality within a return: what is due.

    A row is kept only once the line has something to say that its figure does not: that the source
    has not published the figure yet, a comment, or that it was sent back.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        NOT_PUBLISHED = "not_published", _("not published yet")

    monthly_return = models.ForeignKey(MonthlyReturn, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="return_lines")
    municipality = models.ForeignKey(Area, models.PROTECT, related_name="return_lines")
    state = models.CharField(max_length=15, choices=State, default=State.OPEN)
    comment = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["monthly_return", "municipality", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["monthly_return", "indicator", "municipality"],
                name="return_line_once",
                violation_error_message=_("The return already has this line."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.monthly_return} {self.indicator} {self.municipality}"


class Submission(models.Model):
    """One numbered submission of a return, certified by the person behind its change."""

    monthly_return = models.ForeignKey(MonthlyReturn, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    change = models.ForeignKey(Change, models.PROTECT, related_name="submissions")

    class Meta:
        ordering = ["monthly_return", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["monthly_return", "number"],
                name="submission_number_once",
                violation_error_message=_("The return was submitted in the meantime."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.monthly_return} ({self.number})"

    def canonical(self) -> dict[str, Any]:
        return {"monthly_return": self.monthly_return_id, "number": self.number}


class SubmittedLine(models.Model):
    """A figure as it was submitted, and what the region answered."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("released")
        SENT_BACK = "sent_back", _("sent back")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="lines")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="submitted_lines")
    figure_version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    outcome_reason = models.CharField(max_length=2000, blank=True)
    outcome_change = models.ForeignKey(Change, models.PROTECT, null=True, related_name="decided_lines")

    class Meta:
        ordering = ["submission", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "figure"],
                name="submitted_line_once",
                violation_error_message=_("The figure already belongs to this submission."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="sent_back") | ~Q(outcome_reason=""),
                name="sent_back_has_reason",
                violation_error_message=_("Write why the figure is sent back."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", outcome_change__isnull=True)
                | ~Q(outcome="waiting") & Q(outcome_change__isnull=False),
                name="submitted_line_outcome_has_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.figure_id}"

    def canonical(self) -> dict[str, Any]:
        return {
            "submission": self.submission_id,
            "figure": self.figure_id,
            "figure_version": self.figure_version,
        }


class ReturnEvent(models.Model):
    """What happened to a return or to one of its lines, never edited.

    `old` and `new` are texts before and after; of a submitted line's answer, of an explanation and of what is
    reopened `old` is the version of the figure that it is about.
    """

    class Kind(models.TextChoices):
        REMARK = "remark", _("remark written")
        COMMENT = "comment", _("comment written")
        LINE_STATE = "line_state", _("state of a line chosen")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("released")
        SENT_BACK = "sent_back", _("sent back")
        EXPLANATION = "explanation", _("figure explained")
        MESSAGE = "message", _("message written")
        SETTLED = "settled", _("conversation settled")
        REOPENED = "reopened", _("reopened")
        CLOSED = "closed", _("closed again")

    monthly_return = models.ForeignKey(MonthlyReturn, models.PROTECT, related_name="events")
    change = models.ForeignKey(Change, models.PROTECT, related_name="return_events")
    kind = models.CharField(max_length=12, choices=Kind)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="return_events")
    municipality = models.ForeignKey(Area, models.PROTECT, null=True, related_name="return_events")
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.monthly_return} {self.kind}"

    def canonical(self) -> dict[str, Any]:
        return {
            "monthly_return": self.monthly_return_id,
            "kind": self.kind,
            "indicator": self.indicator_id,
            "municipality": self.municipality_id,
            "old": self.old,
            "new": self.new,
        }
