"""How returns are handled: the choices of a jobcentre and of a region, every edit of them recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import models

from goals.models import ReviewRule
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.models import Area, Change, Jobcentre, RecordEdit, User

OF_MANAGER = ("clerks_may_submit", "needs_four_eyes", "mailbox")
OF_OFFICER = ("needs_four_eyes",)
OF_REGION = ("releases_untroubled",)


class Edit(NamedTuple):
    """A setting that somebody has changed: old and new as the history keeps them."""

    field: str
    old: str
    new: str
    by: User | None
    recorded_at: datetime | None


def editable_settings(user: User, jobcentre: Jobcentre) -> tuple[str, ...]:
    """What `user` may set: all as the jobcentre's manager, four eyes as officer of its region."""
    if jobcentre.pk in user.scopes.certifying_jobcentre_ids:
        return OF_MANAGER
    return OF_OFFICER if jobcentre.region_id in user.scopes.reviewed_region_ids else ()


def edit_jobcentre(
    *, jobcentre: Jobcentre, chosen: Mapping[str, object], by: User, idempotency_key: str = ""
) -> bool:
    """Whether anything is other than before. Raises `AlreadyRecorded`, or PermissionDenied."""
    if not chosen.keys() <= set(editable_settings(by, jobcentre)):
        raise PermissionDenied
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        stored = Jobcentre.objects.select_for_update().get(pk=jobcentre.pk)
        before = fields_of(stored)
        _set(stored, chosen)
        record_edits(change, stored, stored.slug, before)
        return not change.is_empty


def edit_review_rule(
    *, region: Area, chosen: Mapping[str, object], by: User, idempotency_key: str = ""
) -> bool:
    """Whether anything is other than before. Raises `AlreadyRecorded`, or PermissionDenied for all but the
    region's officer."""
    if region.pk not in by.scopes.reviewed_region_ids or not chosen.keys() <= set(OF_REGION):
        raise PermissionDenied
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        Area.objects.select_for_update().get(pk=region.pk)
        stored, _made = ReviewRule.objects.get_or_create(region=region)
        before = fields_of(stored)
        _set(stored, chosen)
        record_edits(change, stored, region.code, before)
        return not change.is_empty


def edits_of_jobcentre(jobcentre: Jobcentre) -> list[Edit]:
    """The newest first."""
    return list(_edits(Jobcentre, jobcentre.slug, OF_MANAGER))


def edits_of_rule(region: Area) -> list[Edit]:
    return list(_edits(ReviewRule, region.code, OF_REGION))


def _set(stored: models.Model, chosen: Mapping[str, object]) -> None:
    for name, value in chosen.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(chosen))


def _edits(model: type[models.Model], key: str, fields: tuple[str, ...]) -> Iterator[Edit]:
    """Without what was said when the row was made."""
    rows = RecordEdit.objects.filter(record=model._meta.label, record_key=key, field__in=fields)
    for row in rows.exclude(change__by=None).select_related("change__by").order_by("-change__number", "-pk"):
        yield Edit(row.field, row.old, row.new, row.change.by, row.change.recorded_at)
