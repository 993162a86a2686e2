"""The fields that hold what people wrote, found by walking the models; each has a mark of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from django.apps import apps
from django.db import models

from tests.injection.payloads import LONG, MARK

APPS = ("jobcentres", "goals", "reporting")
MARKED: Final = re.compile(r"qz\d{3}x", re.IGNORECASE)
RUN: Final = re.compile(r"QZ\d{3}X")
"""What only a template or a program makes of a mark."""

# field → why nobody writes there as they like
NOT_WRITTEN: dict[str, str] = {
    **dict.fromkeys(
        (
            "jobcentres.Area.code",
            "jobcentres.Area.slug",
            "jobcentres.Area.tile_label",
            "jobcentres.Jobcentre.slug",
            "jobcentres.ClusterScheme.indicator_code",
            "goals.Indicator.code",
        ),
        "a code; its form takes letters, digits and hyphens",
    ),
    **dict.fromkeys(
        ("jobcentres.Area.sort_key", "jobcentres.Jobcentre.sort_key", "jobcentres.User.sort_key"),
        "computed of the name, in plain letters",
    ),
    **dict.fromkeys(
        ("jobcentres.User.email", "jobcentres.Jobcentre.mailbox", "goals.SentMail.address"),
        "a mail address; its form takes no other",
    ),
    **dict.fromkeys(
        (
            "jobcentres.User.password",
            "jobcentres.Installation.last_hash",
            "jobcentres.Change.contents_hash",
            "jobcentres.Change.previous_hash",
            "jobcentres.Change.hash",
            "jobcentres.Change.idempotency_key",
            "jobcentres.TryCounter.key",
            "jobcentres.Seal.hash",
            "jobcentres.Seal.subjects_hash",
            "jobcentres.AccessToken.digest",
            "reporting.SavedExtract.key",
            "reporting.Answer.key",
            "reporting.Answer.digests",
            "reporting.Answer.idempotency_key",
            "reporting.PaperBundle.idempotency_key",
            "reporting.PaperBundle.digest",
            "jobcentres.AccessLogEntry.digest",
            "goals.ContractDocument.sha256",
            "goals.Report.content_hash",
        ),
        "a checksum or key",
    ),
    **dict.fromkeys(
        ("jobcentres.RecordEdit.record", "jobcentres.RecordEdit.record_key", "jobcentres.RecordEdit.field"),
        "names of ours",
    ),
    **dict.fromkeys(("goals.Indicator.source_kind", "goals.FigureRevision.replaced_state"), "a choice"),
    **dict.fromkeys(("goals.Report.as_of", "goals.Meeting.as_of"), "a month"),
    "goals.Report.content": "frozen results, as our program wrote them",
    "goals.SentMail.occasion": "codes of ours",
    "reporting.SavedExtract.query": "a choice as its form spells it, checked again when it is opened",
    "reporting.Answer.indicators": "codes of indicators",
    "goals.TargetVersion.link": "a web address; its form takes no other scheme than http",
    "jobcentres.Installation.fault": "what our program found",
}


# what no output shows
NEVER_SHOWN = {
    "goals.ReturnEvent.old": "what a remark said before it was changed",
    "goals.TargetVersion.note": "kept with the numbers of published targets",
    "jobcentres.ClusterScheme.source": "kept with reference data",
}


class TextField(NamedTuple):
    model: type[models.Model]
    name: str
    number: int

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    @property
    def mark(self) -> str:
        return f"qz{self.number:03}x"

    @property
    def is_once(self) -> bool:
        """Whether no two rows may say the same."""
        meta = self.model._meta
        together = [one.fields for one in meta.constraints if isinstance(one, models.UniqueConstraint)]
        return bool(meta.get_field(self.name).unique) or any(self.name in fields for fields in together)

    def holding(self, payload: str) -> str:
        """A long one is cut to what the field takes; several together may be more."""
        text = payload.replace(MARK, self.mark)
        return text[: self.model._meta.get_field(self.name).max_length] if payload in LONG else text


@cache
def text_fields() -> dict[str, models.Field]:
    """By label: every field of ours that holds text without a list of what it may say."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
    }


@cache
def written_fields() -> tuple[TextField, ...]:
    """Those that people fill, or that come out of files."""
    labels = [label for label in text_fields() if label not in NOT_WRITTEN]
    return tuple(
        TextField(text_fields()[label].model, text_fields()[label].name, number)
        for number, label in enumerate(labels, start=1)
    )


def marks_in(text: str) -> set[str]:
    return set(map(str.lower, MARKED.findall(text)))
