"""A history in which every table of the chain has rows, made by the product's own writers."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from goals import contracts, dialogue, meetings, reports, returns
from goals.contracts import OwnGoal, Wording
from goals.dialogue import Amount, Said
from goals.models import (
    CorrectionRequest,
    Goal,
    GoalYear,
    Origin,
    Target,
)
from goals.months import Month, now, today
from goals.reports import Statement
from goals.targets import TargetEntry, record_targets
from jobcentres import clock
from jobcentres.changes import recording
from jobcentres.models import Change
from jobcentres.people import edit_person
from tests.goals.contract_files import a_pdf
from tests.goals.figure_builders import World, an_entry, record
from tests.goals.return_builders import april_of, comment, enter, submitted


def make_history(world: World) -> None:
    pensions = enter(world, world.pensions, 34)
    unemployed = enter(world, world.unemployed, 143)
    comment(world, world.unemployed, "Talt to gange")
    with recording(by=world.clerk, kind=Change.Kind.RETURN) as change:
        returns.write_remark(change, april_of(world), "April var stille")
        returns.choose_line_state(change, april_of(world), world.education, world.soroe, "not_published")
    first = submitted(world)
    returns.send_back(submission=first, reasons={unemployed: "Er det rigtigt?"}, by=world.officer)
    returns.approve(submission=first, figure_ids=[pensions], by=world.officer)
    enter(world, world.unemployed, 134)
    returns.approve(submission=submitted(world), by=world.officer)
    wish = an_entry(world.unemployed, world.soroe, value=135)
    record(wish, by=world.clerk, correction_reason="Tastefejl")
    returns.accept_correction(request=CorrectionRequest.objects.get(), by=world.officer)
    returns.reopen(monthly_return=april_of(world), reason="Et hold er talt dobbelt", by=world.officer)
    returns.close(monthly_return=april_of(world), by=world.officer)
    returns.reopen(monthly_return=april_of(world), reason="Og et til", by=world.official)
    enter(world, world.unemployed, 133)
    returns.approve(submission=submitted(world), by=world.officer)
    for value in (120, 110):
        record_targets(entries=[TargetEntry(2014, world.unemployed, world.soroe, Decimal(value))])
    record(*(an_entry(world.pensions, area, value=40) for area in (world.slagelse, world.aalborg)))
    make_promises(world)
    edit_person(by=world.official, person=world.clerk, name="Anna Friis Holm", email="anna-friis@example.dk")


def make_promises(world: World) -> None:
    """A dialogue, a contract with its follow-up, a yearly result, and a document."""
    target = Target.objects.create(goal_year=world.year, indicator=world.pensions, area=world.soroe)
    dialogue.write_draft(target, Amount(Decimal(38)), Said("Reformen virker"), by=world.manager)
    dialogue.send_to_hearing(target, by=world.manager)
    own = OwnGoal("Færre på sygedagpenge")
    contract = contracts.contract_for(world.year, world.region)
    contracts.write_draft(contract, Wording({}, [own]), by=world.officer)
    north = contracts.contract_for(world.year, world.aalborg.parent or world.region)
    record_targets(entries=[TargetEntry(2014, world.pensions, north.region, Decimal(300))])
    contracts.attach(north, "kontrakt.pdf", a_pdf(), by=world.official)
    with clock.standing_at(now() + timedelta(minutes=1)):
        make_reports(world)
        make_paper(world)


def make_reports(world: World) -> None:
    follow_up = reports.freeze_follow_up(world.year, world.region, 1, by=world.officer)
    reports.say(follow_up, [Statement("assessment", "Faldet er for lille", goal_number=3)], by=world.officer)
    before = GoalYear.objects.create(year=2013, state=GoalYear.State.ANNOUNCED)
    for goal in world.year.goals.select_related("indicator"):
        Goal.objects.create(
            goal_year=before,
            number=goal.number,
            indicator=goal.indicator,
            short_name=goal.short_name,
            title=goal.title,
        )
    result = reports.freeze_result(before, world.soroe, by=world.manager)
    reports.say(result, [Statement("comment", "Reformen virker", goal_number=2)], by=world.manager)


def make_paper(world: World) -> None:
    """For the region's council, with a note."""
    paper = meetings.Paper("Status på ministermålene", Month(2014, 4))
    made = meetings.make_meeting(world.region, today() + timedelta(days=8), paper, by=world.officer)
    meetings.write(made, meetings.Said("note", "Drøftes med LBR", goal_number=2), by=world.officer)


def change_honestly(world: World, drawn: random.Random) -> None:
    """One change as people make them; now and then one that is refused or says nothing new."""
    area = drawn.choice([world.soroe, world.slagelse, world.aalborg])
    month = f"2013-{drawn.randint(1, 12):02}"
    content: dict[str, Any] = {"value": drawn.randint(0, 300), "note": drawn.choice(["", "Æblegrød\n–", "x"])}
    match drawn.randrange(5):
        case 0:
            record(an_entry(world.unemployed, world.soroe, month, **content), by=world.clerk, origin="typed")
        case 1:
            record(an_entry(world.pensions, area, month, **content))
        case 2:
            entry = TargetEntry(2014, world.pensions, area, Decimal(content["value"]))
            record_targets(entries=[entry])
        case 3:
            comment(world, world.unemployed, f"Nr. {content['value']}")
        case _:
            parts = {"denominator": 300, "numerator": content["value"]}
            record(an_entry(world.education, area, month, **parts), origin=Origin.OFFICIAL)
