"""Taking the sample out again: the reference data stays, with the log of its edits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from goals.contracts.documents import forget
from goals.models import (
    Contract,
    ContractDocument,
    ContractStep,
    CorrectionDecision,
    CorrectionRequest,
    Figure,
    FigureRevision,
    Goal,
    Indicator,
    Meeting,
    MeetingNote,
    MonthlyReturn,
    RegionalGoal,
    Report,
    ReportText,
    ReturnEvent,
    ReturnLine,
    SentMail,
    Submission,
    SubmittedLine,
    Target,
    TargetStep,
    TargetVersion,
)
from goals.sample.chain import seal_again
from goals.sample.loading import SampleRefused
from jobcentres import clock
from jobcentres.models import (
    AccessLogEntry,
    AccessToken,
    Assignment,
    Change,
    Cluster,
    ClusterMember,
    ClusterScheme,
    Installation,
    RecordEdit,
    User,
)

_FACTS = (
    *(SentMail, ReturnEvent, SubmittedLine, Submission, ReturnLine, MonthlyReturn),
    *(CorrectionDecision, CorrectionRequest, FigureRevision, Figure),
    *(MeetingNote, Meeting),
    *(ReportText, Report, ContractDocument, RegionalGoal, ContractStep, Contract),
    *(TargetStep, TargetVersion, Target),
)
"""What points to something else before it."""


def remove_sample() -> bool:
    """Take out the sample and what its people did since; False if there is none.

    Raises `SampleRefused` where real people or files have written beside it.
    """
    with transaction.atomic():
        head = Installation.lock()
        if not head.is_sample:
            return False
        _refuse_to_take_real_data()
        moments = dict(_moments_before())
        files = list(ContractDocument.objects.values_list("sha256", flat=True))
        _delete()
        head.refresh_from_db()
        head.sample_today = None
        head.save(update_fields=["sample_today"])
        seal_again(moments)
    forget(files)
    clock.refresh()
    return True


def _refuse_to_take_real_data() -> None:
    real_people = User.objects.filter(is_sample=False)
    last = Change.objects.filter(kind=Change.Kind.SAMPLE).order_by("number").last()
    later = Change.objects.filter(number__gt=last.number or 0) if last else Change.objects.all()
    from_files = later.filter(by=None).exclude(kind=Change.Kind.REFERENCE)
    if real_people.exists() or from_files.exists():
        raise SampleRefused(
            _(
                "There are people or figures here that did not come with the sample: %(people)d people, "
                "%(changes)d changes without a person. Nothing was removed. To have a clean installation, "
                "begin with an empty database: write DATABASE_URL."
            )
            % {"people": real_people.count(), "changes": from_files.count()}
        )


def _moments_before() -> Iterator[tuple[int, datetime]]:
    """When the reference data was really loaded, by the change's key: written down as it was moved back."""
    moved = RecordEdit.objects.filter(record=Change._meta.label, field="recorded_at")
    for key, old in moved.values_list("record_key", "old"):
        yield int(key), datetime.fromisoformat(old)


def _delete() -> None:
    for model in _FACTS:
        _all(model).delete()
    Goal.with_own.exclude(area=None).delete()
    Indicator.objects.exclude(owner=None).delete()
    schemes = ClusterScheme.objects.filter(is_sample=True)
    ClusterMember.objects.filter(scheme__in=schemes).delete()
    Cluster.objects.filter(scheme__in=schemes).delete()
    schemes.delete()
    gone = Change.objects.filter(~Q(kind=Change.Kind.REFERENCE) | Q(by__isnull=False))
    RecordEdit.objects.filter(change__in=gone).delete()
    gone.delete()
    Assignment.objects.all().delete()
    Session.objects.all().delete()
    for access in (AccessLogEntry, AccessToken):
        _all(access).delete()
    User.objects.all().delete()


def _all(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.all()
    return rows
