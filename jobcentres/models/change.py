from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobcentres.models.user import Assignment, User


class Installation(models.Model):
    """The single row that tells where the chain of changes ends, and the sample's day if this is a sample.

    `verified_at` and `fault` are of the last verification of the history; no fault is the empty text.
    It is locked while a change takes its number, so that numbers and times never decrease.
    """

    last_number = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)
    last_recorded_at = models.DateTimeField(null=True)
    sample_today = models.DateField(null=True)
    verified_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(pk=1), name="installation_is_one")
        ]

    def __str__(self) -> str:
        return f"change {self.last_number}"

    @classmethod
    def read(cls) -> Installation:
        return Installation.objects.filter(pk=1).first() or Installation(pk=1)

    @classmethod
    def lock(cls) -> Installation:
        """The row, locked until the transaction ends; made if this is the first change of all."""
        found = Installation.objects.select_for_update().filter(pk=1).first()
        if found is not None:
            return found
        Installation.objects.bulk_create([Installation(pk=1)], ignore_conflicts=True)
        return Installation.objects.select_for_update().get(pk=1)

    @property
    def is_sample(self) -> bool:
        return self.sample_today is not None


class Change(models.Model):
    """One transaction that changed facts. Every revision points to its change.

    `hash` is SHA-256 over the hash before it, this row and `contents_hash`, which in turn covers
    every row the change recorded (see `jobcentres.changes`).
    """

    class Kind(models.TextChoices):
        REFERENCE = "reference", _("reference data")
        USERS = "users", _("users and assignments")
        FIGURES = "figures", _("figures entered")
        IMPORT = "import", _("figures from a file")
        OFFICIAL = "official", _("figures from the official source")
        RETURN = "return", _("monthly return")
        TARGETS = "targets", _("targets")
        CONTRACT = "contract", _("contract")
        REPORT = "report", _("report")
        MEETING = "meeting", _("meeting of a council")
        CORRECTION = "correction", _("correction")
        SAMPLE = "sample", _("sample data")

    number = models.PositiveBigIntegerField(unique=True, null=True)
    recorded_at = models.DateTimeField(null=True, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="changes")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=2000, blank=True)
    idempotency_key = models.CharField(max_length=64, blank=True)
    contents_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="change_key_once_per_user",
                violation_error_message=_("This has already been recorded."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class RecordEdit(models.Model):
    """One edited field of reference data, a user or an assignment: old and new text."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="edits")
    record = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    field = models.CharField(max_length=60)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["record", "record_key"], name="record_edit_by_record")]

    def __str__(self) -> str:
        return f"{self.record} {self.record_key} {self.field}"

    def canonical(self) -> dict[str, str]:
        return {
            "record": self.record,
            "record_key": self.record_key,
            "field": self.field,
            "old": self.old,
            "new": self.new,
        }
