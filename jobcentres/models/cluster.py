from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobcentres.models.area import Area
from jobcentres.models.validity import ValidityQuerySet, validity_constraint


class ClusterScheme(models.Model):
    """One way of grouping municipalities with alike conditions, for one indicator or (code empty) for all."""

    name = models.CharField(max_length=120)
    indicator_code = models.SlugField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        ordering = ["indicator_code", "valid_from", "name"]
        constraints = [
            validity_constraint("cluster_scheme_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["indicator_code", "valid_from", "name"],
                name="cluster_scheme_unique",
                violation_error_message=_("There already is a scheme of this name from this day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    scheme = models.ForeignKey(ClusterScheme, models.CASCADE, related_name="clusters")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["scheme", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name"],
                name="cluster_name_unique",
                violation_error_message=_("The scheme already has a cluster of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """`scheme` repeats the cluster's, so that the database can say: one cluster per scheme."""

    scheme = models.ForeignKey(ClusterScheme, models.CASCADE, related_name="members")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members")
    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="cluster_memberships", limit_choices_to={"level": "municipality"}
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "municipality"],
                name="cluster_member_once_per_scheme",
                violation_error_message=_("The municipality already belongs to a cluster of this scheme."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster}: {self.municipality}"
