"""Two officials do the same, or what excludes each other, in one moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command

from goals import years
from goals.models import Goal, GoalYear, Indicator, IndicatorDefinition
from goals.year_dates import EditRefused, seen_of
from jobcentres.models import User
from tests.cast import make_cast, make_places
from tests.goals import races
from tests.goals.goal_year_world import copied, make_2014, new_indicator

RACES = 12


@pytest.fixture
def mette(transactional_db: None) -> User:
    make_2014()
    return make_cast(make_places()).mette


def said(write: Callable[[], object]) -> Callable[[], int]:
    """1 if it was written, 0 if it was refused."""

    def answer() -> int:
        try:
            write()
        except EditRefused:
            return 0
        return 1

    return answer


def test_a_year_is_copied_once(mette: User) -> None:
    source = GoalYear.objects.get()
    for year in range(2015, 2015 + RACES):

        def copy(year: int = year) -> object:
            return years.copy_year(source=source, year=year, by=mette)

        assert races.at_once([said(copy), said(copy)]) == {1: 1, 0: 1}

    assert Goal.objects.count() == 2 * (RACES + 1)
    call_command("verify_history")


def test_a_goal_is_not_changed_in_a_year_that_is_being_announced(mette: User) -> None:
    year = copied(mette)
    seen = seen_of(year)
    goal = year.goals.get(number=2)
    goal_seen = seen_of(goal)

    def announce() -> None:
        years.announce_year(row=year, seen=seen, by=mette)

    def remove() -> None:
        years.remove_goal(row=goal, seen=goal_seen, by=mette)

    answers = races.at_once([said(announce), said(remove)])

    is_there = Goal.objects.filter(pk=goal.pk).exists()
    state = GoalYear.objects.get(pk=year.pk).state
    assert answers[1] == 1 + (not is_there and state == GoalYear.State.ANNOUNCED)
    call_command("verify_history")


def test_one_definition_follows_another(mette: User) -> None:
    indicator = Indicator.objects.get(code="langtidsledige")
    for month in range(1, RACES + 1):
        seen = seen_of(indicator.definitions.latest("valid_from"))

        def add(day: str = f"2015-{month:02}-01", seen: str = seen) -> None:
            row = IndicatorDefinition(indicator=indicator, text="Ny", valid_from=day)
            row.clean_fields(exclude=["source"])
            years.add_definition(row=row, breaks=None, seen=seen, by=mette)

        assert races.at_once([said(add), said(add)]) == {1: 1, 0: 1}

    assert indicator.definitions.filter(valid_to=None).count() == 1


def test_a_code_is_taken_once(mette: User) -> None:
    for number in range(RACES):

        def save(code: str = f"nyt-{number}") -> None:
            years.save_indicator(row=new_indicator(code), seen="", by=mette)

        assert races.at_once([said(save), said(save)]) == {1: 1, 0: 1}
