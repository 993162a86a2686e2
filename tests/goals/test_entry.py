"""The one writer of figures."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.contents import FigureEntry
from goals.entry import record_figures, write_figures
from goals.models import CorrectionRequest, Figure, FigureRevision, Origin, SourceKind
from goals.refusals import Refusal, Refused
from goals.staging import PlainStore, store_for
from jobcentres import clock
from jobcentres.changes import AlreadyRecorded, canonical_json, contents_hash
from jobcentres.models import Change
from tests.goals.figure_builders import TENTH_OF_JUNE, World, an_entry, record, the_figure


def test_a_clerk_records_a_preliminary_figure_with_its_first_revision(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35, note="Talt op")

    recorded = record(entry, by=world.clerk)

    figure = the_figure(entry)
    revision = figure.revisions.get()
    assert (recorded.new, recorded.total) == (1, 1)
    assert (figure.value, figure.version, figure.is_locked) == (35, 1, False)
    assert (revision.origin, revision.replaced_state, revision.note) == ("typed", "", "Talt op")
    assert revision.change == recorded.change
    assert recorded.change is not None and recorded.change.by == world.clerk


def test_a_changed_figure_keeps_what_it_replaced(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=4)
    record(entry, by=world.clerk)

    recorded = record(replace(entry, value=Decimal(35)), by=world.clerk)

    second = the_figure(entry).revisions.get(version=2)
    assert (recorded.new, recorded.changed) == (0, 1)
    assert (second.value, second.replaced_state, second.replaced_value) == (35, "reported", 4)


def test_the_same_content_again_makes_no_revision_and_no_change(world: World) -> None:
    entry = an_entry(world.education, world.soroe, numerator=19, denominator=201)
    record(entry, by=world.clerk)

    recorded = record(replace(entry, note="igen"), by=world.clerk)

    assert (recorded.unchanged, recorded.change) == (1, None)
    assert FigureRevision.objects.count() == Change.objects.count() == 1


def test_another_source_alone_is_a_change(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)
    record(entry, by=world.clerk)

    recorded = record(replace(entry, source_kind=SourceKind.OWN_COUNT), by=world.clerk)

    assert recorded.changed == 1


def test_both_parts_are_kept_and_the_percentage_beside_them_is_not(world: World) -> None:
    entry = an_entry(world.education, world.soroe, value="9.5", numerator=19, denominator=201)

    record(entry, by=world.clerk)

    figure = the_figure(entry)
    assert (figure.value, figure.numerator, figure.denominator) == (None, 19, 201)


def test_a_figure_is_withdrawn_with_a_note_and_can_come_back(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=4)
    record(entry, by=world.clerk)

    record(an_entry(world.pensions, world.soroe, state="not_reported", note="Forkert måned"), by=world.clerk)
    withdrawn = the_figure(entry)
    record(entry, by=world.clerk)

    assert (withdrawn.state, withdrawn.value, withdrawn.version) == ("not_reported", None, 2)
    assert (the_figure(entry).value, the_figure(entry).version) == (4, 3)


def test_withdrawing_what_is_not_there_changes_nothing(world: World) -> None:
    recorded = record(
        an_entry(world.pensions, world.soroe, state="not_reported", note="Ingen"), by=world.clerk
    )

    assert recorded.unchanged == 1
    assert not Figure.objects.exists()


def test_one_refused_entry_refuses_all(world: World) -> None:
    good = an_entry(world.pensions, world.soroe, value=35)
    bad = an_entry(world.unemployed, world.soroe, value="143.5")

    with pytest.raises(Refused) as refused:
        record(good, bad, by=world.clerk)

    (refusal,) = refused.value.refusals
    assert (refusal.index, refusal.field, refusal.code) == (1, "value", "not_whole")
    assert (refused.value.recorded.new, refused.value.recorded.refused) == (1, 1)
    assert not Figure.objects.exists() and not Change.objects.exists()


def test_other_peoples_municipalities_are_refused(world: World) -> None:
    for user in (world.outsider, world.officer, world.official):
        with pytest.raises(Refused) as refused:
            record(an_entry(world.pensions, world.soroe, value=35), by=user)

        assert [refusal.code for refusal in refused.value.refusals] == ["not_yours"]


def test_only_the_official_source_gives_figures_for_a_region(world: World) -> None:
    entry = an_entry(world.pensions, world.region, value=2000)

    with pytest.raises(Refused) as refused:
        record(entry, by=None, origin=Origin.FILE)
    record(entry)

    assert refused.value.refusals[0].code == "official_only"
    assert the_figure(entry).is_approved


def test_the_official_source_is_approved_at_once_and_updates_what_was(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)
    record(entry, by=world.clerk)

    record(replace(entry, value=Decimal(36)))
    record(replace(entry, value=Decimal(37)))

    figure = the_figure(entry)
    assert (figure.value, figure.version, figure.approved_version) == (37, 3, 3)
    assert [r.is_source_update for r in figure.revisions.all()] == [False, True, True]


def test_the_official_source_approves_a_preliminary_figure_that_says_the_same(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)
    record(entry, by=world.clerk)

    first, second = record(entry), record(entry)

    assert (first.changed, second.unchanged) == (1, 1)
    assert the_figure(entry).is_approved


def test_an_approved_figure_is_closed_to_people(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)
    record(entry)

    with pytest.raises(Refused) as refused:
        record(replace(entry, value=Decimal(36)), by=world.clerk)
    same = record(entry, by=world.clerk)

    assert refused.value.refusals[0].code == "locked"
    assert (same.unchanged, the_figure(entry).value) == (1, 35)


def test_with_a_reason_an_approved_figure_gets_a_correction_request_once(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)
    record(entry)
    wish = replace(entry, value=Decimal(36))

    first = record(wish, by=world.clerk, correction_reason="Talt forkert")
    record(wish, by=world.clerk, correction_reason="Talt forkert")

    request = CorrectionRequest.objects.get()
    assert (first.requested, request.value, request.figure_version) == (1, 36, 1)
    assert the_figure(entry).value == 35


def test_a_stale_version_is_refused_with_what_stands_now(world: World) -> None:
    entry = an_entry(world.unemployed, world.soroe, value=148)
    record(entry, by=world.clerk)
    with clock.standing_at(TENTH_OF_JUNE + timedelta(minutes=1)):
        record(replace(entry, value=Decimal(143), expected_version=1), by=world.manager)

    with pytest.raises(Refused) as refused:
        record(replace(entry, value=Decimal(134), expected_version=1), by=world.clerk)

    (refusal,) = refused.value.refusals
    assert refusal.conflict is not None
    assert (refusal.conflict.standing.value, refusal.conflict.by) == (143, world.manager)
    assert refusal.conflict.recorded_at == TENTH_OF_JUNE + timedelta(minutes=1)
    assert the_figure(entry).value == 143


def test_a_figure_that_appeared_meanwhile_is_a_conflict(world: World) -> None:
    entry = an_entry(world.unemployed, world.soroe, value=148, expected_version=0)
    record(entry, by=world.manager)

    with pytest.raises(Refused) as refused:
        record(replace(entry, value=Decimal(134)), by=world.clerk)

    assert refused.value.refusals[0].code == "conflict"


def test_the_same_key_twice_records_once(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)
    first = record(entry, by=world.clerk, idempotency_key="one")

    with pytest.raises(AlreadyRecorded) as again:
        record(replace(entry, value=Decimal(36)), by=world.clerk, idempotency_key="one")

    assert again.value.change == first.change
    assert the_figure(entry).value == 35


def test_the_same_figure_twice_in_one_list_is_refused(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)

    with pytest.raises(Refused) as refused:
        record(entry, replace(entry, value=Decimal(36)), by=world.clerk)

    assert [(r.index, r.code) for r in refused.value.refusals] == [(1, "duplicate")]


def test_what_a_reader_could_not_read_refuses_the_rest(world: World) -> None:
    unreadable = (Refusal("value", "text", "Skriv tallet", line=3), Refusal("area", "unknown", "?", line=3))

    with pytest.raises(Refused) as refused:
        record_figures(
            entries=[an_entry(world.pensions, world.soroe, value=35), unreadable],
            by=world.clerk,
            origin=Origin.FILE,
        )

    assert (refused.value.recorded.new, refused.value.recorded.refused) == (1, 1)
    assert refused.value.refusals == list(unreadable)


def test_a_rehearsal_counts_and_writes_nothing(world: World) -> None:
    entry = an_entry(world.pensions, world.soroe, value=35)

    recorded = write_figures(None, entries=[entry], by=world.clerk, origin=Origin.TYPED)

    assert recorded.new == 1
    assert not Figure.objects.exists() and not Change.objects.exists()


def test_the_official_source_is_no_person(world: World) -> None:
    with pytest.raises(ValueError, match="no person"):
        record_figures(entries=[], by=world.official, origin=Origin.OFFICIAL)


def many(world: World, value: int) -> list[FigureEntry]:
    """More than the writer takes at once: 120 months of four series, in no order."""
    months = [f"{year}-{number:02}" for year in range(2004 + 3, 2014) for number in range(1, 13)]
    entries = [
        an_entry(indicator, area, month, value=value + index, note="a\tb\\c", source=r"\N")
        for index, month in enumerate(months)
        for indicator in (world.pensions, world.unemployed)
        for area in (world.soroe, world.slagelse, world.aalborg, world.region, world.country)
    ]
    return sorted(entries, key=lambda entry: hashlib.sha256(repr(entry).encode()).digest())


@pytest.mark.parametrize("at_once", [100, 2000])
def test_many_figures_are_new_then_changed_then_unchanged(
    world: World, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goals.entry._AT_ONCE", at_once)
    first, second = many(world, 10), many(world, 11)

    counts = [record(*entries) for entries in (first, second, second)]

    total = len(first)
    assert [(c.new, c.changed, c.unchanged) for c in counts] == [(total, 0, 0), (0, total, 0), (0, 0, total)]
    assert Figure.objects.filter(version=2, approved_version=2, source=r"\N").count() == total
    assert FigureRevision.objects.filter(version=2, note="a b\\c", replaced_state="reported").count() == total
    for entry in second[:20]:
        figure = the_figure(entry)
        assert figure.value == entry.value
        assert figure.revisions.get(version=2).replaced_value == figure.revisions.get(version=1).value


def test_a_changes_hash_covers_its_revisions_in_the_order_of_their_keys(world: World) -> None:
    changes = [record(*many(world, value)).change for value in (10, 11)]

    for change in changes:
        assert change is not None
        revisions = FigureRevision.objects.filter(change=change).order_by("pk")
        lines = b"".join(canonical_json(revision.canonical()) + b"\n" for revision in revisions)
        digest = hashlib.sha256(lines).hexdigest()
        expected = contents_hash(iter([("goals.FigureRevision", len(revisions), digest)]))
        assert change.contents_hash == expected


def test_a_few_figures_never_take_the_way_of_many(world: World) -> None:
    assert isinstance(store_for(10), PlainStore)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.decimals(min_value=0, max_value=100, places=6))
def test_a_stored_percentage_reads_back_exactly(world: World, value: Decimal) -> None:
    entry = an_entry(world.education, world.soroe, value=value)

    record(entry, by=world.clerk)

    assert the_figure(entry).value == value
    assert record(entry, by=world.clerk).unchanged == 1


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(denominator=st.integers(1, 10**15 - 1), data=st.data())
def test_stored_parts_read_back_exactly(world: World, denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(0, denominator))
    entry = an_entry(world.education, world.soroe, numerator=numerator, denominator=denominator)

    record(entry, by=world.clerk)

    figure = the_figure(entry)
    assert (figure.numerator, figure.denominator) == (numerator, denominator)
