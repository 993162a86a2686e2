from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jobcentres.models.area import Area
from jobcentres.models.jobcentre import Jobcentre
from jobcentres.models.validity import ValidityQuerySet, validity_constraint

if TYPE_CHECKING:
    from jobcentres.access import Reader, Scopes


class UserQuerySet(models.QuerySet["User"]):
    def editable_by(self, user: User) -> UserQuerySet:
        """People whose account and assignments `user` may administer.

        A country administrator has all. The administrator of an area has those who hold an assignment
        inside it and none outside it, and those who hold no assignment at all.
        """
        scopes = user.scopes
        if scopes.administers_country:
            return self
        if not scopes.administered_area_ids:
            return self.none()
        inside = Assignment.objects.inside(scopes.administered_area_ids, scopes.administered_jobcentre_ids)
        outside = Assignment.objects.exclude(pk__in=inside.values("pk"))
        return self.exclude(pk__in=outside.values("user_id"))

    def in_danish_order(self) -> UserQuerySet:
        return self.order_by("sort_key", "pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address. People are deactivated, never deleted."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=160, db_index=True)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da")
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_lower_case",
                violation_error_message=_("Write the e-mail address in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def scopes(self) -> Scopes:
        """What the person's assignments of today open; read once per request, as the person is."""
        from jobcentres.access import scopes_of

        return scopes_of(self)

    @property
    def reader(self) -> Reader:
        return self.scopes.reader


class AssignmentQuerySet(ValidityQuerySet["Assignment"]):
    def inside(self, area_ids: frozenset[int], jobcentre_ids: frozenset[int]) -> AssignmentQuerySet:
        return self.filter(Q(area__in=area_ids) | Q(jobcentre__in=jobcentre_ids))

    def editable_by(self, user: User) -> AssignmentQuerySet:
        scopes = user.scopes
        if scopes.administers_country:
            return self
        return self.inside(scopes.administered_area_ids, scopes.administered_jobcentre_ids)


class Assignment(models.Model):
    """That a person holds a role for an area or for a jobcentre, from a day to a day."""

    class Role(models.TextChoices):
        CLERK = "clerk", _("clerk")
        MANAGER = "manager", _("manager")
        LOCAL_COUNCIL = "local_council", _("LBR")
        OFFICER = "officer", _("officer")
        REGIONAL_COUNCIL = "regional_council", _("RBR")
        OFFICIAL = "official", _("ministry and agency")
        ADMINISTRATOR = "administrator", _("user administrator")

    class Source(models.TextChoices):
        LOCAL = "local", _("given here")
        SAML = "saml", _("from the municipality's sign-on (SAML)")
        OIDC = "oidc", _("from the municipality's sign-on (OIDC)")

    JOBCENTRE_ROLES = (Role.CLERK, Role.MANAGER)
    LEVELS: ClassVar[dict[str, tuple[str, ...]]] = {
        Role.LOCAL_COUNCIL: (Area.Level.MUNICIPALITY,),
        Role.OFFICER: (Area.Level.REGION,),
        Role.REGIONAL_COUNCIL: (Area.Level.REGION, Area.Level.COUNTRY),
        Role.OFFICIAL: (Area.Level.COUNTRY,),
        Role.ADMINISTRATOR: (Area.Level.COUNTRY, Area.Level.REGION, Area.Level.MUNICIPALITY),
    }

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="assignments")
    jobcentre = models.ForeignKey(
        Jobcentre, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=5, choices=Source, default=Source.LOCAL)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role", "valid_from"]
        constraints = [
            validity_constraint("assignment_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(role__in=["clerk", "manager"], jobcentre__isnull=False, area__isnull=True)
                | ~Q(role__in=["clerk", "manager"]) & Q(jobcentre__isnull=True, area__isnull=False),
                name="assignment_scope_fits_role",
                violation_error_message=_("Clerks and managers belong to a jobcentre, others to an area."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "area", "valid_from"],
                name="assignment_area_once",
                violation_error_message=_("The person already has this role from this day."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "jobcentre", "valid_from"],
                name="assignment_jobcentre_once",
                violation_error_message=_("The person already has this role from this day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.scope}"

    @property
    def scope(self) -> Area | Jobcentre:
        return cast("Area | Jobcentre", self.jobcentre or self.area)  # one of them, by constraint

    @property
    def may_submit(self) -> bool:
        """As manager of a jobcentre, or as clerk where its manager allows it."""
        by_leave = self.jobcentre is not None and self.jobcentre.clerks_may_submit
        return self.role == self.Role.MANAGER or (self.role == self.Role.CLERK and by_leave)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def clean(self) -> None:
        """What no constraint can say: the level of area that each role takes."""
        levels = self.LEVELS.get(self.role)
        if levels and self.area and self.area.level not in levels:
            raise ValidationError({"area": _("This role cannot be given for an area of this kind.")})
