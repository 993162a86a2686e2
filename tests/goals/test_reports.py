"""Frozen reports: what they say, who writes what when, and that they can be computed again."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from goals import reports
from goals.models import GoalYear, Indicator, Report, ReportText
from goals.refusals import StepRefused
from goals.reports import Statement
from goals.verification import History, first_fault, snapshots
from goals.verification.snapshots import faults_of_reports
from jobcentres import clock
from jobcentres.changes import AlreadyRecorded
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Change
from tests.builders import make_figure, make_target
from tests.goals.figure_builders import World
from tests.goals.report_builders import (
    LATER,
    NEXT_SPRING,
    OCTOBER,
    decide,
    follow_up,
    make_contract,
    make_council,
    make_lbr,
    make_year_end,
    said,
    yearly_result,
)


@pytest.fixture
def year(world: World) -> GoalYear:
    return make_contract(world, world.region)


@pytest.fixture
def year_end(world: World) -> GoalYear:
    return make_year_end(world)


def refused(step: Any) -> list[tuple[str, str]]:
    with pytest.raises(StepRefused) as refusal:
        step()
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_a_follow_up_says_what_midtjyllands_report_said(world: World, year: GoalYear) -> None:
    made = follow_up(world, year)

    first = said(made, 1)
    assert (first["latest"], first["target"], first["gap"], first["path"]) == (
        "8.9", "25", "-16.1", "8.333333333333",
    )  # fmt: skip
    assert (first["gap_pct_of_target"], first["gap_pct_of_latest"]) == ("-64.4", "-180.898876404494")
    assert [goal["status"] for goal in reports.content_in(made)["goals"]] == [
        "on_track", "on_track", "behind", "not_measurable",
    ]  # fmt: skip
    assert (made.as_of, made.number, made.quarter) == ("2013-09", 1, 3)


def test_other_arithmetic_needs_another_method(world: World, year: GoalYear) -> None:
    """If this fails, frozen reports cannot be computed again: raise `METHOD` and write the new hash here."""
    results = json.dumps(reports.content_in(follow_up(world, year))["goals"], sort_keys=True)

    assert (reports.METHOD, reports.hash_of(results)) == (
        2,
        "ab54ecb8ffd4879a3503205a2e09bb7a5fbce9b5cf438e6596d7b37f84b6ac34",
    )


def test_a_report_of_older_arithmetic_is_proved_by_its_hash_alone(
    world: World, year: GoalYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_up(world, year)

    monkeypatch.setattr(snapshots, "METHOD", reports.METHOD + 1)
    monkeypatch.setattr(snapshots, "content_of", None)

    assert not list(faults_of_reports())


def test_a_follow_up_knows_nothing_that_came_later(world: World, year: GoalYear) -> None:
    with clock.standing_at(OCTOBER + timedelta(seconds=30)):
        make_figure(world.region, world.pensions, "2013-09", 1500)
        make_target(world.region, world.pensions, 1400, year=2013, kind="amendment")

    made = follow_up(world, year)

    assert (said(made, 2)["latest"], said(made, 2)["target"], said(made, 2)["target_version"]) == (
        "1402", "1450", 1,
    )  # fmt: skip


def test_a_follow_up_without_a_moment_knows_all_that_came_before_it(world: World, year: GoalYear) -> None:
    with clock.standing_at(OCTOBER):
        make_figure(world.region, world.pensions, "2013-09", 1500)

    made = follow_up(world, year, known_on=None)
    with clock.standing_at(OCTOBER + timedelta(minutes=1)):
        make_figure(world.region, world.pensions, "2013-09", 1600)

    assert said(made, 2)["latest"] == "1500"
    assert first_fault(History.now()) is None


def test_a_report_still_holds_after_reference_data_was_edited(world: World, year: GoalYear) -> None:
    follow_up(world, year)

    Indicator.objects.update(tolerance="0.5", decimals=3, discretion_threshold=50)
    world.slagelse.parent = world.aalborg.parent
    world.slagelse.save()

    assert not list(faults_of_reports())


@pytest.mark.parametrize("column", ["content", "content_hash", "as_of", "quarter", "number"])
def test_a_report_that_was_tampered_with_is_found(world: World, year: GoalYear, column: str) -> None:
    made = follow_up(world, year)
    before = getattr(made, column)
    after = before + 1 if isinstance(before, int) else before.replace("1", "2")

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE goals_report SET {column} = %s", [after])

    assert before != after
    assert first_fault(History.now()) is not None


def test_a_forged_report_is_named_with_place_and_quarter(world: World, year: GoalYear) -> None:
    made = follow_up(world, year)
    content = made.content.replace('"latest":"1402"', '"latest":"1302"')
    Report.objects.update(content=content, content_hash=reports.hash_of(content))

    (fault,) = faults_of_reports()

    assert fault.message == (
        "Opfølgningen for Beskæftigelsesregion Hovedstaden & Sjælland, 3. kvartal 2013, siger ikke, hvad "
        "man vidste på dens tidspunkt."
    )


def test_a_new_number_leaves_the_old_one_as_it_was(world: World, year: GoalYear) -> None:
    first = follow_up(world, year)
    with clock.standing_at(LATER):
        second = reports.freeze_follow_up(year, world.region, 3, by=world.officer)

    assert (first.number, second.number) == (1, 2)
    assert Report.objects.get(pk=first.pk).content == first.content
    statement = [Statement("assessment", "For sent", goal_number=3)]
    assert refused(lambda: reports.say(first, statement, by=world.officer)) == [("", "not_newest")]


def test_after_the_decision_nothing_more_is_written(world: World, year: GoalYear) -> None:
    council, made = make_council(world.region), follow_up(world, year)
    with clock.standing_at(LATER):
        decide(made, council)

        again = [Statement("assessment", "Faldet er for lille", goal_number=3)]
        assert refused(lambda: reports.say(made, again, by=world.officer)) == [("", "state")]
        step = lambda: reports.freeze_follow_up(year, world.region, 3, by=world.officer)  # noqa: E731
        assert refused(step) == [("", "state")]
    assert ReportText.objects.count() == 1
    assert first_fault(History.now()) is None


def test_texts_are_kept_in_one_change_and_only_where_they_say_something_new(
    world: World, year: GoalYear
) -> None:
    made, before = follow_up(world, year), Change.objects.count()
    texts = [Statement("assessment", "God", goal_number=1), Statement("assessment", "", goal_number=2)]

    with clock.standing_at(LATER):
        reports.say(made, [*texts, Statement("proposal", "Tages til efterretning")], by=world.officer)
        reports.say(made, [Statement("assessment", "God", goal_number=1)], by=world.officer)
        reports.say(made, [Statement("assessment", "", goal_number=1)], by=world.officer)

    assert Change.objects.count() == before + 2
    assert set(reports.holding(made.texts.all())) == {("proposal", None)}


DAY_BEFORE, TOMORROW = OCTOBER.date() - timedelta(days=1), LATER.date() + timedelta(days=1)
BAD_DECISIONS = [
    (Statement("decision", "", on=LATER.date()), ("text", "text_missing")),
    (Statement("decision", "Tiltrådt"), ("on", "date_missing")),
    (Statement("decision", "Tiltrådt", on=TOMORROW), ("on", "date_in_future")),
    (Statement("decision", "Tiltrådt", on=DAY_BEFORE), ("on", "date_before")),
    (Statement("decision", "Om 010170-1234", on=LATER.date()), ("decision", "cpr")),
    (Statement("comment", "Hej", goal_number=1), ("", "role")),
]


@pytest.mark.parametrize(("statement", "problem"), BAD_DECISIONS, ids=str)
def test_a_decision_needs_a_text_and_a_day_between_the_figures_and_today(
    world: World, year: GoalYear, statement: Statement, problem: tuple[str, str]
) -> None:
    made = follow_up(world, year)

    with clock.standing_at(LATER):
        assert refused(lambda: reports.say(made, [statement], by=world.officer)) == [problem]
    assert not ReportText.objects.exists()


def test_the_moment_must_lie_in_the_past_and_after_the_quarters_beginning(
    world: World, year: GoalYear
) -> None:
    early = datetime(2013, 6, 30, 23, 59, tzinfo=COPENHAGEN)

    assert refused(lambda: follow_up(world, year, known_on=early)) == [("known_on", "too_early")]
    assert refused(lambda: follow_up(world, year, known_on=LATER)) == [("known_on", "in_future")]


def test_the_same_press_freezes_once(world: World, year: GoalYear) -> None:
    follow_up(world, year, idempotency_key="k")

    with pytest.raises(AlreadyRecorded):
        follow_up(world, year, idempotency_key="k")
    assert Report.objects.count() == 1


def test_a_yearly_result_compares_with_the_cluster_and_counts_what_could_be_saved(
    world: World, year_end: GoalYear
) -> None:
    found = said(yearly_result(world, year_end), 2)

    assert (found["status"], found["latest"], found["target"], found["gap"]) == ("met", "60", "62", "-2")
    assert [(one["kind"], one["value"]) for one in found["comparison"]] == [
        ("own", "60"), ("cluster", "124"), ("area", "124"), ("area", None),
    ]  # fmt: skip
    assert found["standing"] == {"rank": 2, "ranked": 2, "band": None}
    # 86 × 124 / 186 = 57.333…; 60 is 2.666… above it; × 150,000 kr.
    assert found["saving"] == {
        "level": "57.333333333333", "above": "2.666666666667", "kroner_each": 150000, "kroner": "400000",
    }  # fmt: skip


def test_who_did_better_than_the_cluster_has_nothing_to_save(world: World, year_end: GoalYear) -> None:
    with clock.standing_at(NEXT_SPRING - timedelta(days=1)):
        make_figure(world.soroe, world.pensions, "2013-12", 40)

    assert said(yearly_result(world, year_end), 2)["saving"]["kroner"] == "0"  # type: ignore[index]


def test_a_small_number_is_in_no_report(world: World, year_end: GoalYear) -> None:
    with clock.standing_at(NEXT_SPRING - timedelta(days=1)):
        make_figure(world.soroe, world.pensions, "2013-12", 4)

    made = yearly_result(world, year_end)

    found = said(made, 2)
    assert (found["latest"], found["status"], found["saving"]) == (None, None, None)
    assert "latest" in found["hidden"] and found["comparison"][0]["is_hidden"]
    assert '"4"' not in made.content


def test_a_yearly_result_is_answered_and_adopted_by_those_whose_it_is(
    world: World, year_end: GoalYear
) -> None:
    lbr, made = make_lbr(world.soroe), yearly_result(world, year_end)
    with clock.standing_at(NEXT_SPRING):
        reports.say(made, [Statement("comment", "Reformen virker", 2)], by=world.manager)
        reports.say(made, [Statement("lbr", "LBR tager det til efterretning")], by=lbr)
        reports.say(made, [Statement("region", "Flot resultat")], by=world.officer)
        answer = [Statement("region", "Ikke min")]
        assert refused(lambda: reports.say(made, answer, by=lbr)) == [("", "role")]
        reports.say(made, [Statement("adoption", "", on=date(2014, 5, 5))], by=world.manager)

    assert reports.state_of(made, made.texts.all()) == reports.State.FINISHED
    assert first_fault(History.now()) is None


def test_a_year_has_no_result_before_it_is_over(world: World) -> None:
    step = lambda: reports.freeze_result(world.year, world.soroe, by=world.manager)  # noqa: E731

    assert refused(step) == [("", "not_over")]
