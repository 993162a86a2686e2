from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """Where the chain of changes ended at a moment; the same line stands in a file outside the database.

    `subjects_hash` covers what a change's own hash only names by key: which area, indicator and month the
    figures recorded since the seal before are about, and likewise for targets and returns.
    """

    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    subjects_hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"seal of change {self.number}"
