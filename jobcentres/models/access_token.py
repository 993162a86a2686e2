from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobcentres.models.user import User


class AccessToken(models.Model):
    """A secret with which a program reads on behalf of `owner`. The secret itself is kept nowhere: `digest`
    is its SHA-256, hexadecimal. A token is revoked, never deleted."""

    class Scope(models.TextChoices):
        PUBLIC = "public", _("released figures, as everybody sees them")
        OWN = "own", _("everything that the owner sees")

    owner = models.ForeignKey(User, models.PROTECT, related_name="access_tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=6, choices=Scope)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["owner", "-pk"]

    def __str__(self) -> str:
        return self.name
