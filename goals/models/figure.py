from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.models.amount import AmountField, amount_text
from goals.models.goal import Indicator
from goals.months import MonthField
from jobcentres.models import Area, Change

if TYPE_CHECKING:
    from jobcentres.models import User


class FigureState(models.TextChoices):
    REPORTED = "reported", _("reported")
    NOT_MEASURABLE = "not_measurable", _("cannot be measured at present")
    SUPPRESSED = "suppressed", _("hidden in the source")
    NOT_REPORTED = "not_reported", _("not reported")


class SourceKind(models.TextChoices):
    JOBINDSATS = "jobindsats", _("jobindsats.dk")
    OWN_COUNT = "own_count", _("own count")
    OTHER = "other", _("other source")


class Origin(models.TextChoices):
    """How a revision came about."""

    TYPED = "typed", _("typed")
    PASTED = "pasted", _("pasted")
    FILE = "file", _("from a file")
    OFFICIAL = "official", _("from the official source")
    CORRECTION = "correction", _("corrected")
    APPROVAL = "approval", _("released")
    RELEASE = "release", _("released by itself")


APPROVING_ORIGINS = (Origin.OFFICIAL, Origin.CORRECTION, Origin.APPROVAL, Origin.RELEASE)


def content_constraints(prefix: str) -> list[models.BaseConstraint]:
    """What must be true of every stored content, whether current or earlier."""
    no_numbers = Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True)
    no_parts = Q(numerator__isnull=True, denominator__isnull=True)
    both_parts = Q(numerator__isnull=False, denominator__isnull=False)
    return [
        models.CheckConstraint(
            condition=Q(state="reported") & (no_parts & Q(value__isnull=False) | both_parts)
            | ~Q(state="reported") & no_numbers,
            name=f"{prefix}_numbers_fit_state",
            violation_error_message=_(
                "A reported figure has a value or both parts; other states have no numbers."
            ),
        ),
        models.CheckConstraint(
            condition=no_parts | Q(numerator__lte=F("denominator")),
            name=f"{prefix}_numerator_within_denominator",
            violation_error_message=_("The part cannot be larger than the whole."),
        ),
        models.CheckConstraint(
            condition=(Q(value__isnull=True) | Q(value__gte=0))
            & (Q(numerator__isnull=True) | Q(numerator__gte=0)),
            name=f"{prefix}_not_negative",
            violation_error_message=_("A figure cannot be negative."),
        ),
    ]


class Content(models.Model):
    """What a figure says: its state, and for a reported one a value, or a ratio's two parts.

    The percentage that came with the parts, if one did, stays in `value` and counts for nothing.
    """

    state = models.CharField(max_length=15, choices=FigureState, default=FigureState.REPORTED)
    value = AmountField(null=True, blank=True)
    numerator = AmountField(null=True, blank=True)
    denominator = AmountField(null=True, blank=True)
    source_kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.JOBINDSATS)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    def content(self) -> dict[str, str | None]:
        """The content in its one spelling: equal dictionaries are equal contents."""
        return {
            "state": self.state,
            "value": amount_text(self.value),
            "numerator": amount_text(self.numerator),
            "denominator": amount_text(self.denominator),
            "source_kind": self.source_kind,
            "source": self.source,
        }


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, user: User) -> FigureQuerySet:
        """Figures `user` may read: approved ones of every area, and all of the user's own areas."""
        if not user.is_active:
            return self.none()
        reader = user.reader
        if reader.sees_all:
            return self
        return self.filter(Q(approved_version__gt=0) | Q(area__in=reader.area_ids))

    def editable_by(self, user: User) -> FigureQuerySet:
        """Figures `user` may enter: of the municipalities that the own jobcentres serve, not locked."""
        is_open = Q(approved_version=0) | Q(is_reopened=True)
        return self.filter(is_open, area__in=user.scopes.served_municipality_ids)


class Figure(Content):
    """What one area reported for one indicator and one month, as it stands now.

    `version` counts its revisions; `approved_version` is the one that everybody may read (0: none yet). A
    figure whose month was reopened may be entered anew; what was approved stands until that is approved too.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures")
    area = models.ForeignKey(Area, models.PROTECT, related_name="figures")
    month = MonthField()
    version = models.PositiveIntegerField(default=1)
    approved_version = models.PositiveIntegerField(default=0)
    is_reopened = models.BooleanField(default=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "month", "area"],
                name="figure_once_per_month",
                violation_error_message=_("There already is a figure for this area and month."),
            ),
            models.CheckConstraint(
                condition=Q(approved_version__lte=F("version")), name="figure_approved_exists"
            ),
            *content_constraints("figure"),
        ]
        indexes = [models.Index(fields=["area", "month"], name="figure_by_area")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.month}"

    @property
    def is_approved(self) -> bool:
        return self.approved_version == self.version

    @property
    def is_locked(self) -> bool:
        """Approved, and not reopened: read-only but for the official source and corrections."""
        return self.approved_version > 0 and not self.is_reopened


class FigureRevision(Content):
    """One accepted change of a figure, never edited: the full new content and what it replaced."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="revisions")
    change = models.ForeignKey(Change, models.PROTECT, related_name="figure_revisions")
    version = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    is_approved = models.BooleanField(default=False)
    replaced_state = models.CharField(max_length=15, blank=True)
    replaced_value = AmountField(null=True, blank=True)
    replaced_numerator = AmountField(null=True, blank=True)
    replaced_denominator = AmountField(null=True, blank=True)
    note = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["figure", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "version"],
                name="figure_revision_once",
                violation_error_message=_("The figure was changed in the meantime."),
            ),
            *content_constraints("figure_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id} v{self.version}"

    @property
    def is_source_update(self) -> bool:
        """The official source changed a figure that stood before: no correction of ours."""
        return self.origin == Origin.OFFICIAL and self.version > 1

    def canonical(self) -> dict[str, Any]:
        return {
            "figure": self.figure_id,
            "version": self.version,
            **self.content(),
            "origin": self.origin,
            "is_approved": self.is_approved,
            "replaced": [
                self.replaced_state,
                *map(amount_text, (self.replaced_value, self.replaced_numerator, self.replaced_denominator)),
            ],
            "note": self.note,
        }


class CorrectionRequest(Content):
    """A wish to correct an approved figure: the wished content and why. The figure stands until decided."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="correction_requests")
    change = models.ForeignKey(Change, models.PROTECT, related_name="correction_requests")
    figure_version = models.PositiveIntegerField()
    reason = models.CharField(max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *content_constraints("correction_request"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="correction_request_has_reason",
                violation_error_message=_("Write why the figure should be corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.reason}"

    def canonical(self) -> dict[str, Any]:
        return {
            "figure": self.figure_id,
            "figure_version": self.figure_version,
            **self.content(),
            "reason": self.reason,
        }


class CorrectionDecision(models.Model):
    """What became of a correction request, never edited; accepted, it made `figure_version`."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    request = models.OneToOneField(CorrectionRequest, models.PROTECT, related_name="decision")
    change = models.ForeignKey(Change, models.PROTECT, related_name="correction_decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    figure_version = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(reason=""),
                name="declined_correction_has_reason",
                violation_error_message=_("Write why the correction is declined."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="accepted", figure_version__isnull=False)
                | ~Q(outcome="accepted") & Q(figure_version__isnull=True),
                name="accepted_correction_has_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.outcome}"

    def canonical(self) -> dict[str, Any]:
        return {
            "request": self.request_id,
            "outcome": self.outcome,
            "figure_version": self.figure_version,
            "reason": self.reason,
        }


def same_amounts(one: Content, other: Content) -> bool:
    """Whether two contents say the same number, whatever their source."""
    return _amounts(one) == _amounts(other)


def _amounts(content: Content) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    return content.state, content.value, content.numerator, content.denominator
