"""Meetings of councils: what their papers freeze, who writes what when, and that nobody overwrites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from goals import meetings
from goals.meetings import Said, State, next_meeting_of, read_sitting, state_of
from goals.models import GoalYear, Meeting, MeetingNote
from goals.months import Month
from goals.refusals import StepRefused
from goals.verification import History, first_fault
from jobcentres import clock
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, User
from tests.goals.figure_builders import World
from tests.goals.meeting_builders import (
    DAY,
    DAY_AFTER,
    MADE,
    ON_THE_DAY,
    PAPER,
    RENEWED,
    make_lbr,
    make_paper,
    make_rbr,
    say,
)


@pytest.fixture
def lis(world: World) -> User:
    return make_lbr(world)


def refused(step: Callable[[], Any]) -> list[tuple[str, str]]:
    with pytest.raises(StepRefused) as refusal:
        step()
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_a_paper_keeps_the_moment_just_before_it_was_made(world: World, lis: User) -> None:
    made = make_paper(world, lis)

    assert (made.number, made.as_of, made.goal_year) == (1, "2014-04", world.year)
    assert made.known_on == MADE - timedelta(seconds=1)
    assert made.change.assignment == lis.assignments.get()


def test_a_renewed_paper_is_a_new_number_and_the_earlier_one_stays(world: World, lis: User) -> None:
    made = make_paper(world, lis)

    with clock.standing_at(RENEWED):
        again = meetings.renew(made, replace(PAPER, as_of=Month(2014, 5)), by=lis, seen="1")

    assert (again.number, again.as_of) == (2, "2014-05")
    assert again.known_on > made.known_on
    made.refresh_from_db()
    assert made.as_of == "2014-04"


def test_a_paper_is_not_renewed_on_what_somebody_else_has_renewed(world: World, lis: User) -> None:
    made = make_paper(world, lis)
    with clock.standing_at(RENEWED):
        meetings.renew(made, PAPER, by=lis, seen="1")

        assert refused(lambda: meetings.renew(made, PAPER, by=lis, seen="1")) == [("", "conflict")]


def test_a_meeting_that_was_held_keeps_its_figures(world: World, lis: User) -> None:
    made = make_paper(world, lis)

    with clock.standing_at(DAY_AFTER):
        assert refused(lambda: meetings.renew(made, PAPER, by=lis)) == [("", "state")]
        assert refused(lambda: meetings.cancel(made, by=lis)) == [("", "state")]


def test_a_cancelled_meeting_is_written_in_no_more_and_can_be_called_again(world: World, lis: User) -> None:
    made = make_paper(world, lis)
    with clock.standing_at(RENEWED):
        meetings.cancel(made, by=lis)

    assert refused(lambda: say(made, lis)) == [("", "state")]
    again = make_paper(world, lis, at=RENEWED + timedelta(hours=1))
    assert (again.number, again.is_cancelled) == (3, False)


@pytest.mark.parametrize(
    ("day", "code"), [(date(2014, 6, 2), "past"), (date(2016, 6, 2), "far_away")], ids=str
)
def test_a_meeting_is_planned_for_a_day_within_a_year(world: World, lis: User, day: date, code: str) -> None:
    with clock.standing_at(MADE):
        found = refused(lambda: meetings.make_meeting(world.soroe, day, PAPER, by=lis))

    assert found == [("held_on", code)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"title": " "}, ("title", "title_missing")),
        ({"title": "Om 010190-1234"}, ("title", "cpr")),
        ({"as_of": Month(2014, 6)}, ("as_of", "future")),
        ({"as_of": Month(2011, 4)}, ("as_of", "no_year")),
    ],
    ids=str,
)
def test_a_paper_that_cannot_be_made_says_where(
    world: World, lis: User, changed: dict[str, Any], expected: tuple[str, str]
) -> None:
    with clock.standing_at(MADE):
        found = refused(lambda: meetings.make_meeting(world.soroe, DAY, replace(PAPER, **changed), by=lis))

    assert found == [expected]


def test_a_years_goals_that_are_not_announced_are_in_no_paper(world: World, lis: User) -> None:
    GoalYear.objects.update(state=GoalYear.State.DRAFT)

    with clock.standing_at(MADE):
        assert refused(lambda: make_paper(world, lis)) == [("as_of", "no_year")]


def test_notes_are_numbered_through_all_papers_and_each_tells_which_it_saw(world: World, lis: User) -> None:
    made = make_paper(world, lis)
    first = say(made, world.manager, "Nyt team fra august.", kind="note", at=MADE + timedelta(days=1))
    with clock.standing_at(RENEWED):
        again = meetings.renew(made, PAPER, by=lis)
    second = say(made, lis)

    assert [(one.number, one.meeting) for one in (first, second)] == [(1, made), (2, again)]


def test_a_decision_comes_from_the_day_of_the_meeting_on(world: World, lis: User) -> None:
    made = make_paper(world, lis)

    assert refused(lambda: say(made, lis, at=RENEWED)) == [("", "state")]
    assert say(made, lis, at=ON_THE_DAY).kind == MeetingNote.Kind.DECISION


def test_the_manager_notes_and_does_not_decide(world: World, lis: User) -> None:
    made = make_paper(world, lis)

    assert say(made, world.manager, kind="note").text
    assert refused(lambda: say(made, world.manager)) == [("", "role")]
    assert refused(lambda: say(made, world.outsider, kind="note")) == [("", "role")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said("decision", "  "), ("text", "text_missing")),
        (Said("decision", "Om 010190-1234"), ("text", "cpr")),
        (Said("promise", "Ja"), ("kind", "unknown_kind")),
        (Said("note", "Ja", 9), ("", "no_goal")),
    ],
    ids=str,
)
def test_a_note_that_cannot_be_kept_says_where(
    world: World, lis: User, said: Said, expected: tuple[str, str]
) -> None:
    made = make_paper(world, lis)

    with clock.standing_at(DAY_AFTER):
        assert refused(lambda: meetings.write(made, said, by=lis)) == [expected]


def test_what_is_sent_twice_is_made_once(world: World, lis: User) -> None:
    made = make_paper(world, lis, idempotency_key="made")
    say(made, lis, idempotency_key="said")

    with pytest.raises(AlreadyRecorded):
        make_paper(world, lis, idempotency_key="made")
    with pytest.raises(AlreadyRecorded):
        say(made, lis, idempotency_key="said")
    assert (Meeting.objects.count(), MeetingNote.objects.count()) == (1, 1)


def test_the_state_follows_the_day(world: World, lis: User) -> None:
    made = make_paper(world, lis)

    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]
    assert [state_of(made, day) for day in days] == [State.PLANNED, State.TODAY, State.HELD]
    assert state_of(None, DAY) == State.NONE


def test_notes_are_read_by_the_council_its_jobcentre_its_region_and_the_ministry(
    world: World, lis: User
) -> None:
    say(make_paper(world, lis), lis)
    people = {
        "lis": lis,
        "clerk": world.clerk,
        "officer": world.officer,
        "official": world.official,
        "rbr": make_rbr(world),
        "outsider": world.outsider,
    }

    readers = {name for name, person in people.items() if MeetingNote.objects.visible_to(person).exists()}

    assert readers == {"lis", "clerk", "officer", "official"}
    assert all(Meeting.objects.visible_to(person).exists() for person in people.values())


def test_a_sitting_is_read_in_one_query(
    world: World, lis: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = make_paper(world, lis)
    for number in range(3):
        say(made, lis, f"Beslutning {number}")
    _known = lis.scopes

    with django_assert_num_queries(1):
        sitting = read_sitting(lis, "0340", DAY)
        assert sitting
        assert [(one.number, one.by) for one in sitting.notes_of(3)] == [
            (1, "Lis Damgaard"), (2, "Lis Damgaard"), (3, "Lis Damgaard"),
        ]  # fmt: skip


def test_the_history_covers_papers_and_notes(world: World, lis: User) -> None:
    say(make_paper(world, lis), lis)

    assert first_fault(History.now()) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE goals_meeting SET known_on = '2014-06-01 08:00:00+00:00'",
        "UPDATE goals_meeting SET held_on = '2014-06-18'",
        "UPDATE goals_meetingnote SET text = 'Forkastet.'",
        "DELETE FROM goals_meetingnote",
    ],
)
def test_the_history_tells_what_was_altered_by_hand(world: World, lis: User, statement: str) -> None:
    say(make_paper(world, lis), lis)

    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert first_fault(History.now()) is not None


def test_the_next_meeting_is_the_first_that_is_not_cancelled_and_comes_with_its_area(
    world: World, lis: User
) -> None:
    later = DAY + timedelta(days=30)
    with clock.standing_at(MADE):
        first = meetings.make_meeting(world.soroe, DAY, PAPER, by=lis)
        meetings.make_meeting(world.soroe, later, PAPER, by=lis)
        meetings.cancel(first, by=lis)

    areas = Area.objects.annotate(meets_on=next_meeting_of("pk", DAY))

    assert dict(areas.exclude(meets_on=None).values_list("code", "meets_on")) == {"0340": later}
