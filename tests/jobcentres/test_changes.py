"""The chain of changes: numbered without gaps, never back in time, and every link covers the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from jobcentres import clock
from jobcentres.changes import (
    AlreadyRecorded,
    canonical_json,
    change_hash,
    contents_hash,
    fields_of,
    record_edits,
    recording,
)
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Change, Installation, RecordEdit, User
from tests.builders import make_user
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOON = datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)
MINUTE = timedelta(minutes=1)


def record(by: User | None = None, *, key: str = "", at: datetime = NOON, **content: object) -> Change:
    with clock.standing_at(at), recording(by=by, kind="users", idempotency_key=key) as change:
        change.include("test", content or {"value": 1})
    return change.row


def chain() -> list[Change]:
    return list(Change.objects.order_by("number"))


def test_changes_are_numbered_without_gaps_and_each_covers_the_one_before() -> None:
    for value in range(5):
        record(value=value)

    links = chain()
    assert [link.number for link in links] == [1, 2, 3, 4, 5]
    assert links[0].previous_hash == "0" * 64
    assert [link.previous_hash for link in links[1:]] == [link.hash for link in links[:-1]]
    assert [change_hash(link) for link in links] == [link.hash for link in links]
    assert len({link.hash for link in links}) == 5


def test_the_installation_knows_the_end_of_the_chain() -> None:
    record()
    last = record(value=2)

    head = Installation.read()
    assert (head.last_number, head.last_hash, head.last_recorded_at) == (2, last.hash, NOON)


def test_a_links_hash_is_what_its_description_says(cast: Cast) -> None:
    link = Change.objects.get(pk=record(cast.anna, key="one", value="Sorø").pk)

    contents = hashlib.sha256('{"value":"Sorø"}\n'.encode()).hexdigest()
    covered = hashlib.sha256(json.dumps([["test", 1, contents]], separators=(",", ":")).encode()).hexdigest()
    fields = {
        "previous": "0" * 64,
        "number": 1,
        "recorded_at": "2014-06-10T12:00:00.000000+02:00",
        "by": cast.anna.pk,
        "assignment": None,
        "kind": "users",
        "reason": "",
        "idempotency_key": "one",
        "contents": covered,
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert link.contents_hash == covered
    assert link.hash == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("field", "forged"),
    [
        ("number", 7),
        ("recorded_at", NOON + timedelta(microseconds=1)),
        ("by_id", None),
        ("assignment_id", 1),
        ("kind", "figures"),
        ("reason", "Andet"),
        ("idempotency_key", ""),
        ("contents_hash", "1" * 64),
        ("previous_hash", "1" * 64),
    ],
)
def test_a_link_that_was_tampered_with_no_longer_holds(cast: Cast, field: str, forged: object) -> None:
    link = record(cast.anna, key="one")

    setattr(link, field, forged)

    assert change_hash(link) != link.hash


def test_time_never_decreases_even_if_the_clock_is_put_back() -> None:
    moments = [NOON, NOON - timedelta(days=1), NOON + MINUTE, NOON]

    for moment in moments:
        record(at=moment)

    assert [link.recorded_at for link in chain()] == [NOON, NOON, NOON + MINUTE, NOON + MINUTE]


def test_the_hour_that_comes_twice_in_autumn_keeps_its_order() -> None:
    first = datetime(2014, 10, 26, 2, 30, tzinfo=COPENHAGEN)
    second = first.replace(fold=1)

    hashes = [record(at=first).hash, record(at=second).hash]

    links = chain()
    assert links[0].recorded_at and links[1].recorded_at
    assert links[1].recorded_at - links[0].recorded_at == timedelta(hours=1)
    assert [change_hash(link) for link in links] == hashes


def test_what_fails_leaves_neither_change_nor_gap(cast: Cast) -> None:
    with pytest.raises(RuntimeError), recording(by=cast.anna, kind="users") as change:
        User.objects.filter(pk=cast.anna.pk).update(name="Halv")
        change.include("test", {"value": 1})
        raise RuntimeError
    after = record()

    assert after.number == 1
    assert User.objects.get(pk=cast.anna.pk).name == "Anna Friis"


def test_what_records_nothing_leaves_no_change() -> None:
    with recording(by=None, kind="users"):
        pass

    assert not Change.objects.exists()
    assert record().number == 1


def test_the_same_key_twice_is_recorded_once_and_answered_with_the_first(cast: Cast) -> None:
    first = record(cast.anna, key="one")

    with pytest.raises(AlreadyRecorded) as again:
        record(cast.anna, key="one", value=2)

    assert again.value.change == first
    assert chain() == [first]


def test_keys_are_each_persons_own_and_empty_ones_are_none(cast: Cast) -> None:
    people: list[tuple[User | None, str]] = [(cast.anna, "one"), (cast.mads, "one"), (cast.anna, "two")]

    for by, key in [*people, (cast.anna, ""), (cast.anna, ""), (None, "one"), (None, "one")]:
        record(by, key=key)

    assert len(chain()) == 7


def test_a_change_that_was_undone_frees_its_key(cast: Cast) -> None:
    with pytest.raises(RuntimeError), recording(by=cast.anna, kind="users", idempotency_key="one"):
        raise RuntimeError

    assert record(cast.anna, key="one").number == 1


def test_edits_are_old_and_new_text_of_what_differs_and_covered_by_the_hash(cast: Cast) -> None:
    before = fields_of(cast.anna)
    cast.anna.name, cast.anna.language, cast.anna.password = "Anna Berg", "en", "hemmelig"

    with recording(by=cast.sys, kind="users") as change:
        record_edits(change, cast.anna, str(cast.anna.pk), before)

    edits = list(RecordEdit.objects.filter(change=change.row).order_by("pk"))
    lines = b"".join(canonical_json(edit.canonical()) + b"\n" for edit in edits)
    digest = hashlib.sha256(lines).hexdigest()
    assert {edit.field: (edit.old, edit.new) for edit in edits} == {
        "name": ("Anna Friis", "Anna Berg"),
        "language": ("da", "en"),
    }
    assert change.row.contents_hash == contents_hash(iter([("jobcentres.RecordEdit", 2, digest)]))


def test_contents_have_one_hash_in_whatever_order_their_labels_came() -> None:
    parts = [("b", 2, "22"), ("a", 1, "11")]

    assert contents_hash(iter(parts)) == contents_hash(iter(reversed(parts)))
    assert contents_hash(iter(parts)) != contents_hash(iter([("b", 1, "22"), ("a", 2, "11")]))


def test_one_content_has_one_spelling() -> None:
    assert canonical_json({"b": "Ærø", "a": None}) == '{"a":null,"b":"Ærø"}'.encode()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_chain_and_each_key_once() -> None:
    anna = make_user()
    noticed: list[str] = []

    def write(keys: list[str]) -> None:
        for key in keys:
            try:
                with recording(by=anna, kind="users", idempotency_key=key) as change:
                    change.include("test", {"key": key})
            except AlreadyRecorded:
                noticed.append(key)
        connection.close()

    keys = [f"key {number}" for number in range(10)]
    threads: list[Any] = [Thread(target=write, args=(keys,)) for _writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    links = chain()
    assert [link.number for link in links] == list(range(1, 11))
    assert [link.previous_hash for link in links[1:]] == [link.hash for link in links[:-1]]
    assert sorted(noticed) == sorted(keys * 3)
