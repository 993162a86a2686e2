"""A released month reopened, entered anew, released again or closed; the public number stands till then."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from goals import returns, series
from goals.corrections import request_correction
from goals.entry import standing_of, write_figures
from goals.models import Figure, ReturnEvent
from goals.months import Month
from goals.refusals import Refused
from goals.returns import LineState, ReturnRefused, due_lines
from goals.series import Basis
from goals.verification import History, first_fault
from jobcentres import clock
from jobcentres.access import MINISTRY, OUTSIDER
from jobcentres.changes import AlreadyRecorded, recording
from jobcentres.models import Change, User
from tests.builders import make_assignment
from tests.goals.figure_builders import TENTH_OF_JUNE, World, an_entry, make_user, record, the_figure
from tests.goals.return_builders import april_of, enter, state, submitted

REASON = "Et hold er talt to gange."
LATER = TENTH_OF_JUNE + timedelta(hours=1)


@pytest.fixture
def released(world: World) -> World:
    """Two figures of April, released."""
    enter(world, world.pensions, 35)
    enter(world, world.unemployed, 143)
    returns.approve(submission=submitted(world), by=world.officer)
    return world


def reopen(world: World, *, by: User | None = None, reason: str = REASON, key: str = "") -> None:
    returns.reopen(monthly_return=april_of(world), reason=reason, by=by or world.officer, idempotency_key=key)


def close(world: World, *, by: User | None = None) -> None:
    returns.close(monthly_return=april_of(world), by=by or world.officer)


def unemployed(world: World) -> Figure:
    return the_figure(an_entry(world.unemployed, world.soroe))


def public(world: World, **options: object) -> Decimal | None:
    measure = series.measure_of(world.unemployed)
    read = series.read([measure], **({"as_of": Month(2014, 5), "reader": OUTSIDER} | options))  # type: ignore[arg-type]
    point = read.area(measure, world.soroe.pk).points.get(Month(2014, 4))
    return point.value if point else None


def lines_of(world: World) -> dict[str, LineState]:
    lines = due_lines([world.jobcentre], at=TENTH_OF_JUNE)
    return {line.indicator.code: line.state for line in lines if line.month == Month(2014, 4)}


@pytest.mark.parametrize("role", ["officer", "official"])
def test_the_region_and_the_ministry_reopen_every_released_figure(released: World, role: str) -> None:
    late = enter(released, released.education, None, numerator=19, denominator=201)

    reopen(released, by=getattr(released, role))

    assert set(Figure.objects.filter(is_reopened=True)) == set(Figure.objects.exclude(pk=late))
    assert unemployed(released).version == unemployed(released).approved_version == 2


def test_the_reason_and_the_versions_are_in_the_history(released: World) -> None:
    reopen(released)

    events = ReturnEvent.objects.filter(kind="reopened").order_by("pk")
    assert [(event.indicator, event.old, event.new) for event in events] == [
        (None, "", REASON),
        (released.pensions, "2", ""),
        (released.unemployed, "2", ""),
    ]
    assert {event.change.assignment.role for event in events if event.change.assignment} == {"officer"}
    assert first_fault(History.now()) is None


@pytest.mark.parametrize("role", ["clerk", "manager", "outsider"])
def test_nobody_of_the_jobcentres_reopens_or_closes(released: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        reopen(released, by=getattr(released, role))
    reopen(released)
    with pytest.raises(PermissionDenied):
        close(released, by=getattr(released, role))


def test_the_officer_of_another_region_does_not_reopen(released: World) -> None:
    karl = make_user("Karl Mikkelsen", "officer", area=released.aalborg.parent)

    with pytest.raises(PermissionDenied):
        reopen(released, by=karl)


def test_who_is_both_reopens_as_the_regions_officer(released: World) -> None:
    make_assignment(released.official, "officer", released.region)

    reopen(released, by=released.official)

    held = ReturnEvent.objects.filter(kind="reopened").latest("pk").change.assignment
    assert held is not None and held.role == "officer"


@pytest.mark.parametrize(
    ("reason", "message"),
    [(" ", "Skriv, hvorfor måneden genåbnes."), ("Gælder 010203-1234", "ligner et cpr-nummer")],
)
def test_a_month_is_not_reopened_without_a_fit_reason(released: World, reason: str, message: str) -> None:
    with pytest.raises(ReturnRefused, match=message):
        reopen(released, reason=reason)

    assert not Figure.objects.filter(is_reopened=True).exists()


def test_a_month_is_reopened_once(released: World) -> None:
    reopen(released, key="one")

    with pytest.raises(AlreadyRecorded):
        reopen(released, key="one")
    with pytest.raises(ReturnRefused, match="Ingen af månedens tal er frigivet og lukket"):
        reopen(released)


def test_a_month_without_released_figures_is_not_reopened(world: World) -> None:
    enter(world, world.unemployed)

    with pytest.raises(ReturnRefused, match="Ingen af månedens tal er frigivet"):
        reopen(world)


def test_other_months_and_jobcentres_stay_closed(released: World) -> None:
    record(an_entry(released.unemployed, released.soroe, "2014-03", value=140))
    record(an_entry(released.unemployed, released.aalborg, value=900))

    reopen(released)

    assert Figure.objects.filter(is_reopened=True).count() == 2


def test_what_was_released_stays_public_until_the_new_number_is(released: World) -> None:
    with clock.standing_at(LATER):
        reopen(released)
        enter(released, released.unemployed, 134)
        assert public(released) == 143
        assert public(released, reader=MINISTRY, basis=Basis.PRELIMINARY) == 134

        returns.approve(submission=submitted(released), by=released.officer)

    assert public(released) == 134
    assert public(released, known_on=TENTH_OF_JUNE) == 143


def test_what_was_known_while_the_month_was_open_is_the_old_number(released: World) -> None:
    with clock.standing_at(LATER):
        reopen(released)
        enter(released, released.unemployed, 134)
    with clock.standing_at(LATER + timedelta(days=1)):
        returns.approve(submission=submitted(released), by=released.officer)

    assert public(released, known_on=LATER) == 143
    inside = {"reader": MINISTRY, "basis": Basis.PRELIMINARY}
    assert public(released, known_on=LATER, **inside) == 134


def test_releasing_a_reopened_figure_closes_it(released: World) -> None:
    reopen(released)
    enter(released, released.unemployed, 134)

    returns.approve(submission=submitted(released), by=released.officer)

    assert unemployed(released).is_locked
    assert Figure.objects.get(is_reopened=True).indicator == released.pensions
    assert first_fault(History.now()) is None


def test_closing_locks_what_was_not_changed(released: World) -> None:
    reopen(released)

    close(released)

    assert not Figure.objects.filter(is_reopened=True).exists()
    assert ReturnEvent.objects.filter(kind="closed").count() == 3
    assert first_fault(History.now()) is None
    with pytest.raises(Refused):
        enter(released, released.unemployed, 134)


def test_a_month_is_not_closed_while_changed_figures_wait(released: World) -> None:
    reopen(released)
    enter(released, released.unemployed, 134)
    enter(released, released.pensions, 36)

    with pytest.raises(ReturnRefused, match=r"2 tal er ændret og mangler at blive frigivet\."):
        close(released)

    assert Figure.objects.filter(is_reopened=True).count() == 2


def test_there_must_be_something_to_close(released: World) -> None:
    with pytest.raises(ReturnRefused, match="Ingen af månedens tal er genåbnet"):
        close(released)


def test_the_official_source_changes_a_reopened_figure_at_once_and_leaves_it_open(released: World) -> None:
    reopen(released)

    record(an_entry(released.unemployed, released.soroe, value=150))

    assert public(released) == 150
    assert unemployed(released).is_reopened and unemployed(released).is_approved
    close(released)
    assert first_fault(History.now()) is None


def test_no_correction_is_asked_for_while_the_figure_is_open(released: World) -> None:
    reopen(released)
    wish = an_entry(released.unemployed, released.soroe, value=134)

    with pytest.raises(Refused) as refused:
        request_correction(entry=wish, reason="Tastefejl", by=released.clerk)

    assert refused.value.refusals[0].code == "not_locked"


def test_a_reopened_figure_that_was_not_changed_is_no_work(released: World) -> None:
    reopen(released)

    assert lines_of(released)["langtidsledige"] == LineState.RELEASED
    assert state(released) == "approved"
    line = next(one for one in due_lines([released.jobcentre], at=TENTH_OF_JUNE) if one.is_reopened)
    assert not line.is_to_do


def test_a_reopened_figure_that_was_changed_goes_the_usual_way(released: World) -> None:
    reopen(released)
    figure = enter(released, released.unemployed, 134)
    assert (lines_of(released)["langtidsledige"], state(released)) == (LineState.REPORTED, "draft")

    submission = submitted(released)
    assert (lines_of(released)["langtidsledige"], state(released)) == (LineState.WAITING, "submitted")
    returns.send_back(submission=submission, reasons={figure: "134?"}, by=released.officer)

    assert (lines_of(released)["langtidsledige"], state(released)) == (LineState.SENT_BACK, "sent_back")


def test_a_released_figure_is_withdrawn_by_release(released: World) -> None:
    reopen(released)
    withdrawn = an_entry(released.unemployed, released.soroe, state="not_reported", note="Forkert måned")
    record(withdrawn, by=released.clerk)
    assert public(released) == 143

    returns.approve(submission=submitted(released), by=released.officer)

    assert public(released) is None
    assert unemployed(released).is_locked


@pytest.mark.parametrize("value", [134, 143])
def test_nobody_writes_into_a_month_that_was_closed_meanwhile(released: World, value: int) -> None:
    reopen(released)
    standing = standing_of(unemployed(released))
    close(released)

    with pytest.raises(IntegrityError), recording(by=released.clerk, kind=Change.Kind.FIGURES) as change:
        write_figures(
            change,
            entries=[an_entry(released.unemployed, released.soroe, value=value, note="x", source="y")],
            by=released.clerk,
            origin="typed",
            standing={standing.key: standing},
        )

    assert unemployed(released).version == 2


def test_who_has_not_seen_the_reopening_does_not_undo_it(released: World) -> None:
    standing = standing_of(unemployed(released))
    reopen(released)

    with recording(by=None, kind=Change.Kind.OFFICIAL) as change:
        write_figures(
            change,
            entries=[an_entry(released.unemployed, released.soroe, value=150)],
            by=None,
            origin="official",
            standing={standing.key: standing},
        )

    assert unemployed(released).is_reopened
    assert first_fault(History.now()) is None
