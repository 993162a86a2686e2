"""What is read from the database: basis, reader, knowledge at a moment, and how far back."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals import series
from goals.models import Figure, FigureRevision, Origin, Target, TargetVersion
from goals.months import Month
from goals.progress import Coverage, Line, Point, progress_of
from jobcentres import clock
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.changes import recording
from jobcentres.models import Area, Change
from tests.goals.figure_builders import TENTH_OF_JUNE, World, an_entry, record, the_figure

APRIL, MAY = Month(2014, 4), Month(2014, 5)
EARLIER = TENTH_OF_JUNE - timedelta(days=5)


def unemployed(world: World, area: Area | None = None, **options: Any) -> Line:
    measure = series.measure_of(world.unemployed)
    options = {"as_of": MAY, "reader": OUTSIDER, **options}
    return series.read([measure], **options).area(measure, (area or world.soroe).pk)


def report(
    world: World, value: int | None, month: str = "2014-04", *, at: datetime = EARLIER, **content: Any
) -> None:
    """The clerk enters a figure; it is not approved."""
    with clock.standing_at(at):
        record(an_entry(world.unemployed, world.soroe, month, value=value, **content), by=world.clerk)


def publish(
    world: World, value: int, month: str = "2014-04", *, area: Area | None = None, at: datetime = EARLIER
) -> None:
    """The official source gives a figure; it is approved at once."""
    with clock.standing_at(at):
        record(an_entry(world.unemployed, area or world.soroe, month, value=value))


def revise(world: World, value: int, *, is_approved: bool, at: datetime) -> None:
    """A further version of Sorø's April figure, as approval and correction write it."""
    figure = the_figure(an_entry(world.unemployed, world.soroe))
    figure.version += 1
    figure.value = Decimal(value)
    figure.approved_version = figure.version if is_approved else figure.approved_version
    with clock.standing_at(at), recording(by=None, kind=Change.Kind.CORRECTION) as change:
        revision = FigureRevision(
            figure=figure, change=change.row, version=figure.version, origin=Origin.CORRECTION,
            is_approved=is_approved, value=figure.value,
        )  # fmt: skip
        figure.save()
        revision.save()
        change.include(FigureRevision._meta.label, revision.canonical())


def test_months_are_values_in_queries(world: World) -> None:
    publish(world, 150, "2014-03")
    publish(world, 143)

    months = Figure.objects.order_by("month")
    assert months.get(month=APRIL).month == APRIL
    assert months.filter(month__in=[APRIL, MAY]).count() == 1
    assert months.filter(month__gte=APRIL).count() == months.filter(month__lt=APRIL).count() == 1
    assert months.filter(month__range=(Month(2014, 3), APRIL)).count() == 2
    assert list(months.values_list("month", flat=True)) == [Month(2014, 3), APRIL]
    assert months.filter(month="2014-04").exists() and months.filter(month=APRIL.first_day).exists()


def test_numbers_come_as_they_were_stored(world: World) -> None:
    exact = Decimal("8.95522388059701")
    record(
        an_entry(world.education, world.soroe, value=exact),
        an_entry(world.education, world.slagelse, numerator=19, denominator=201),
    )
    measure = series.measure_of(world.education)
    read = series.read([measure], as_of=MAY, reader=OUTSIDER)

    assert read.area(measure, world.soroe.pk).points == {APRIL: Point("reported", exact)}
    assert read.area(measure, world.slagelse.pk).value(APRIL) == Decimal(1900) / 201


@pytest.mark.parametrize(
    "text", ["0", "0.1", "999999999999999", "0.000000000000001", "123456789.123457", "1E-7"]
)
def test_fifteen_digits_survive_the_way_through_a_float(text: str) -> None:
    assert series.exact(float(text)) == Decimal(text)


def test_a_figure_not_yet_approved_counts_for_nobody_on_the_approved_basis(world: World) -> None:
    report(world, 143)

    for reader in (OUTSIDER, MINISTRY, world.clerk.reader):
        assert unemployed(world, reader=reader).value(APRIL) is None


def test_on_the_preliminary_basis_it_counts_for_those_who_may_see_it_and_is_marked(world: World) -> None:
    report(world, 143)

    for reader in (MINISTRY, world.clerk.reader, world.officer.reader):
        cell = unemployed(world, basis="preliminary", reader=reader).at(APRIL)
        assert (cell.value, cell.preliminary) == (143, True)
    for reader in (OUTSIDER, world.outsider.reader):
        assert unemployed(world, basis="preliminary", reader=reader).value(APRIL) is None


@pytest.mark.parametrize("basis", ["approved", "preliminary"])
def test_an_approved_figure_counts_for_everybody_unmarked(world: World, basis: str) -> None:
    publish(world, 143)

    cell = unemployed(world, basis=basis).at(APRIL)
    assert (cell.value, cell.preliminary) == (143, False)


def test_an_approved_version_stands_until_its_successor_is_approved(world: World) -> None:
    publish(world, 143)
    revise(world, 150, is_approved=False, at=EARLIER)
    inside = unemployed(world, basis="preliminary", reader=world.clerk.reader).at(APRIL)

    assert (inside.value, inside.preliminary) == (150, True)
    assert unemployed(world, basis="preliminary").value(APRIL) == 143
    assert unemployed(world, reader=MINISTRY).value(APRIL) == 143

    revise(world, 150, is_approved=True, at=EARLIER)
    assert unemployed(world).value(APRIL) == 150


def test_a_withdrawn_figure_is_not_reported(world: World) -> None:
    report(world, 143)
    report(world, None, state="not_reported", note="Forkert måned")

    line = unemployed(world, basis="preliminary", reader=MINISTRY)
    assert (line.value(APRIL), line.at(APRIL).state) == (None, "not_reported")


def test_a_state_is_read_without_numbers(world: World) -> None:
    report(world, None, state="not_measurable")

    assert unemployed(world, basis="preliminary", reader=MINISTRY).points == {
        APRIL: Point("not_measurable", preliminary=True)
    }


def test_known_on_shows_the_figure_as_it_stood_before_an_update(world: World) -> None:
    publish(world, 143, at=EARLIER)
    publish(world, 150, at=TENTH_OF_JUNE)

    assert unemployed(world, known_on=EARLIER - timedelta(seconds=1)).value(APRIL) is None
    assert unemployed(world, known_on=EARLIER).value(APRIL) == 143
    assert unemployed(world, known_on=TENTH_OF_JUNE - timedelta(seconds=1)).value(APRIL) == 143
    assert unemployed(world, known_on=TENTH_OF_JUNE).value(APRIL) == 150
    assert unemployed(world).value(APRIL) == 150


def test_known_on_follows_the_approval_not_the_entry(world: World) -> None:
    report(world, 143, at=EARLIER)
    revise(world, 143, is_approved=True, at=TENTH_OF_JUNE)
    before, after = TENTH_OF_JUNE - timedelta(hours=1), TENTH_OF_JUNE

    assert unemployed(world, known_on=before).value(APRIL) is None
    assert unemployed(world, known_on=after).value(APRIL) == 143
    marked = unemployed(world, known_on=before, basis="preliminary", reader=MINISTRY).at(APRIL)
    assert (marked.value, marked.preliminary) == (143, True)
    assert not unemployed(world, known_on=after, basis="preliminary", reader=MINISTRY).at(APRIL).preliminary


def test_known_on_keeps_an_approved_version_under_a_later_one_not_approved(world: World) -> None:
    publish(world, 143, at=EARLIER)
    revise(world, 150, is_approved=False, at=TENTH_OF_JUNE)
    known = {"known_on": TENTH_OF_JUNE, "basis": "preliminary"}

    assert unemployed(world, **known).value(APRIL) == 143
    assert unemployed(world, reader=MINISTRY, **known).value(APRIL) == 150
    assert unemployed(world, known_on=TENTH_OF_JUNE).value(APRIL) == 143


def test_known_now_and_known_on_now_are_the_same(world: World) -> None:
    publish(world, 143, at=EARLIER)
    report(world, 150, "2014-05", at=TENTH_OF_JUNE)
    for basis in series.Basis:
        options = {"basis": basis, "reader": MINISTRY}

        assert (
            unemployed(world, **options).points == unemployed(world, known_on=TENTH_OF_JUNE, **options).points
        )


def test_a_region_is_summed_from_its_municipalities_and_its_own_record_wins(world: World) -> None:
    publish(world, 100, area=world.soroe)
    publish(world, 50, area=world.slagelse)
    publish(world, 90, "2014-05", area=world.soroe)
    publish(world, 145, "2014-05", area=world.region)
    measure = series.measure_of(world.unemployed)
    read = series.read([measure], as_of=MAY, reader=OUTSIDER)
    region = read.group(measure, [world.soroe.pk, world.slagelse.pk], world.region.pk)

    assert (region.value(APRIL), region.value(MAY)) == (150, 145)
    assert (region.at(APRIL).published, region.at(MAY).published) == (False, True)
    assert region.coverage(MAY) == Coverage(MAY, 1, 2)


def test_a_regions_small_total_opens_for_its_reader_and_a_clusters_for_who_sees_all_members(
    world: World,
) -> None:
    measure, members = series.measure_of(world.unemployed), [world.soroe.pk, world.slagelse.pk]
    read = series.read([measure], as_of=MAY, reader=OUTSIDER)
    region, cluster = read.group(measure, members, world.region.pk), read.group(measure, members)

    assert region.is_open_to(world.officer.reader) and cluster.is_open_to(world.officer.reader)
    assert not region.is_open_to(world.clerk.reader) and not cluster.is_open_to(world.clerk.reader)
    assert read.area(measure, world.soroe.pk).is_open_to(world.clerk.reader)
    assert cluster.is_open_to(Reader(area_ids=frozenset(members)))


def test_lines_are_made_once(world: World) -> None:
    measure = series.measure_of(world.unemployed)
    read = series.read([measure], as_of=MAY, reader=OUTSIDER)

    assert read.area(measure, world.soroe.pk) is read.area(measure, world.soroe.pk)
    assert read.group(measure, [world.soroe.pk]) is read.group(measure, [world.soroe.pk])


def test_only_the_chosen_areas_are_read(world: World) -> None:
    publish(world, 100, area=world.soroe)
    publish(world, 50, area=world.aalborg)

    assert unemployed(world, world.aalborg, area_ids=[world.soroe.pk]).value(APRIL) is None
    assert unemployed(world, world.aalborg, area_ids=[world.aalborg.pk]).value(APRIL) == 50


def test_one_query_reads_everything_however_many_areas_and_months(world: World) -> None:
    for month in Month.range(Month(2012, 1), MAY):
        publish(world, 100, str(month), area=world.soroe)
        publish(world, 100, str(month), area=world.slagelse)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        line = unemployed(world)
        result = progress_of(line, None, 2014, MAY)
    assert (len(queries), result.latest, result.change) == (1, 100, 0)


def test_what_lies_before_is_read_once_it_is_needed(world: World) -> None:
    publish(world, 176, "2011-11")
    publish(world, 160, "2010-11")

    with CaptureQueriesContext(connection) as queries:
        line = unemployed(world)
        result = progress_of(line, None, 2014, MAY)
    assert (result.latest_month, result.change, result.coverage) == (
        Month(2011, 11),
        16,
        (Month(2011, 11), 1, 1),
    )
    assert len(queries) == 2


def test_an_earlier_month_can_always_be_asked_for(world: World) -> None:
    publish(world, 143)
    publish(world, 176, "2010-11")
    line = unemployed(world)

    assert line.value(Month(2010, 11)) == 176
    assert line.value(Month(2010, 10)) is None


def test_the_whole_past_is_read_at_once_if_asked_for(world: World) -> None:
    publish(world, 160, "2010-11")

    with CaptureQueriesContext(connection) as queries:
        assert unemployed(world, whole_past=True).latest_month(MAY) == Month(2010, 11)
    assert len(queries) == 1


def test_of_chosen_months_no_others_are_known(world: World) -> None:
    publish(world, 143, "2014-04")
    publish(world, 150, "2014-03")

    line = unemployed(world, months={world.unemployed.pk: [APRIL]})

    assert (line.value(APRIL), line.value(Month(2014, 3))) == (143, None)
    assert unemployed(world, months={}).value(APRIL) is None


def test_a_total_may_lie_before_what_was_read_first(world: World) -> None:
    publish(world, 100, area=world.soroe)
    publish(world, 90, "2011-12", area=world.soroe)
    publish(world, 50, "2011-12", area=world.slagelse)
    measure = series.measure_of(world.unemployed)
    region = series.read([measure], as_of=MAY, reader=OUTSIDER).group(
        measure, [world.soroe.pk, world.slagelse.pk]
    )

    assert region.latest_month(MAY) == Month(2011, 12)
    assert region.coverage(MAY) == Coverage(APRIL, 1, 2)


def test_nothing_after_as_of_is_read(world: World) -> None:
    publish(world, 143)
    publish(world, 150, "2014-05")

    assert unemployed(world, as_of=APRIL).points == {APRIL: Point("reported", Decimal(143))}


def test_a_measure_has_the_properties_of_its_indicator(world: World) -> None:
    measure = series.measure_of(world.education, [Month(2014, 1)])

    assert (measure.is_ratio, measure.tolerance, measure.breaks) == (True, Decimal("0.02"), (Month(2014, 1),))


def set_target(world: World, number: int, kind: str, value: int, at: datetime = EARLIER) -> None:
    target, _is_new = Target.objects.get_or_create(
        goal_year=world.year, indicator=world.pensions, area=world.soroe
    )
    with clock.standing_at(at), recording(by=None, kind=Change.Kind.TARGETS) as change:
        version = TargetVersion.objects.create(
            target=target, change=change.row, number=number, kind=kind, value=value,
            baseline_month=Month(2012, 12), baseline_value=86,
        )  # fmt: skip
        change.include(TargetVersion._meta.label, version.canonical())


def promised(world: World, **options: Any) -> Decimal | None:
    found = series.read_promises(2014, **options).get((world.pensions.pk, world.soroe.pk))
    return found.value if found else None


def test_only_the_newest_binding_version_is_a_promise(world: World) -> None:
    set_target(world, 1, "draft", 30)
    assert promised(world) is None

    set_target(world, 2, "adopted", 38)
    set_target(world, 3, "recommended", 20)
    assert promised(world) == 38

    set_target(world, 4, "amendment", 36)
    assert promised(world) == 36


def test_a_promise_is_known_from_the_moment_of_its_version(world: World) -> None:
    set_target(world, 1, "adopted", 38, EARLIER)
    set_target(world, 2, "amendment", 36, TENTH_OF_JUNE)

    assert promised(world, known_on=EARLIER - timedelta(seconds=1)) is None
    assert promised(world, known_on=EARLIER) == 38
    assert promised(world, known_on=TENTH_OF_JUNE) == 36


def test_promises_are_of_their_year_areas_and_indicators(world: World) -> None:
    set_target(world, 1, "adopted", 38)

    assert series.read_promises(2013) == {}
    assert promised(world, area_ids=[world.aalborg.pk]) is None
    assert promised(world, indicator_ids=[world.unemployed.pk]) is None
    promise = series.read_promises(2014)[world.pensions.pk, world.soroe.pk]
    assert (promise.baseline_month, promise.baseline_value, promise.kind) == (Month(2012, 12), 86, "adopted")
