"""Rows that hold from a day to a day, both included; an open end is empty."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

RowType = TypeVar("RowType", bound=models.Model)


def valid_on(day: date, prefix: str = "") -> Q:
    """The condition that a row, or the row behind `prefix`, holds on `day`."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    )


class ValidityQuerySet(models.QuerySet[RowType]):
    def valid_on(self, day: date) -> ValidityQuerySet[RowType]:
        return self.filter(valid_on(day))


def validity_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The last day must not lie before the first."),
    )
