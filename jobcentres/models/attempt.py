from __future__ import annotations

from django.db import models


class TryCounter(models.Model):
    """How often somebody has tried lately, under a key that tells neither name nor address.

    The moments are seconds since 1970 by the machine's own clock, also in a sample installation.
    """

    key = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    began_at = models.PositiveBigIntegerField()
    last_at = models.PositiveBigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.tries}"
