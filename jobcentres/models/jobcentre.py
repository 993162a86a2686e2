from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobcentres.models.area import Area, AreaQuerySet
from jobcentres.models.validity import ValidityQuerySet, valid_on, validity_constraint

if TYPE_CHECKING:
    from jobcentres.models.user import User


class JobcentreQuerySet(ValidityQuerySet["Jobcentre"]):
    def visible_to(self, user: User) -> JobcentreQuerySet:
        """Jobcentres whose work `user` may follow: own ones, the own region's, all for the ministry."""
        scopes = user.scopes
        if scopes.is_official:
            return self
        return self.filter(Q(pk__in=scopes.jobcentre_ids) | Q(region__in=scopes.reviewed_region_ids))

    def editable_by(self, user: User) -> JobcentreQuerySet:
        """Jobcentres for which `user` may enter figures: as clerk or manager."""
        return self.filter(pk__in=user.scopes.jobcentre_ids)


class Jobcentre(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    sort_key = models.CharField(max_length=100, db_index=True)
    region = models.ForeignKey(
        Area, models.PROTECT, related_name="jobcentres", limit_choices_to={"level": "region"}
    )
    mailbox = models.EmailField(blank=True)
    clerks_may_submit = models.BooleanField(default=False)
    needs_four_eyes = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = JobcentreQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [validity_constraint("jobcentre_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("jobcentre", args=[self.slug])

    def municipalities_on(self, day: date) -> AreaQuerySet:
        """The municipalities served on `day`, host first, then in Danish order."""
        served = Area.objects.filter(valid_on(day, "served__"), served__jobcentre=self)
        return served.order_by("-served__is_host", "sort_key")


class ServedMunicipality(models.Model):
    """That a jobcentre serves a municipality, from a day to a day."""

    class Certainty(models.TextChoices):
        SOURCED = "sourced", _("sourced")
        USUAL = "usual", _("usual: one jobcentre for its own municipality")
        UNCERTAIN = "uncertain", _("uncertain: no source confirms it for 2014")

    jobcentre = models.ForeignKey(Jobcentre, models.CASCADE, related_name="served")
    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="served", limit_choices_to={"level": "municipality"}
    )
    is_host = models.BooleanField(default=True)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.USUAL)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        ordering = ["municipality__sort_key"]
        constraints = [
            validity_constraint("served_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(valid_to__isnull=True),
                name="served_by_one_jobcentre_now",
                violation_error_message=_("The municipality is already served by a jobcentre."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobcentre} – {self.municipality}"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
