from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.months import MonthField
from jobcentres.models import Area, User
from reporting.summaries import Choice

SILENCE = timedelta(seconds=60)
"""Without a sign of life for so long a process counts as gone."""
KEPT = timedelta(days=1)
"""How long a file can be fetched."""


class State(StrEnum):
    """How far a bundle is. `LOST`: the process ended without a word."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    LOST = "lost"
    GONE = "gone"


UNDER_WAY = frozenset({State.WAITING, State.RUNNING})


class PaperBundleQuerySet(models.QuerySet["PaperBundle"]):
    def visible_to(self, user: User) -> PaperBundleQuerySet:
        """The person's own."""
        return self.filter(made_by=user).select_related("area")


class PaperBundle(models.Model):
    """A file with the papers of all municipalities of a region or of the country, and how far its making is.
    The papers are as a reader outside sees them, so that the file can be sent round.

    The file lies in a folder of the server until it is a day old.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    as_of = MonthField()
    known_on = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="paper_bundles")
    asked_at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=64)
    total = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    """The process's last sign of life."""
    ended_at = models.DateTimeField(null=True)
    has_failed = models.BooleanField(default=False)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    objects = PaperBundleQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "idempotency_key"],
                name="paper_bundle_asked_once",
                violation_error_message=_("These reports have been asked for already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area.code} {self.as_of}"

    def get_absolute_url(self) -> str:
        return reverse("bundle", args=[self.pk])

    @property
    def choice(self) -> Choice:
        return Choice.of(self.year, as_of=self.as_of, known_on=self.known_on)

    @property
    def file(self) -> Path:
        return bundles_folder() / f"{self.pk}.zip"

    def state(self, moment: datetime) -> State:
        """At `moment`; a clock put back counts as a sign that cannot be trusted."""
        if self.ended_at:
            if self.has_failed:
                return State.FAILED
            return State.READY if self.file.exists() else State.GONE
        if abs(moment - (self.seen_at or self.asked_at)) > SILENCE:
            return State.LOST
        return State.RUNNING if self.began_at else State.WAITING


def bundles_folder() -> Path:
    return Path(settings.VAR_DIR) / "reports"
