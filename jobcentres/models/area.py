from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobcentres.models.validity import ValidityQuerySet, validity_constraint

if TYPE_CHECKING:
    from jobcentres.models.user import User


class AreaQuerySet(ValidityQuerySet["Area"]):
    def countries(self) -> AreaQuerySet:
        return self.filter(level=Area.Level.COUNTRY)

    def regions(self) -> AreaQuerySet:
        return self.filter(level=Area.Level.REGION)

    def municipalities(self) -> AreaQuerySet:
        return self.filter(level=Area.Level.MUNICIPALITY)

    def visible_to(self, user: User) -> AreaQuerySet:
        """Every signed-in user reads every area: comparison is the point."""
        return self if user.is_active else self.none()

    def in_danish_order(self) -> AreaQuerySet:
        return self.order_by("sort_key")


@cache
def _address(level: str, code: str) -> str:
    """Kept: a page about the country names its municipalities hundreds of times."""
    return reverse("country") if level == "country" else reverse(level, args=[code])


class Area(models.Model):
    """The country, an employment region or a municipality, in one tree."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("employment region")
        MUNICIPALITY = "municipality", _("municipality")

    code = models.CharField(max_length=4, unique=True)
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    sort_key = models.CharField(max_length=80, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    tile_label = models.CharField(max_length=3, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            validity_constraint("area_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(level="country", parent__isnull=True)
                | ~Q(level="country") & Q(parent__isnull=False),
                name="area_only_country_without_parent",
                violation_error_message=_("Only the country has no area above it."),
            ),
            models.UniqueConstraint(
                fields=["tile_column", "tile_row"],
                name="area_tile_unique",
                violation_error_message=_("Another area already has this tile on the map."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return _address(self.level, self.code)

    @property
    def full_name(self) -> str:
        """`Sorø Kommune`, `Beskæftigelsesregion Midtjylland`, `Hele landet`: the field's own names."""
        if self.level == self.Level.MUNICIPALITY:
            return self.name if self.name == "Bornholm" else f"{self.name} Kommune"
        if self.level == self.Level.REGION:
            return f"Beskæftigelsesregion {self.name}"
        return self.name
