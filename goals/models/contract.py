from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models.amount import AmountField, amount_text
from goals.models.goal import GoalYear
from jobcentres.models import Area, Change


class Contract(models.Model):
    """What the minister, a region and its council (RBR) agree on for a goal year. Its steps tell its state,
    the region's `Target`s how much."""

    goal_year = models.ForeignKey(GoalYear, models.PROTECT, related_name="contracts")
    region = models.ForeignKey(
        Area, models.PROTECT, related_name="contracts", limit_choices_to={"level": "region"}
    )

    class Meta:
        ordering = ["goal_year", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal_year", "region"],
                name="contract_once",
                violation_error_message=_("The region already has a contract for this year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal_year} {self.region}"

    def get_absolute_url(self) -> str:
        return reverse("contract", args=[self.goal_year.year, self.region.code])


class ContractStep(models.Model):
    """One numbered step on a contract's way, never edited. `happened_on` is the day of the meeting or of the
    signature, not that of its entry."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        NEGOTIATED = "negotiated", _("negotiated")
        APPROVED = "approved", _("approved by RBR")
        SIGNED = "signed", _("signed")
        AMENDED = "amended", _("amended")
        CLOSED = "closed", _("contract closed")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="steps")
    change = models.ForeignKey(Change, models.PROTECT, related_name="contract_steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    agenda_item = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="contract_step_once",
                violation_error_message=_("The contract was changed in the meantime."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract} {self.number} {self.kind}"

    def canonical(self) -> dict[str, Any]:
        return {
            "contract": self.contract_id,
            "number": self.number,
            "kind": self.kind,
            "text": self.text,
            "happened_on": self.happened_on,
            "agenda_item": self.agenda_item,
        }


class RegionalGoal(models.Model):
    """A goal of the region's own in its contract, in one of its versions, never edited: the newest holds."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="own_goals")
    change = models.ForeignKey(Change, models.PROTECT, related_name="regional_goals")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    value = AmountField(null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["contract", "number", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number", "version"],
                name="regional_goal_version_once",
                violation_error_message=_("The goal was changed in the meantime."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def canonical(self) -> dict[str, Any]:
        return {
            "contract": self.contract_id,
            "number": self.number,
            "version": self.version,
            "title": self.title,
            "text": self.text,
            "value": amount_text(self.value),
            "unit": self.unit,
            "is_dropped": self.is_dropped,
        }


class ContractDocument(models.Model):
    """A signed document: its file lies outside the database, under the SHA-256 of its bytes."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="documents")
    change = models.ForeignKey(Change, models.PROTECT, related_name="contract_documents")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["contract", "pk"]

    def __str__(self) -> str:
        return self.name

    def canonical(self) -> dict[str, Any]:
        return {"contract": self.contract_id, "name": self.name, "sha256": self.sha256, "size": self.size}


class Report(models.Model):
    """The figures of a region or municipality as they were known at a moment, frozen: a contract's follow-up
    or the yearly result. `content` can be computed again from the moment; `content_hash` is its SHA-256."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", _("follow-up of the contract")
        RESULT = "result", _("yearly result")

    kind = models.CharField(max_length=10, choices=Kind)
    goal_year = models.ForeignKey(GoalYear, models.PROTECT, related_name="reports")
    area = models.ForeignKey(Area, models.PROTECT, related_name="reports")
    quarter = models.PositiveSmallIntegerField(default=4)
    number = models.PositiveSmallIntegerField(default=1)
    change = models.ForeignKey(Change, models.PROTECT, related_name="reports")
    known_on = models.DateTimeField()
    as_of = models.CharField(max_length=7)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["goal_year", "area", "kind", "quarter", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "goal_year", "area", "quarter", "number"],
                name="report_once",
                violation_error_message=_("The report was made in the meantime."),
            ),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="report_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.goal_year} {self.area} {self.quarter}/{self.number}"

    def canonical(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "goal_year": self.goal_year_id,
            "area": self.area_id,
            "quarter": self.quarter,
            "number": self.number,
            "known_on": self.known_on.astimezone(UTC).isoformat(),
            "as_of": self.as_of,
            "content_hash": self.content_hash,
        }


class ReportText(models.Model):
    """What is said about a report, about one of its goals or about the whole, never edited: of each kind and
    goal the newest holds."""

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", _("assessment")
        PROPOSAL = "proposal", _("proposed decision")
        DECISION = "decision", _("decision")
        COMMENT = "comment", _("comment of the jobcentre")
        LBR_RESPONSE = "lbr", _("hearing response of LBR")
        REGION_RESPONSE = "region", _("hearing response of the region")
        ADOPTION = "adoption", _("adoption by the municipal council")

    report = models.ForeignKey(Report, models.PROTECT, related_name="texts")
    change = models.ForeignKey(Change, models.PROTECT, related_name="report_texts")
    kind = models.CharField(max_length=12, choices=Kind)
    goal_number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    agenda_item = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return f"{self.report} {self.kind}"

    def canonical(self) -> dict[str, Any]:
        return {
            "report": self.report_id,
            "kind": self.kind,
            "goal_number": self.goal_number,
            "text": self.text,
            "happened_on": self.happened_on,
            "agenda_item": self.agenda_item,
        }
