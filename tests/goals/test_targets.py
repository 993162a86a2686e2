"""The one writer of targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import GoalYear, Indicator, Target, TargetVersion
from goals.months import Month
from goals.refusals import Recorded, Refusal, Refused
from goals.targets import TargetEntry, record_targets, write_targets
from jobcentres.changes import AlreadyRecorded, canonical_json, contents_hash
from jobcentres.models import Area, Change, User
from tests.goals.figure_builders import World, make_area


def a_target(world: World, area: Area | None = None, **content: Any) -> TargetEntry:
    """38 persons in Sorø in 2014, from 86 in December 2012, unless told otherwise."""
    usual: dict[str, Any] = {
        "year": 2014,
        "indicator": world.pensions,
        "value": Decimal(38),
        "baseline_month": Month(2012, 12),
        "baseline_value": Decimal(86),
    }
    return TargetEntry(area=area or world.soroe, **{**usual, **content})


def record(*entries: TargetEntry, by: User | None = None, **options: Any) -> Recorded:
    return record_targets(entries=entries, by=by, **options)


def codes(*entries: TargetEntry, by: User | None = None) -> list[tuple[str, str]]:
    """(field, code) of the refusals; nothing may be written."""
    before = TargetVersion.objects.count(), Change.objects.count()
    with pytest.raises(Refused) as refused:
        record(*entries, by=by)
    assert (TargetVersion.objects.count(), Change.objects.count()) == before
    return [(refusal.field, refusal.code) for refusal in refused.value.refusals]


def test_a_municipality_gets_an_adopted_target_with_its_baseline(world: World) -> None:
    recorded = record(a_target(world, note="Vedtaget 17. december"))

    version = TargetVersion.objects.get()
    assert (recorded.new, recorded.total) == (1, 1)
    assert (version.number, version.kind, version.value) == (1, "adopted", 38)
    assert (version.baseline_month, version.baseline_value) == (Month(2012, 12), 86)
    assert (version.note, version.change) == ("Vedtaget 17. december", recorded.change)
    assert version.target.goal_year == world.year


def test_a_new_value_is_a_new_version_and_the_old_one_stays(world: World) -> None:
    first = a_target(world)
    record(first)

    recorded = record(replace(first, value=Decimal(40)))

    assert (recorded.new, recorded.changed) == (0, 1)
    assert list(TargetVersion.objects.values_list("number", "kind", "value")) == [
        (1, "adopted", 38),
        (2, "adopted", 40),
    ]
    assert Target.objects.count() == 1


def test_a_regions_contract_is_amended(world: World) -> None:
    contract = a_target(world, world.region, value=Decimal(2000), baseline_month=None, baseline_value=None)

    record(contract)
    record(replace(contract, value=Decimal(1900)))
    record(replace(contract, value=Decimal(1800)))

    kinds = TargetVersion.objects.values_list("kind", flat=True)
    assert list(kinds) == ["contract", "amendment", "amendment"]


def test_the_same_target_again_says_nothing_new(world: World) -> None:
    entry = a_target(
        world, adopted_percent=Decimal("-56.0"), decided_on=date(2013, 12, 17), link="https://a.dk/1"
    )
    record(entry)

    recorded = record(entry)

    assert (recorded.unchanged, recorded.change) == (1, None)
    assert TargetVersion.objects.count() == Change.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"baseline_value": Decimal(87)},
        {"baseline_month": Month(2012, 11)},
        {"note": "Ny begrundelse"},
        {"decided_on": date(2014, 1, 1)},
        {"adopted_percent": Decimal("-55.8")},
    ],
    ids=str,
)
def test_anything_else_is_a_new_version(world: World, changed: dict[str, Any]) -> None:
    record(a_target(world))

    assert record(a_target(world, **changed)).changed == 1


def test_a_draft_is_no_promise_yet(world: World) -> None:
    record(a_target(world))
    TargetVersion.objects.update(kind=TargetVersion.Kind.DRAFT)

    recorded = record(a_target(world))

    assert recorded.new == 1
    assert list(TargetVersion.objects.values_list("number", "kind")) == [(1, "draft"), (2, "adopted")]


def test_a_manager_enters_the_targets_of_the_own_municipality_only(world: World) -> None:
    own, foreign = a_target(world), a_target(world, world.aalborg)

    assert codes(own, foreign, by=world.manager) == [("area", "not_yours")]
    assert record(own, by=world.manager).new == 1
    assert Change.objects.get().by == world.manager


@pytest.mark.parametrize("name", ["clerk", "outsider", "officer"])
def test_others_enter_no_targets(world: World, name: str) -> None:
    assert codes(a_target(world), by=getattr(world, name)) == [("area", "not_yours")]


def test_the_ministry_enters_all_targets(world: World) -> None:
    recorded = record(a_target(world), a_target(world, world.region), by=world.official)

    assert recorded.new == 2


def test_no_manager_enters_a_regions_contract(world: World) -> None:
    assert codes(a_target(world, world.region), by=world.manager) == [("area", "not_yours")]


def test_the_country_has_no_target(world: World) -> None:
    assert codes(a_target(world, world.country)) == [("area", "country")]


def test_only_a_years_goals_have_targets(world: World) -> None:
    GoalYear.objects.create(year=2013)
    other = Indicator.objects.create(
        code="lokalt", name="Lokalt", unit="persons", direction="down", window="month"
    )

    found = codes(a_target(world, indicator=other), a_target(world, year=2013), a_target(world, year=2099))

    assert found == [("indicator", "not_a_goal"), ("year", "unknown_year"), ("year", "unknown_year")]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ({"value": Decimal(-1)}, ("value", "negative")),
        ({"value": Decimal("38.5")}, ("value", "not_whole")),
        ({"value": Decimal("NaN")}, ("value", "not_a_number")),
        ({"value": Decimal(10**15)}, ("value", "too_many_digits")),
        ({"baseline_value": Decimal("0.5")}, ("baseline_value", "not_whole")),
        ({"baseline_month": None}, ("baseline_month", "baseline_month_missing")),
        ({"baseline_month": Month(2014, 12)}, ("baseline_month", "baseline_too_late")),
        ({"note": "Ring til 010203-1234"}, ("note", "cpr")),
        ({"note": "n" * 2001}, ("note", "too_long")),
    ],
    ids=str,
)
def test_what_no_target_may_say(world: World, content: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert codes(a_target(world, **content)) == [refusal]


def test_a_percentage_is_at_most_100(world: World) -> None:
    entry = a_target(world, indicator=world.education, value=Decimal("100.1"), baseline_value=Decimal(101))

    assert codes(entry) == [("value", "above_100"), ("baseline_value", "above_100")]


def test_a_baseline_month_may_stand_without_its_value(world: World) -> None:
    record(a_target(world, baseline_value=None))

    assert TargetVersion.objects.get().baseline_value is None


def test_one_refused_target_refuses_all(world: World) -> None:
    unreadable = (Refusal("value", "text", "Skriv tallet", line=3),)

    with pytest.raises(Refused) as refused:
        record_targets(entries=[a_target(world), unreadable, replace(a_target(world), value=Decimal(1))])

    assert [refusal.code for refusal in refused.value.refusals] == ["text", "duplicate"]
    assert (refused.value.recorded.new, refused.value.recorded.refused) == (1, 2)
    assert not Target.objects.exists() and not Change.objects.exists()


def test_a_rehearsal_counts_and_writes_nothing(world: World) -> None:
    record(a_target(world))

    recorded = write_targets(
        None,
        entries=[
            a_target(world),
            a_target(world, world.aalborg),
            a_target(world, indicator=world.unemployed),
        ],
        by=None,
    )

    assert (recorded.new, recorded.changed, recorded.unchanged) == (2, 0, 1)
    assert TargetVersion.objects.count() == 1


def test_the_same_key_twice_records_once(world: World) -> None:
    record(a_target(world), by=world.manager, idempotency_key="one")

    with pytest.raises(AlreadyRecorded):
        record(a_target(world, value=Decimal(40)), by=world.manager, idempotency_key="one")

    assert TargetVersion.objects.get().value == 38


def test_the_changes_hash_covers_the_versions(world: World) -> None:
    change = record(a_target(world), a_target(world, world.aalborg)).change

    versions = TargetVersion.objects.order_by("pk")
    lines = [canonical_json(version.canonical()) for version in versions]
    assert change is not None and change.contents_hash == _hash_of(lines)


def _hash_of(lines: list[bytes]) -> str:
    digest = sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    return contents_hash(iter([("goals.TargetVersion", len(lines), digest)]))


def test_judging_many_targets_needs_no_more_queries(world: World) -> None:
    areas = [make_area(f"09{n:02}", f"Sted {n}", "municipality", world.region) for n in range(30)]
    needed = []
    for some in (areas[:3], areas):
        with CaptureQueriesContext(connection) as queries:
            write_targets(None, entries=[a_target(world, area) for area in some], by=None)
        needed.append(len(queries))

    assert needed[0] == needed[1]


def test_a_municipality_that_moved_is_no_longer_its_former_managers(world: World) -> None:
    record(a_target(world))
    assert Target.objects.editable_by(world.manager).exists()

    world.jobcentre.served.update(valid_to=date(2014, 6, 9))

    assert not Target.objects.editable_by(User.objects.get(pk=world.manager.pk)).exists()
