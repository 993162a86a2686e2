"""What a jobcentre says about its lines, where returns stand, and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from goals import returns
from goals.models import Deadline, FigureState, GoalYear, MonthlyReturn, ReturnEvent, ReturnLine
from goals.months import Month, now
from goals.returns import DueLine, LineState
from jobcentres.changes import recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Change, ServedMunicipality
from tests.goals.figure_builders import World, an_entry, make_area, make_jobcentre, record
from tests.goals.return_builders import APRIL, april_of, comment, enter, state, submitted

MARCH = Month(2014, 3)


def by_place(lines: list[DueLine]) -> dict[tuple[str, str, str], DueLine]:
    return {(line.indicator.code, line.municipality.name, str(line.month)): line for line in lines}


def due(world: World, indicator: str, month: Month = APRIL) -> DueLine:
    lines = returns.due_lines([world.jobcentre], at=now())
    return by_place(lines)[indicator, "Sorø", str(month)]


def test_a_remark_is_kept_with_what_it_replaced(world: World) -> None:
    with recording(by=world.clerk, kind=Change.Kind.RETURN) as change:
        returns.write_remark(change, april_of(world), "Ferie")
    with recording(by=world.manager, kind=Change.Kind.RETURN) as change:
        returns.write_remark(change, april_of(world), " Ferie i uge 16 ")

    events = list(ReturnEvent.objects.values_list("kind", "old", "new", "change__by__name"))
    assert april_of(world).remark == "Ferie i uge 16"
    assert events == [
        ("remark", "", "Ferie", "Anna Holm"),
        ("remark", "Ferie", "Ferie i uge 16", "Mads Holm"),
    ]


def test_saying_the_same_again_records_nothing(world: World) -> None:
    comment(world, world.unemployed, "Nyt hold")
    before = Change.objects.count()

    with recording(by=world.clerk, kind=Change.Kind.RETURN) as change:
        returns.write_remark(change, april_of(world), "")
        returns.comment_line(change, april_of(world), world.unemployed, world.soroe, "Nyt hold")
        returns.choose_line_state(change, april_of(world), world.unemployed, world.soroe, "open")

    assert Change.objects.count() == before
    assert ReturnLine.objects.count() == ReturnEvent.objects.count() == 1


def test_a_return_is_made_once(world: World) -> None:
    first, again = april_of(world), april_of(world)

    assert (first, first.month, again.month) == (again, APRIL, APRIL)


@pytest.mark.parametrize("role", ["outsider", "officer", "official"])
def test_only_the_jobcentres_own_people_write_about_its_month(world: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        comment(world, world.unemployed, "Nyt hold", by=getattr(world, role))

    assert not ReturnEvent.objects.exists()


def test_a_line_belongs_to_a_municipality_that_the_jobcentre_serves(world: World) -> None:
    with (
        pytest.raises(returns.ReturnRefused, match="Jobcenter Sorø betjener ikke Slagelse Kommune"),
        recording(by=world.clerk, kind=Change.Kind.RETURN) as change,
    ):
        returns.comment_line(change, april_of(world), world.unemployed, world.slagelse, "Nyt hold")


def test_a_comment_that_names_a_person_is_refused(world: World) -> None:
    with pytest.raises(returns.ReturnRefused, match="ligner et cpr-nummer") as refusal:
        comment(world, world.unemployed, "Det er 010203-1234")

    assert refusal.value.code == "cpr"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("", "draft"),
        ("enter", "draft"),
        ("enter submit", "submitted"),
        ("enter submit release", "approved"),
        ("enter submit back", "sent_back"),
        ("enter submit release late", "draft"),
        ("enter submit late", "submitted"),
        ("enter submit withdraw", "draft"),
        ("official", "approved"),
    ],
)
def test_the_state_of_a_return_follows_from_its_figures(world: World, steps: str, expected: str) -> None:
    walk: dict[str, Callable[[], Any]] = {
        "enter": lambda: enter(world, world.unemployed),
        "late": lambda: enter(world, world.pensions, 35),
        "submit": lambda: submitted(world),
        "withdraw": lambda: enter(
            world, world.unemployed, None, state=FigureState.NOT_REPORTED, note="Forkert"
        ),
        "official": lambda: record(an_entry(world.unemployed, world.soroe, value=143)),
        "release": lambda: returns.approve(submission=_last(world), by=world.officer),
        "back": lambda: returns.send_back(
            submission=_last(world), reasons=dict.fromkeys(_figures(world), "?"), by=world.officer
        ),
    }

    for step in steps.split():
        walk[step]()

    assert state(world) == expected


def _last(world: World) -> Any:
    return april_of(world).submissions.get()


def _figures(world: World) -> list[int]:
    return list(_last(world).lines.values_list("figure", flat=True))


def test_the_states_of_many_returns_take_three_queries(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    enter(world, world.unemployed)
    for month in (1, 2, 3, 4):
        returns.return_for(world.jobcentre, Month(2014, month))
        returns.return_for(world.aalborg_jobcentre, Month(2014, month))

    for size in (1, 8):
        some = list(MonthlyReturn.objects.select_related("jobcentre")[:size])
        with django_assert_num_queries(3):
            assert len(returns.states_of(some)) == size


@pytest.mark.parametrize(
    ("indicator", "expected_on", "due_at", "is_late", "expected"),
    [
        ("langtidsledige", "2014-06-02", "2014-06-10", False, LineState.MISSING),
        ("foertidspension", "2014-05-05", "2014-05-12", True, LineState.MISSING),
        ("uddannelsesgrad", "2014-09-02", "2014-09-10", False, LineState.AWAITED),
    ],
)
def test_each_line_has_its_own_dates(
    world: World, indicator: str, expected_on: str, due_at: str, is_late: bool, expected: str
) -> None:
    line = due(world, indicator)

    assert str(line.expected_on) == expected_on
    assert line.due_at.astimezone(COPENHAGEN).isoformat() == f"{due_at}T12:00:00+02:00"
    assert (line.state, line.is_late(now())) == (expected, is_late)


def test_dates_that_were_set_go_before_the_rule(world: World) -> None:
    noon = datetime(2014, 7, 1, 12, tzinfo=COPENHAGEN)
    Deadline.objects.create(
        indicator=world.unemployed, month=APRIL, expected_on=date(2014, 6, 20), due_at=noon
    )

    line = due(world, "langtidsledige")

    assert (line.expected_on, line.due_at, line.state) == (date(2014, 6, 20), noon, LineState.AWAITED)


def test_a_line_says_where_its_figure_stands(world: World) -> None:
    figure = enter(world, world.unemployed)
    seen = [due(world, "langtidsledige").state]
    submission = submitted(world)
    seen.append(due(world, "langtidsledige").state)
    returns.send_back(submission=submission, reasons={figure: "143?"}, by=world.officer)
    sent_back = due(world, "langtidsledige")
    enter(world, world.unemployed, 134)
    seen.append(due(world, "langtidsledige").state)
    returns.approve(submission=submitted(world), by=world.officer)
    seen.append(due(world, "langtidsledige").state)

    assert seen == ["reported", "waiting", "reported", "released"]
    assert (sent_back.state, sent_back.reason, sent_back.is_to_do) == ("sent_back", "143?", True)


def test_a_withdrawn_figure_is_missing_again(world: World) -> None:
    enter(world, world.unemployed)
    enter(world, world.unemployed, None, state=FigureState.NOT_REPORTED, note="Forkert måned")

    assert due(world, "langtidsledige").state == LineState.MISSING


def test_what_the_source_has_not_published_is_not_missing(world: World) -> None:
    with recording(by=world.clerk, kind=Change.Kind.RETURN) as change:
        returns.choose_line_state(
            change, april_of(world), world.unemployed, world.soroe, ReturnLine.State.NOT_PUBLISHED
        )

    assert due(world, "langtidsledige").state == LineState.NOT_PUBLISHED
    enter(world, world.unemployed)
    assert due(world, "langtidsledige").state == LineState.REPORTED


def test_months_that_are_over_are_due_and_a_yearly_indicator_in_december_alone(world: World) -> None:
    in_june = returns.due_lines([world.jobcentre], at=now())
    next_year = returns.due_lines([world.jobcentre], at=datetime(2015, 1, 1, tzinfo=COPENHAGEN))

    assert Counter(str(line.month) for line in in_june) == {f"2014-0{number}": 3 for number in range(1, 6)}
    assert [str(line.month) for line in next_year if line.indicator == world.cooperation] == ["2014-12"]
    assert [line.due_at for line in next_year] == sorted(line.due_at for line in next_year)


def test_nothing_is_due_in_a_year_that_is_a_draft(world: World) -> None:
    GoalYear.objects.update(state=GoalYear.State.DRAFT)

    assert returns.due_lines([world.jobcentre], at=now()) == []


def test_a_municipality_counts_to_who_serves_it_on_the_months_last_day(world: World) -> None:
    ServedMunicipality.objects.filter(municipality=world.soroe).update(valid_to=date(2014, 4, 29))
    ServedMunicipality.objects.create(
        jobcentre=world.aalborg_jobcentre, municipality=world.soroe, valid_from=date(2014, 4, 30)
    )

    lines = returns.due_lines([world.jobcentre, world.aalborg_jobcentre], at=now())
    serving = {line.month: line.jobcentre for line in lines if line.municipality == world.soroe}

    assert (serving[MARCH], serving[APRIL]) == (world.jobcentre, world.aalborg_jobcentre)


def test_what_is_due_takes_six_queries(world: World, django_assert_num_queries: Callable[[int], Any]) -> None:
    jobcentres = [world.jobcentre]
    for size in (0, 6):
        jobcentres += [make_jobcentre(f"Jobcenter {n}", world.region, _place(n)) for n in range(size)]
        enter(world, world.unemployed, 140 + size)

        with django_assert_num_queries(6):
            lines = returns.due_lines(jobcentres, at=now())

        assert len(lines) == 15 * (size + 1)


def _place(number: int) -> Area:
    region = Area.objects.get(code="HS")
    return make_area(f"040{number}", f"By {number}", "municipality", region)
