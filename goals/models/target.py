from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.amount import AmountField, amount_text
from goals.models.goal import GoalYear, Indicator
from goals.months import MonthField, today
from jobcentres.models import Area, Change
from jobcentres.models.validity import valid_on

if TYPE_CHECKING:
    from jobcentres.models import User


class TargetQuerySet(models.QuerySet["Target"]):
    def editable_by(self, user: User) -> TargetQuerySet:
        """Local targets of municipalities whose jobcentre of today `user` manages; all for the ministry."""
        scopes = user.scopes
        if scopes.is_official:
            return self
        serving = valid_on(today(), "area__served__")
        return self.filter(serving, area__served__jobcentre__in=scopes.certifying_jobcentre_ids).distinct()


class Target(models.Model):
    """What a municipality or region promises for an indicator of a goal year; its versions say how much."""

    goal_year = models.ForeignKey(GoalYear, models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="targets",
        limit_choices_to={"level__in": ["municipality", "region"]},
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["goal_year", "area", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal_year", "indicator", "area"],
                name="target_once",
                violation_error_message=_("The area already has a target for this indicator and year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal_year} {self.indicator} {self.area}"


class TargetVersion(models.Model):
    """One numbered step of a target, never edited. Only the newest binding version gives a status."""

    class Kind(models.TextChoices):
        DRAFT = "draft", _("draft")
        RECOMMENDED = "recommended", _("recommended by the region")
        ADOPTED = "adopted", _("adopted")
        CONTRACT = "contract", _("contract")
        AMENDMENT = "amendment", _("amendment")

    BINDING = (Kind.ADOPTED, Kind.CONTRACT, Kind.AMENDMENT)

    target = models.ForeignKey(Target, models.PROTECT, related_name="versions")
    change = models.ForeignKey(Change, models.PROTECT, related_name="target_versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    value = AmountField()
    baseline_month = MonthField(null=True, blank=True)
    baseline_value = AmountField(null=True, blank=True)
    adopted_percent = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True)
    note = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["target", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "number"],
                name="target_version_once",
                violation_error_message=_("The target was changed in the meantime."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="target_not_negative",
                violation_error_message=_("A target cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=True) | Q(baseline_month__isnull=False),
                name="baseline_value_has_month",
                violation_error_message=_("Write the month of the baseline."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} v{self.number}"

    @property
    def is_binding(self) -> bool:
        return self.kind in self.BINDING

    def canonical(self) -> dict[str, Any]:
        return {
            "target": self.target_id,
            "number": self.number,
            "kind": self.kind,
            "value": amount_text(self.value),
            "baseline_month": str(self.baseline_month) if self.baseline_month else None,
            "baseline_value": amount_text(self.baseline_value),
            "adopted_percent": amount_text(self.adopted_percent),
            "decided_on": self.decided_on,
            "link": self.link,
            "note": self.note,
        }


class TargetStep(models.Model):
    """One numbered step of the dialogue about a municipality's target, never edited. Who took it, in which
    role and when stands in its change; `met_on` is the day of the meeting it tells of."""

    class Kind(models.TextChoices):
        DRAFT = "draft", _("draft")
        HEARING = "hearing", _("sent to hearing")
        LBR_RESPONSE = "lbr", _("hearing response of LBR")
        REGION_RESPONSE = "region", _("hearing response of the region")
        ADOPTED = "adopted", _("adopted")
        REOPENED = "reopened", _("target reopened")

    target = models.ForeignKey(Target, models.PROTECT, related_name="steps")
    change = models.ForeignKey(Change, models.PROTECT, related_name="target_steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.ForeignKey(TargetVersion, models.PROTECT, null=True, related_name="steps")
    text = models.TextField(blank=True)
    met_on = models.DateField(null=True, blank=True)
    agenda_item = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["target", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "number"],
                name="target_step_once",
                violation_error_message=_("The target was changed in the meantime."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.number} {self.kind}"

    def canonical(self) -> dict[str, Any]:
        return {
            "target": self.target_id,
            "number": self.number,
            "kind": self.kind,
            "version": self.version_id,
            "text": self.text,
            "met_on": self.met_on,
            "agenda_item": self.agenda_item,
        }
