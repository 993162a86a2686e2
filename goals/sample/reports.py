"""Follow-ups of the contracts of 2013 in every state, and Sorø's yearly result, answered and not adopted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from goals.models import GoalYear, Report, ReportText
from goals.progress import Status
from goals.reports import Statement, content_in, freeze_follow_up, freeze_result, newest_report, say
from goals.sample.particular import SOROE
from goals.sample.rounds import Step
from goals.sample.who import Team
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment, User

Kind = ReportText.Kind
YEAR = 2013


class Meeting(NamedTuple):
    """The moment whose figures a quarter's follow-up shows, and the meeting of RBR that it is made for."""

    known_on: datetime
    day: date


MEETINGS = {
    1: Meeting(datetime(2013, 5, 13, 8, tzinfo=COPENHAGEN), date(2013, 5, 27)),
    2: Meeting(datetime(2013, 8, 20, 8, tzinfo=COPENHAGEN), date(2013, 9, 9)),
    3: Meeting(datetime(2013, 10, 18, 8, tzinfo=COPENHAGEN), date(2013, 11, 4)),
    4: Meeting(datetime(2014, 2, 10, 8, tzinfo=COPENHAGEN), date(2014, 2, 24)),
}
FROZEN, ASSESSED, DECIDED = range(3)
HOW_FAR: dict[str, dict[int, int]] = {
    "MJ": {1: DECIDED, 2: DECIDED, 3: DECIDED, 4: ASSESSED},
    "HS": {1: DECIDED, 2: DECIDED, 3: DECIDED, 4: FROZEN},
    "NJ": {1: DECIDED, 2: DECIDED, 3: ASSESSED},
    "SD": {1: DECIDED, 2: DECIDED},
}
"""How far each region has come with each quarter; one that is left out has not been made."""

TWICE = ("HS", 3)
"""Made once more some days later, before anything was decided."""

IN_WORDS = {
    ("MJ", 3, 2): "Faldet er for lille til at nå måltallet; seks kommuner har stigning.",
}
ASSESSMENTS = {
    Status.ON_TRACK: "Udviklingen er som forudsat i kontrakten.",
    Status.NEAR: "Måltallet kan stadig nås. Regionen følger udviklingen på dialogmøderne.",
    Status.BEHIND: "Udviklingen er for svag til at nå måltallet. Regionen tager det op på dialogmøderne.",
    Status.MET: "Måltallet er nået.",
    Status.NOT_MET: "Måltallet er ikke nået.",
}
NO_VERDICT = "Kan ikke vurderes endnu."
COMMENTS = {
    2: "Nyt rehabiliteringsteam fra august 2013, og reformen fra 1. januar 2013 virker.",
    3: "Indsatsen for langtidsledige begyndte først efter sommerferien.",
}


@dataclass(frozen=True, slots=True)
class _Quarter:
    region: Area
    quarter: int
    officer: User

    def steps(self, how_far: int) -> Iterator[Step]:
        known_on, day = MEETINGS[self.quarter]
        yield Step(known_on + timedelta(minutes=5), partial(self._freeze, known_on))
        if (self.region.code, self.quarter) == TWICE:
            again = known_on + timedelta(days=4)
            yield Step(again + timedelta(minutes=10), partial(self._freeze, again))
        if how_far >= ASSESSED:
            yield Step(known_on + timedelta(days=5, hours=2), self._assess)
        if how_far >= DECIDED:
            noon = datetime(day.year, day.month, day.day, 12, 30, tzinfo=COPENHAGEN)
            yield Step(noon + timedelta(days=1), partial(self._decide, day))

    def _freeze(self, known_on: datetime) -> None:
        freeze_follow_up(_year(), self.region, self.quarter, by=self.officer, known_on=known_on)

    def _report(self) -> Report:
        report = newest_report(Report.Kind.FOLLOW_UP, _year(), self.region, self.quarter)
        if report is None:
            raise LookupError("no follow-up has been made yet")
        return report

    def _assess(self) -> None:
        report = self._report()
        statuses = {goal["number"]: goal["status"] for goal in content_in(report)["goals"]}
        said = [
            Statement(Kind.ASSESSMENT, self._assessment(number, status), number)
            for number, status in statuses.items()
        ]
        say(report, [*said, Statement(Kind.PROPOSAL, _proposal(statuses))], by=self.officer)

    def _assessment(self, number: int, status: str | None) -> str:
        own = IN_WORDS.get((self.region.code, self.quarter, number))
        return own or ASSESSMENTS.get(Status(status or Status.NO_FIGURE), NO_VERDICT)

    def _decide(self, day: date) -> None:
        council = _person(Assignment.Role.REGIONAL_COUNCIL, self.region) or self.officer
        decision = Statement(Kind.DECISION, "Tiltrådt.", on=day, agenda_item=str(2 + self.quarter % 2))
        say(self._report(), [decision], by=council)


def steps(areas: Mapping[str, Area], team: Team) -> Iterator[Step]:
    for code, quarters in HOW_FAR.items():
        for quarter, how_far in quarters.items():
            yield from _Quarter(areas[code], quarter, team.officers[code]).steps(how_far)
    yield from _yearly_result(areas[SOROE], team)


def _yearly_result(soroe: Area, team: Team) -> Iterator[Step]:
    manager, officer = team.managers["soroe"], team.officers["HS"]
    yield Step(
        datetime(2014, 5, 12, 10, 2, 40, tzinfo=COPENHAGEN),
        lambda: freeze_result(_year(), soroe, by=manager),
    )
    yield Step(
        datetime(2014, 5, 12, 10, 30, tzinfo=COPENHAGEN),
        lambda: _say_of(
            soroe, manager, *(Statement(Kind.COMMENT, text, number) for number, text in COMMENTS.items())
        ),
    )
    yield Step(
        datetime(2014, 5, 21, 9, tzinfo=COPENHAGEN),
        lambda: _say_of(
            soroe,
            _person(Assignment.Role.LOCAL_COUNCIL, soroe) or manager,
            Statement(
                Kind.LBR_RESPONSE,
                "LBR glæder sig over faldet i tilgangen til førtidspension og anbefaler, at indsatsen for "
                "langtidsledige begynder tidligere på året.",
                on=date(2014, 5, 20),
                agenda_item="3",
            ),
        ),
    )
    yield Step(
        datetime(2014, 5, 27, 14, tzinfo=COPENHAGEN),
        lambda: _say_of(
            soroe, officer, Statement(Kind.REGION_RESPONSE, "Regionen har ingen bemærkninger til resultatet.")
        ),
    )


def _say_of(soroe: Area, by: User, *said: Statement) -> None:
    report = newest_report(Report.Kind.RESULT, _year(), soroe)
    if report is not None:
        say(report, said, by=by)


def _proposal(statuses: Mapping[int, str | None]) -> str:
    behind = [str(number) for number, status in statuses.items() if status in (Status.BEHIND, Status.NOT_MET)]
    others = [str(number) for number in statuses if str(number) not in behind]
    points = ["Det indstilles, at RBR", "1. tager status til efterretning,"]
    if behind:
        points.append(f"2. drøfter indsatsen for mål {_listed(behind)},")
    if others:
        points.append(f"{len(points)}. ikke sætter yderligere initiativer i gang for mål {_listed(others)}.")
    return "\n".join(points)


def _listed(numbers: Sequence[str]) -> str:
    return " og ".join([", ".join(numbers[:-1]), numbers[-1]]) if len(numbers) > 1 else "".join(numbers)


def _person(role: str, area: Area) -> User | None:
    held = Assignment.objects.filter(role=role, area=area, user__is_active=True).select_related("user")
    found = held.order_by("pk").first()
    return found.user if found else None


def _year() -> GoalYear:
    return GoalYear.objects.get(year=YEAR)
