"""People's saved choices. The app holds no facts and no totals."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from goals.months import MonthField
from jobcentres.models import Area, User
from jobcentres.naming import slug
from reporting.bundles.models import PaperBundle as PaperBundle


class OwnGroup(models.Model):
    """Municipalities that somebody compares with each other again and again. Nobody else sees the group."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="own_groups")
    name = models.CharField(max_length=80)
    municipalities = models.ManyToManyField(Area, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="own_group_name_once",
                violation_error_message=_("You already have a group of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class KeptGroup(NamedTuple):
    """An own group with its members' keys, as pages need it."""

    pk: int
    name: str
    member_ids: frozenset[int]


def groups_of(owner: User) -> list[KeptGroup]:
    """By name, in one query."""
    rows = OwnGroup.objects.filter(owner=owner).values_list("pk", "name", "municipalities")
    members: dict[tuple[int, str], set[int]] = {}
    for pk, name, area_id in rows:
        members.setdefault((pk, name), set()).update([area_id] if area_id else [])
    return [KeptGroup(pk, name, frozenset(ids)) for (pk, name), ids in members.items()]


KEY_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Letters and figures that are not taken for each other."""
KEY_LENGTH = 12


def new_key() -> str:
    return get_random_string(KEY_LENGTH, KEY_LETTERS)


class SavedExtract(models.Model):
    """A choice of figures that somebody wants to fetch again, or to pass on: `query` is the query of its
    address. Whoever has the address opens it, and sees with it what the own rights show."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_extracts")
    name = models.CharField(max_length=80)
    query = models.TextField()
    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_extract_name_once",
                violation_error_message=_("You already have an extract of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("saved_extract", args=[self.address])

    @property
    def address(self) -> str:
        """`regioner-til-moedet-k3j9x2…`: what follows the name stays the same where that is another."""
        return "-".join(filter(None, (slug(self.name), self.key)))


class Answer(models.Model):
    """An answer to a question, as from the parliament, that the address gives again: the choice behind it and
    what its files were, nothing of what they say. It is never changed.

    People are taken out only with the sample, and then so is what they asked for.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    as_of = MonthField()
    known_on = models.DateTimeField()
    indicators = models.JSONField()
    """The codes of those whose goals it is about, in the order of the goals."""
    is_of_all = models.BooleanField()
    """They were all of the year's."""
    question = models.TextField(blank=True)
    digests = models.JSONField()
    """The checksum (SHA-256) and the size in bytes of each file, by its kind."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="answers")
    made_at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=64)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "idempotency_key"],
                name="answer_made_once",
                violation_error_message=_("This answer has been made already."),
            )
        ]

    def __str__(self) -> str:
        return self.address

    def get_absolute_url(self) -> str:
        return reverse("answer", args=[self.address])

    @property
    def address(self) -> str:
        """`k3j9-x2mp-7qra`: the key as people read it to each other."""
        return "-".join(self.key[place : place + 4] for place in range(0, KEY_LENGTH, 4))
