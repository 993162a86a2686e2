"""Each constraint of the app's models, broken once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from goals.models import (
    Contract,
    ContractStep,
    CorrectionDecision,
    CorrectionRequest,
    Deadline,
    Figure,
    FigureRevision,
    Goal,
    Indicator,
    IndicatorDefinition,
    Meeting,
    MeetingNote,
    MonthlyReturn,
    MutedMail,
    RegionalGoal,
    Report,
    ReturnLine,
    SavingPrice,
    SentMail,
    SeriesBreak,
    SubmittedLine,
    TargetStep,
    TargetVersion,
    YearDate,
)
from goals.months import now
from jobcentres.models import Change
from tests.builders import make_indicator, make_target
from tests.constraints import constraints_of, refuses
from tests.goals.figure_builders import World
from tests.goals.return_builders import APRIL, april_of, enter, submitted

Violation = Callable[[World], Any]


def again(model: type[models.Model], row: Callable[[World], dict[str, Any]]) -> Violation:
    """The same row twice."""

    def violation(world: World) -> None:
        fields = row(world)
        for _time in (1, 2):
            model._default_manager.create(**fields)

    return violation


def again_with_own_goal(world: World) -> None:
    """Two own goals of a municipality under one number."""
    for indicator in (make_indicator("et-eget"), make_indicator("et-andet")):
        Goal.objects.create(
            goal_year=world.year, number=9, indicator=indicator, area=world.soroe, short_name="x", title="x"
        )


def once_more(row: Callable[[World], models.Model]) -> Violation:
    """A row that is there already, stored under a new key."""

    def violation(world: World) -> None:
        found = row(world)
        found.pk = None
        found.save(force_insert=True)

    return violation


def the_figure(world: World) -> Figure:
    return Figure.objects.get(pk=enter(world, world.unemployed))


def the_revision(world: World) -> FigureRevision:
    return the_figure(world).revisions.get()


def the_request(world: World) -> CorrectionRequest:
    figure = the_figure(world)
    return CorrectionRequest.objects.create(
        figure=figure, change=figure.revisions.get().change, figure_version=1, value=1, reason="Talt igen"
    )


def the_decision(world: World) -> CorrectionDecision:
    request = the_request(world)
    return CorrectionDecision.objects.create(request=request, change=request.change, outcome="withdrawn")


def the_year_date(world: World) -> dict[str, Any]:
    return {"goal_year": world.year, "name": "Høring", "kind": "hearing", "first_day": date(2014, 1, 15)}


def the_contract(world: World) -> Contract:
    return Contract.objects.create(goal_year=world.year, region=world.region)


def a_step(world: World) -> dict[str, Any]:
    return {"contract": the_contract(world), "number": 1, "kind": "drafted", "change": a_change(world)}


def an_own_goal(world: World) -> dict[str, Any]:
    return {"contract": the_contract(world), "number": 5, "title": "Sygedagpenge", "change": a_change(world)}


def the_report(world: World) -> Report:
    return Report.objects.create(
        kind="follow_up", goal_year=world.year, area=world.region, change=a_change(world), known_on=now()
    )


def the_meeting(world: World) -> Meeting:
    return Meeting.objects.create(
        area=world.soroe,
        held_on=date(2014, 6, 17),
        title="Status",
        goal_year=world.year,
        as_of="2014-04",
        change=a_change(world),
        known_on=now(),
    )


def a_note(world: World) -> dict[str, Any]:
    meeting = the_meeting(world)
    return {"meeting": meeting, "number": 1, "kind": "note", "text": "x", "change": meeting.change}


def a_change(world: World) -> Change:
    return the_revision(world).change


def a_target_step(world: World) -> dict[str, Any]:
    version = the_version(world)
    return {"target": version.target, "number": 1, "kind": "adopted", "change": version.change}


def the_submitted_line(world: World) -> SubmittedLine:
    enter(world, world.unemployed)
    return submitted(world).lines.get()


def the_version(world: World) -> TargetVersion:
    return make_target(world.soroe, world.unemployed)


def but(row: Callable[[World], models.Model], **fields: Any) -> Violation:
    """A row that is there, with other content."""
    return lambda world: _same_rows(row(world)).update(**fields)


def _same_rows(row: models.Model) -> models.QuerySet[Any]:
    return type(row)._default_manager.filter(pk=row.pk)


def a_line_of_april(world: World) -> dict[str, Any]:
    place = {"indicator": world.unemployed, "municipality": world.soroe}
    return {"monthly_return": april_of(world), **place}


def contents(prefix: str, row: Callable[[World], models.Model]) -> dict[str, Violation]:
    return {
        f"{prefix}_numbers_fit_state": but(row, state="not_measurable"),
        f"{prefix}_numerator_within_denominator": but(row, value=None, numerator=201, denominator=19),
        f"{prefix}_not_negative": but(row, value=-1),
    }


VIOLATIONS: dict[str, Violation] = {
    **contents("figure", the_figure),
    **contents("figure_revision", the_revision),
    **contents("correction_request", the_request),
    "accepted_correction_has_version": but(the_decision, outcome="accepted"),
    "baseline_value_has_month": but(the_version, baseline_month=None, baseline_value=80),
    "correction_request_has_reason": but(the_request, reason=""),
    "declined_correction_has_reason": but(the_decision, outcome="declined"),
    "contract_once": again(Contract, lambda world: {"goal_year": world.year, "region": world.region}),
    "contract_step_once": again(ContractStep, a_step),
    "deadline_once_per_month": again(
        Deadline,
        lambda world: {
            "indicator": world.unemployed,
            "month": APRIL,
            "expected_on": date(2014, 6, 2),
            "due_at": now(),
        },
    ),
    "definition_ends_after_it_begins": lambda world: IndicatorDefinition.objects.create(
        indicator=world.unemployed, valid_from=date(2014, 1, 2), valid_to=date(2014, 1, 1)
    ),
    "definition_once_per_day": again(
        IndicatorDefinition,
        lambda world: {"indicator": world.unemployed, "valid_from": date(2014, 1, 2)},
    ),
    "figure_approved_exists": but(the_figure, approved_version=2),
    "figure_once_per_month": once_more(the_figure),
    "figure_revision_once": once_more(the_revision),
    "goal_indicator_once_per_year": lambda world: world.year.goals.filter(number=1).update(
        indicator=world.unemployed
    ),
    "goal_number_once_per_year": lambda world: world.year.goals.filter(number=1).update(number=2),
    "own_goal_number_once_per_year": again_with_own_goal,
    "indicator_discretion_at_least_3": lambda world: Indicator.objects.update(discretion_threshold=2),
    "indicator_parts_fit_unit": lambda world: Indicator.objects.update(numerator_name=""),
    "mail_muted_once": again(MutedMail, lambda world: {"person": world.clerk, "group": "digest"}),
    "mail_sent_once": again(
        SentMail,
        lambda world: {
            "kind": "overdue",
            "occasion": "soroe 2014-06-10",
            "address": "soroe@example.dk",
            "begun_at": now(),
        },
    ),
    "meeting_note_once": again(MeetingNote, a_note),
    "meeting_once": once_more(the_meeting),
    "regional_goal_version_once": again(RegionalGoal, an_own_goal),
    "report_once": once_more(the_report),
    "report_quarter": but(the_report, quarter=5),
    "return_line_once": again(ReturnLine, a_line_of_april),
    "return_once_per_month": again(
        MonthlyReturn, lambda world: {"jobcentre": world.jobcentre, "month": APRIL}
    ),
    "saving_price_once": again(
        SavingPrice,
        lambda world: {"indicator": world.unemployed, "goal_year": world.year, "kroner": 100_000},
    ),
    "sent_back_has_reason": lambda world: _same_rows(the_submitted_line(world)).update(
        outcome="sent_back", outcome_change=Change.objects.first()
    ),
    "series_break_once_per_month": again(
        SeriesBreak, lambda world: {"indicator": world.unemployed, "month": APRIL, "name": "Reform"}
    ),
    "submission_number_once": once_more(lambda world: the_submitted_line(world).submission),
    "submitted_line_once": once_more(the_submitted_line),
    "submitted_line_outcome_has_change": but(the_submitted_line, outcome="approved"),
    "target_not_negative": but(the_version, value=Decimal("-0.1")),
    "target_once": once_more(lambda world: the_version(world).target),
    "target_step_once": again(TargetStep, a_target_step),
    "target_version_once": once_more(the_version),
    "year_date_ends_after_it_begins": lambda world: YearDate.objects.create(
        **the_year_date(world), last_day=date(2014, 1, 14)
    ),
    "year_date_once": again(YearDate, the_year_date),
}


@pytest.mark.parametrize("name", constraints_of("goals"))
def test_the_database_holds(world: World, name: str) -> None:
    refuses(name, lambda: VIOLATIONS[name](world))


def test_no_violation_is_left_behind() -> None:
    assert set(VIOLATIONS) == set(constraints_of("goals"))


@pytest.mark.parametrize(
    "content",
    [
        {"state": "reported", "value": None},
        {"state": "reported", "value": None, "numerator": 1},
        {"state": "suppressed", "value": None, "numerator": 1, "denominator": 2},
        {"state": "reported", "value": 5, "denominator": 2},
    ],
)
def test_a_figure_is_whole(world: World, content: dict[str, Any]) -> None:
    refuses("figure_numbers_fit_state", lambda: but(the_figure, **content)(world))


def test_a_line_that_waits_for_its_answer_has_no_change_of_one(world: World) -> None:
    line = the_submitted_line(world)

    refuses(
        "submitted_line_outcome_has_change",
        lambda: _same_rows(line).update(outcome_change=Change.objects.first()),
    )
