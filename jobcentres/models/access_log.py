from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobcentres.models.access_token import AccessToken
from jobcentres.models.user import User


class AccessLogEntry(models.Model):
    """That somebody took something out of the system. Written before the first byte; `rows`, `size` (bytes),
    `digest` (SHA-256, hexadecimal, of the whole) and `is_complete` are filled in when it has ended, `size`
    also where the reader went away before the end.

    `at` is by the one clock; `counted_at`, which limits and retention go by, is seconds since 1970 by the
    machine's own: a sample's day never passes. `query` is the whole choice as the query of an address.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", _("file")
        API = "api", _("API")

    at = models.DateTimeField(db_index=True)
    counted_at = models.PositiveBigIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="access_entries", db_index=False)
    token = models.ForeignKey(AccessToken, models.PROTECT, null=True, related_name="access_entries")
    kind = models.CharField(max_length=6, choices=Kind)
    what = models.CharField(max_length=80)
    query = models.TextField(blank=True)
    known_on = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    is_complete = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-counted_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["counted_at", "id"], name="access_entry_by_time"),
            models.Index(fields=["user", "counted_at", "id"], name="access_entry_by_user"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(kind="export", is_complete=True) | (~Q(digest="") & Q(size__isnull=False)),
                name="access_whole_file_has_digest",
                violation_error_message=_("A whole file has its size and its checksum."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"
