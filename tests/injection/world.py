"""The sample with a payload in every field that people fill, in a database of its own that this process reads
as its default one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connections, models
from django.db.models.functions import Cast, Concat
from django.db.utils import load_backend

from goals.models import Contract, ContractDocument, ReturnEvent
from goals.months import Month, now
from jobcentres.changes import recording
from jobcentres.models import AccessLogEntry, AccessToken, Area, Change, User
from reporting.models import Answer, OwnGroup, SavedExtract
from tests import sample_file
from tests.injection.fields import TextField, written_fields

SQLITE = "django.db.backends.sqlite3"
Kind = ReturnEvent.Kind
SAID = [Kind.REMARK, Kind.COMMENT, Kind.SENT_BACK, Kind.EXPLANATION, Kind.MESSAGE, Kind.REOPENED, Kind.CLOSED]
WRITTEN = sorted({field.name for field in written_fields()} - {"old", "new"})
# label → the rows in which the field holds words, where in others it holds codes
ONLY_IN: dict[str, dict[str, Any]] = {
    "goals.Indicator.numerator_name": {"unit": "percent"},
    "goals.Indicator.denominator_name": {"unit": "percent"},
    "goals.ReturnEvent.new": {"kind__in": SAID},
    "goals.ReturnEvent.old": {"kind__in": [Kind.REMARK, Kind.COMMENT]},
    "jobcentres.RecordEdit.old": {"field__in": WRITTEN},
    "jobcentres.RecordEdit.new": {"field__in": WRITTEN},
}


@contextmanager
def sample_database() -> Iterator[Path]:
    """The default database is a copy of the sample, in this file; afterwards it is what it was."""
    before = connections["default"]
    with tempfile.TemporaryDirectory(prefix="maaltal-injection-") as folder:
        file = Path(folder, "sample.sqlite3")
        sample_file.copy_to(file)
        settings = {**before.settings_dict, "ENGINE": SQLITE, "NAME": str(file), "OPTIONS": {"timeout": 20}}
        connections["default"] = load_backend(SQLITE).DatabaseWrapper(settings, "default")
        try:
            yield file
        finally:
            connections["default"].close()
            connections["default"] = before


def complete() -> None:
    """Rows for the fields that the sample leaves empty."""
    lis, mette = _person("lis"), _person("mette")
    group = OwnGroup.objects.create(owner=mette, name="Vores")
    group.municipalities.set(Area.objects.filter(level=Area.Level.MUNICIPALITY)[:3])
    SavedExtract.objects.create(owner=mette, name="Vores", query="aar=2014&maaned=2014-04")
    Answer.objects.create(
        area=Area.objects.get(code="HS"),
        year=2014,
        as_of=Month(2014, 4),
        known_on=now(),
        indicators=["foertidspension", "samarbejdsgrad"],
        is_of_all=False,
        question="Hvor mange?",
        digests={},
        made_by=mette,
        made_at=now(),
        idempotency_key="1",
    )
    AccessToken.objects.create(
        owner=mette, name="Ark", digest="0" * 64, scope="own", made_at=now(), expires_on=date(2015, 1, 1)
    )
    for user in (lis, mette):
        AccessLogEntry.objects.create(at=now(), counted_at=1, user=user, kind="export", what="x", query="x")
    with recording(by=mette, kind=Change.Kind.CONTRACT) as change:
        document = ContractDocument.objects.create(
            contract=Contract.objects.filter(goal_year__year=2014).latest("pk"),
            change=change.row,
            name="Aftale.pdf",
            sha256="0" * 64,
            size=1,
        )
        change.include(ContractDocument._meta.label, document.canonical())


# label → what must stand before the text for the page to show it
BEFORE = {"jobcentres.AccessLogEntry.query": "omraade="}


def put(payload: str) -> None:
    """The payload into every field of every row, past all forms: what stands there may not matter."""
    for field in written_fields():
        rows = field.model._default_manager.filter(**ONLY_IN.get(field.label, {}))
        rows.update(**{field.name: _value(field, BEFORE.get(field.label, "") + field.holding(payload))})


def _value(field: TextField, text: str) -> Any:
    if not field.is_once:
        return text
    return Concat(models.Value(text), Cast("pk", models.CharField()), output_field=models.CharField())


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@eksempel.dk")
