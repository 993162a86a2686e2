"""Every address that sends a file: what it is sent, and what has to be there before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from goals import reports
from goals.models import Goal, GoalYear
from goals.months import Month
from jobcentres.clock import standing_at
from jobcentres.models import AccessLogEntry
from reporting.answers.making import Wanted, make_answer
from reporting.bundles.running import run, start
from reporting.places import Places
from reporting.summaries import Choice
from tests.builders import make_figure
from tests.goals.contract_pages import report, signed
from tests.goals.entry_page import THIRD_OF_JUNE, Office
from tests.reporting.extracts import asked

APRIL = {"aar": "2014", "maaned": "2014-04"}


@dataclass(frozen=True)
class Door:
    """`module`: of the view. `opened` makes what has to be there, and tells the address."""

    module: str
    opened: Callable[[Office], str]
    sent: Mapping[str, Any] = field(default_factory=dict)


def at(address: str) -> Callable[[Office], str]:
    return lambda office: address


def make_results(office: Office) -> None:
    """Figures of April for everybody, a signed contract, and a figure of Aalborg that is not released."""
    with standing_at(THIRD_OF_JUNE - timedelta(hours=1)):
        places = office.cast.places
        for area, value in ((places.soroe, 35), (places.aalborg, 210), (places.esbjerg, 120)):
            make_figure(area, office.pensions, "2014-04", value)
        make_figure(places.aalborg, office.pensions, "2014-05", 7919, approved=False)
        make_figure(places.fanoe, office.pensions, "2014-04", 3)
        signed(office)
        report(office)


def _answer(office: Office) -> str:
    goals = tuple(Goal.objects.filter(goal_year__year=2014).select_related("indicator", "goal_year"))
    choice = _choice()
    wanted = Wanted(choice, Places.on(choice.as_of), office.cast.places.soroe, goals, is_of_all=True)
    return f"{make_answer(wanted, by=office.cast.mette, idempotency_key='one').get_absolute_url()}pdf/"


def _bundle(office: Office) -> str:
    asked_for = start(by=office.cast.mette, area=office.cast.places.hs, choice=_choice(), key="one")
    made = run(asked_for.pk)
    assert made is not None
    return f"{made.get_absolute_url()}hent/"


def _follow_up(office: Office) -> str:
    year = GoalYear.objects.get(year=2013)
    known_on = THIRD_OF_JUNE - timedelta(minutes=1)
    reports.freeze_follow_up(year, office.cast.places.hs, 3, by=office.cast.bo, known_on=known_on)
    return "/kontrakter/2013/HS/opfoelgning/3/pdf/"


def _fetched(office: Office) -> str:
    client = Client()
    client.force_login(office.cast.mette)
    b"".join(client.post("/udtraek/", DOORS["extract"].sent))  # type: ignore[call-overload]
    entry = AccessLogEntry.objects.latest("pk")
    return f"/udtraek/hentet/{entry.pk}/"


def _choice() -> Choice:
    return Choice.of(2014, as_of=Month(2014, 4), known_on=THIRD_OF_JUNE.replace(microsecond=0))


DOORS = {
    "extract": Door("extracts", at("/udtraek/"), asked(format="csv", maaned="2014-04")),
    "extract again": Door("extracts_again", _fetched),
    "workbook": Door("fetch", at("/hent/excel/0340/"), APRIL),
    "report": Door("fetch", at("/hent/rapport/0340/"), APRIL),
    "slides": Door("fetch", at("/hent/plancher/0340/"), APRIL),
    "answer": Door("answers", _answer),
    "bundle": Door("bundles", _bundle),
    "contract": Door("contract_papers", at("/kontrakter/2014/HS/pdf/"), {"maaned": "2014-04"}),
    "follow-up": Door("contract_papers", _follow_up),
    "deliveries": Door("deliveries", at("/leveret/HS/"), {"format": "csv"}),
    "targets": Door("target_region", at("/maaltal/2014/HS/"), {"format": "csv-dk"}),
}
