"""The regions' contracts of 2013 and 2014, on their way from the draft to the signature and beyond."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from goals import contracts
from goals.calendar import working_day
from goals.contracts import Happened, OwnGoal, Promised, Wording
from goals.models import Contract, GoalYear, Indicator
from goals.sample.promises import Promise
from goals.sample.rounds import Step
from goals.sample.who import Team
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, User
from jobcentres.reference import REGIONS

Key = tuple[int, str]
"""A year and a region."""

FROM_A_FILE: frozenset[Key] = frozenset([(2013, "MJ")])
"""What is known of it was published; the way there is not."""

SENT_BACK = {
    (2014, "SD"): "Måltallet for langtidsledige skal drøftes igen: tallet for december er kommet til.",
}
"""Approved, and negotiated once more: why."""

AMENDED = {
    (2014, "MJ"): (
        "foertidspension",
        Decimal(1180),
        "Tilgangen falder hurtigere end ventet. Parterne er enige om at stramme måltallet.",
    ),
}
"""An indicator, its target as it was signed, and what the amendment that gave it its present one says."""

OWN_GOALS = {
    (2014, "HS"): (
        OwnGoal(
            "Færre på sygedagpenge over 52 uger",
            "Opgøres af regionskontoret to gange om året.",
            Decimal(4200),
            "forløb",
        ),
        OwnGoal(
            "Fælles virksomhedsservice",
            "Jobcentrene i hvert netværk har én indgang for virksomheder, der søger arbejdskraft.",
        ),
    ),
    (2013, "NJ"): (OwnGoal("Flere i jobrotation", "", Decimal(350), "forløb"),),
}

ITEMS = {"NJ": "punkt 4", "MJ": "punkt 3", "SD": "punkt 5", "HS": "punkt 3"}
SAID = {"HS": "RBR tiltrådte kontrakten.", "NJ": "Godkendt uden bemærkninger."}


@dataclass(frozen=True, slots=True)
class Way:
    """One contract, and the people of its parties."""

    year: int
    region: Area
    targets: Mapping[int, Promised]
    own_goals: Sequence[OwnGoal]
    amended: Mapping[int, Promised]
    officer: User
    council: User
    official: User

    @property
    def key(self) -> Key:
        return self.year, self.region.code

    def contract(self) -> Contract:
        return contracts.contract_for(GoalYear.objects.get(year=self.year), self.region)

    def steps(self) -> Iterator[Step]:
        """The draft in December, the approval in February, the signature in March."""
        approved, signed = date(self.year, 2, 8 if self.year == 2013 else 7), _signed_on(self.year)
        yield _on(date(self.year - 1, 12, 10), 10, self._draft)
        yield _on(date(self.year, 1, 14), 11, self._negotiate)
        if self.key in SENT_BACK:
            yield _on(date(self.year, 1, 24), 9, partial(self._approve, date(self.year, 1, 22)))
            yield _on(date(self.year, 1, 29), 14, self._send_back)
        yield _on(approved + timedelta(days=3), 9, partial(self._approve, approved))
        yield _on(signed + timedelta(days=2), 14, partial(self._sign, signed))
        if self.amended:
            yield _on(date(self.year, 5, 14), 10, partial(self._amend, date(self.year, 5, 12)))
        if self.year == 2013:
            yield _on(date(2014, 5, 21), 13, self._close)

    def _draft(self) -> None:
        contracts.write_draft(self.contract(), Wording(self.targets, self.own_goals), by=self.officer)

    def _negotiate(self) -> None:
        contracts.negotiate(self.contract(), by=self.officer)

    def _approve(self, day: date) -> None:
        code = self.region.code
        contracts.approve(self.contract(), Happened(day, ITEMS[code], SAID.get(code, "")), by=self.council)

    def _send_back(self) -> None:
        contracts.send_back(self.contract(), Happened(text=SENT_BACK[self.key]), by=self.official)

    def _sign(self, day: date) -> None:
        contracts.sign(self.contract(), Happened(day), by=self.official)

    def _amend(self, day: date) -> None:
        said = Happened(day, text=AMENDED[self.key][2])
        contracts.amend(self.contract(), Wording(self.amended), said, by=self.official)

    def _close(self) -> None:
        said = Happened(text="Året er gjort op.")
        contracts.close(self.contract(), said, by=self.official)


def is_of_contract(promise: Promise) -> bool:
    """Whether a contract's own steps bring the target about."""
    return promise.area in REGIONS and (promise.year, promise.area) not in FROM_A_FILE


def steps(
    promises: Iterable[Promise], areas: Mapping[str, Area], indicators: Mapping[str, Indicator], team: Team
) -> Iterator[Step]:
    agreed: dict[Key, dict[str, Promised]] = {}
    for promise in filter(is_of_contract, promises):
        said = Promised(promise.value, promise.baseline_month, promise.baseline_value)
        agreed.setdefault((promise.year, promise.area), {})[promise.indicator] = said
    for (year, code), targets in agreed.items():
        amended = {}
        if (year, code) in AMENDED:
            indicator, first, _text = AMENDED[year, code]
            last = targets[indicator]
            amended = {indicators[indicator].pk: last}
            targets[indicator] = replace(last, value=first)
        yield from Way(
            year=year,
            region=areas[code],
            targets={indicators[name].pk: promised for name, promised in targets.items()},
            own_goals=OWN_GOALS.get((year, code), ()),
            amended=amended,
            officer=team.officers[code],
            council=team.councils.get(code, team.officers[code]),
            official=team.official,
        ).steps()


def _signed_on(year: int) -> date:
    return date(2013, 3, 1) if year == 2013 else date(2014, 3, 3)


def _on(day: date, hour: int, do: Callable[[], object]) -> Step:
    return Step(datetime.combine(working_day(day), time(hour), COPENHAGEN), do)
