"""The dialogues about Sorø's targets for 2014: one that was adopted, one in its hearing, one in draft.

The fourth target came from a file, as those of other municipalities did; some of them have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from goals import dialogue
from goals.dialogue import Amount, Said
from goals.models import GoalYear, Indicator, Target
from goals.months import Month
from goals.own_goals import OwnGoal, save_own_goal
from goals.sample.particular import SOROE
from goals.sample.promises import Promise
from goals.sample.rounds import Step
from goals.sample.who import Team
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, User

YEAR = 2014
ADOPTED_IN_DIALOGUE = frozenset([(YEAR, "langtidsledige", SOROE)])


def is_of_dialogue(promise: Promise) -> bool:
    """Whether a dialogue's own steps bring the target about."""
    return promise.subject in ADOPTED_IN_DIALOGUE


def steps(areas: Mapping[str, Area], indicators: Mapping[str, Indicator], team: Team) -> Iterator[Step]:
    soroe = areas[SOROE]
    people = _People(
        manager=team.managers["soroe"],
        lbr=team.councils[SOROE],
        officer=team.officers["HS"],
        official=team.official,
    )
    yield from _long_term(partial(_target, indicators["langtidsledige"], soroe), people)
    yield from _education(partial(_target, indicators["uddannelsesgrad"], soroe), people)
    yield from _cooperation(partial(_target, indicators["samarbejdsgrad"], soroe), people)
    yield from _own_goal(soroe, people)


@dataclass(frozen=True, slots=True)
class _People:
    manager: User
    lbr: User
    officer: User
    official: User


TargetOf = Callable[[], Target]


def _target(indicator: Indicator, area: Area) -> Target:
    goal_year = GoalYear.objects.get(year=YEAR)
    stored = Target.objects.filter(goal_year=goal_year, indicator=indicator, area=area).first()
    return stored or Target(goal_year=goal_year, indicator=indicator, area=area)


def _long_term(target: TargetOf, people: _People) -> Iterator[Step]:
    """Adopted as −18.0 per cent, after the region had asked for more than the draft."""
    draft = Amount(percent=Decimal("-12.0"), baseline_month=Month(2013, 6), baseline_value=Decimal(161))
    why = Said("Ledigheden falder, og jobrotation i byggeriet fortsætter i 2014.")
    yield _at(2013, 8, 20, 10, lambda: dialogue.write_draft(target(), draft, why, by=people.manager))
    yield _at(2013, 8, 21, 9, lambda: dialogue.send_to_hearing(target(), by=people.manager))
    lbr = Said(
        "LBR støtter måltallet og lægger vægt på de langtidsledige over 50 år.", date(2013, 9, 4), "punkt 5"
    )
    yield _at(2013, 9, 5, 13, lambda: dialogue.answer_as_lbr(target(), lbr, by=people.lbr))
    region = Said("Klyngens øvrige kommuner går længere. Regionen anbefaler højst 130.", date(2013, 9, 12))
    recommended = Amount(Decimal(130))
    yield _at(
        2013,
        9,
        12,
        15,
        lambda: dialogue.answer_as_region(target(), region, recommended=recommended, by=people.officer),
    )
    adopted = Amount(percent=Decimal("-18.0"), baseline_month=Month(2013, 12), baseline_value=Decimal(156))
    said = Said(
        "Eksempeldata. Kommunalbestyrelsen fulgte regionens anbefaling.", date(2013, 12, 18), "punkt 11"
    )
    yield _at(2013, 12, 20, 14, lambda: dialogue.adopt(target(), adopted, said, by=people.manager))


def _education(target: TargetOf, people: _People) -> Iterator[Step]:
    """What was adopted in December binds until the hearing is over and something else is adopted."""
    reason = Said("Kommunen har bedt om at hæve måltallet efter aftalen om uddannelseshjælp.")
    yield _at(2014, 5, 12, 10, lambda: dialogue.reopen(target(), reason, by=people.official))
    draft = Amount(Decimal("25.0"), baseline_month=Month(2013, 12), baseline_value=Decimal("21.0"))
    why = Said("Flere unge begynder i september, når uddannelsesmentorerne er på plads.")
    yield _at(2014, 5, 19, 11, lambda: dialogue.write_draft(target(), draft, why, by=people.manager))
    yield _at(2014, 5, 20, 9, lambda: dialogue.send_to_hearing(target(), by=people.manager))
    lbr = Said(
        "LBR anbefaler forslaget og beder om en status efter sommerferien.", date(2014, 6, 3), "punkt 2"
    )
    yield _at(2014, 6, 4, 10, lambda: dialogue.answer_as_lbr(target(), lbr, by=people.lbr))


def _cooperation(target: TargetOf, people: _People) -> Iterator[Step]:
    draft = Amount(Decimal("38.5"), baseline_month=Month(2013, 12), baseline_value=Decimal("37.0"))
    why = Said("Virksomhedsservice får to nye konsulenter fra august. Måltallet mangler stadig for 2014.")
    yield _at(2014, 6, 5, 14, lambda: dialogue.write_draft(target(), draft, why, by=people.manager))


def _own_goal(soroe: Area, people: _People) -> Iterator[Step]:
    """What the municipality has set itself, from June on."""

    def set_goal() -> None:
        own = OwnGoal.new(GoalYear.objects.get(year=YEAR), soroe)
        own.goal.short_name, own.goal.first_month = "Virksomhedspraktik", Month(2014, 6)
        own.goal.title = "Flere unge skal prøve arbejdslivet af i en virksomhed"
        indicator, own.definition.is_assumption = own.indicator, False
        own.definition.text = (
            "Unge under 30 år på uddannelseshjælp, der er i praktik mindst en uge i måneden."
        )
        indicator.name = "Unge i virksomhedspraktik"
        indicator.unit, indicator.direction, indicator.window = "persons", "up", "month"
        indicator.source = "Jobcentrets fagsystem"
        save_own_goal(own, seen=own.seen, by=people.manager)

    def draft() -> None:
        indicator = Indicator.objects.get(owner=soroe)
        why = Said("Tre virksomheder har sagt ja til faste praktikpladser fra august.")
        dialogue.write_draft(_target(indicator, soroe), Amount(Decimal(45)), why, by=people.manager)

    yield _at(2014, 6, 5, 15, set_goal)
    yield _at(2014, 6, 5, 16, draft)


def _at(year: int, month: int, day: int, hour: int, do: Callable[[], object]) -> Step:
    return Step(datetime(year, month, day, hour, tzinfo=COPENHAGEN), do)
