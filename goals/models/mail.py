from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jobcentres.models import Area, Jobcentre


class SentMail(models.Model):
    """A mail that went out, so that none goes out twice: one per occasion and address.

    The row comes before the mail. One without `sent_at` was begun: nobody knows whether it arrived.
    """

    class Kind(models.TextChoices):
        DUE_SOON = "due_soon", _("deadline in five working days")
        DUE_NEXT = "due_next", _("deadline on the next working day")
        OVERDUE = "overdue", _("deadline passed")
        SUBMITTED = "submitted", _("return submitted")
        SENT_BACK = "sent_back", _("figures sent back")
        RELEASED = "released", _("figures released")
        CORRECTION = "correction", _("correction")
        SOURCE_UPDATE = "source_update", _("updated in the source")
        REOPENED = "reopened", _("month reopened")
        DIGEST = "digest", _("the region's week")

    kind = models.CharField(max_length=15, choices=Kind)
    occasion = models.CharField(max_length=120)
    address = models.EmailField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="mails_received"
    )
    jobcentre = models.ForeignKey(Jobcentre, models.PROTECT, null=True, related_name="mails_received")
    region = models.ForeignKey(Area, models.PROTECT, null=True, related_name="mails_received")
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "occasion", "address"], name="mail_sent_once")]
        indexes = [models.Index(fields=["jobcentre", "kind"], name="mail_by_jobcentre")]

    def __str__(self) -> str:
        return f"{self.kind} {self.occasion} {self.address}"


class MutedMail(models.Model):
    """That a person does not want mails of a group of kinds."""

    class Group(models.TextChoices):
        REMINDERS = "reminders", _("reminders of what is missing")
        NOTICES = "notices", _("what happens to returns and corrections")
        DIGEST = "digest", _("the region's week")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="muted_mails")
    group = models.CharField(max_length=10, choices=Group)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="mail_muted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.group}"
