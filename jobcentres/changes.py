"""The only way to write facts: one transaction, one numbered `Change`, one link in the chain.

Number, time and hash are given last, under the lock on the installation's row: whoever reads a
change sees all changes before it, and neither number nor time ever decreases.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from jobcentres import clock
from jobcentres.models import Assignment, Change, Installation, RecordEdit, User

NOTHING = "0" * 64
"""The hash before the first change."""


class AlreadyRecorded(Exception):
    """The same person has already sent this idempotency key; `change` is what it made then."""

    def __init__(self, change: Change) -> None:
        super().__init__(_("This has already been recorded."))
        self.change = change


class Recording:
    """A change being made: `row` to point to, `include` for everything that it records."""

    def __init__(self, row: Change) -> None:
        self.row = row
        self._digests: dict[str, Any] = {}
        self._counts: dict[str, int] = {}

    def include(self, label: str, canonical: Mapping[str, Any]) -> None:
        """Cover one recorded row by the change's hash. Rows of one label come in the order of their keys."""
        digest = self._digests.setdefault(label, hashlib.sha256())
        digest.update(canonical_json(canonical) + b"\n")
        self._counts[label] = self._counts.get(label, 0) + 1

    @property
    def is_empty(self) -> bool:
        return not self._counts

    def contents_hash(self) -> str:
        return contents_hash(
            (label, count, self._digests[label].hexdigest()) for label, count in self._counts.items()
        )


@contextmanager
def recording(
    *,
    by: User | None,
    kind: str,
    reason: str = "",
    idempotency_key: str = "",
    assignment: Assignment | None = None,
) -> Iterator[Recording]:
    """Record one change. All or nothing; nothing remains if nothing was included.

    Raises `AlreadyRecorded`, and writes nothing, if `by` has used `idempotency_key` before.
    """
    row = Change(by=by, kind=kind, reason=reason, idempotency_key=idempotency_key, assignment=assignment)
    head = None
    try:
        with transaction.atomic():
            _begin(row)
            change = Recording(row)
            yield change
            if change.is_empty:
                row.delete()
            else:
                head = _close(change)
    except _KeyTaken as taken:
        made = _made_before(row)
        if made is None:
            raise taken.fault from None
        raise AlreadyRecorded(made) from None
    clock.refresh(head)


class _KeyTaken(Exception):
    """The database refused the row; `fault` is what it said."""

    def __init__(self, fault: IntegrityError) -> None:
        super().__init__()
        self.fault = fault


def _begin(row: Change) -> None:
    """The key's own constraint tells whether it was used: no question is asked before every save."""
    try:
        row.save(force_insert=True)
    except IntegrityError as fault:
        raise _KeyTaken(fault) from fault


def _made_before(row: Change) -> Change | None:
    if row.by is None or not row.idempotency_key:
        return None
    return Change.objects.filter(by=row.by, idempotency_key=row.idempotency_key).first()


def _close(change: Recording) -> Installation:
    head, row = Installation.lock(), change.row
    row.recorded_at = max(filter(None, (clock.now(), head.last_recorded_at)))
    row.contents_hash = change.contents_hash()
    link(row, head)
    row.save(update_fields=["number", "recorded_at", "contents_hash", "previous_hash", "hash"])
    head.save(update_fields=["last_number", "last_hash", "last_recorded_at"])
    return head


def link(row: Change, head: Installation) -> None:
    """Put `row`, its moment and contents settled, last in the chain that ends in `head`. Saves neither."""
    row.number, row.previous_hash = head.last_number + 1, head.last_hash
    row.hash = change_hash(row)
    head.last_number, head.last_hash, head.last_recorded_at = row.number, row.hash, row.recorded_at


def change_hash(row: Change) -> str:
    """SHA-256, hexadecimal, over the hash before, the row's own fields and its contents' hash."""
    fields = {
        "previous": row.previous_hash,
        "number": row.number,
        "recorded_at": _moment(row.recorded_at),
        "by": row.by_id,
        "assignment": row.assignment_id,
        "kind": row.kind,
        "reason": row.reason,
        "idempotency_key": row.idempotency_key,
        "contents": row.contents_hash,
    }
    return hashlib.sha256(canonical_json(fields)).hexdigest()


def contents_hash(parts: Iterator[tuple[str, int, str]]) -> str:
    """SHA-256 over (label, number of rows, SHA-256 of their canonical lines), labels in order."""
    return hashlib.sha256(canonical_json([list(part) for part in sorted(parts)])).hexdigest()


def canonical_json(content: object) -> bytes:
    """One spelling for one content: sorted keys, no spaces, UTF-8; other values as their text."""
    return _CANONICAL.encode(content).encode()


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def record_edits(
    change: Recording, record: models.Model, key: str, before: Mapping[str, object] | None
) -> None:
    """Log the fields of `record` that differ from `before` (None: a new record), as old and new text."""
    RecordEdit.objects.bulk_create(edits_of(change, record, key, before))


def edits_of(
    change: Recording, record: models.Model, key: str, before: Mapping[str, object] | None
) -> list[RecordEdit]:
    """The same edits, covered by the change's hash but not yet stored: the caller stores them in order."""
    edits = []
    for field in record._meta.concrete_fields:
        old = _text(before.get(field.attname)) if before else ""
        new = _text(getattr(record, field.attname))
        if field.primary_key or field.attname in {"password", "last_login"} or old == new:
            continue
        edit = RecordEdit(
            change=change.row,
            record=record._meta.label,
            record_key=key,
            field=field.attname,
            old=old,
            new=new,
        )
        change.include(RecordEdit._meta.label, edit.canonical())
        edits.append(edit)
    return edits


def fields_of(record: models.Model) -> dict[str, object]:
    """The stored fields as they stand, to be compared after editing."""
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(clock.COPENHAGEN).isoformat(timespec="microseconds") if moment else ""


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)
