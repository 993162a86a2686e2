"""Everything that people and the official source do to two municipalities' months, as single steps.

Each step answers with a word: `done`, or why it was refused. What is no refusal goes through as an exception.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied

from goals import returns
from goals.contents import FigureEntry
from goals.corrections import request_correction
from goals.entry import record_figures
from goals.models import CorrectionRequest, Indicator, MonthlyReturn, Origin, ReviewRule, Submission
from goals.months import Month
from goals.refusals import Refused
from goals.returns.release import release_by_itself
from jobcentres.changes import recording
from jobcentres.models import Area, Assignment, Change, Jobcentre, User
from tests.builders import (
    make_area,
    make_assignment,
    make_goal,
    make_indicator,
    make_jobcentre,
    make_user,
)

MONTHS = (Month(2014, 3), Month(2014, 4))
NEWEST = 3
"""So many of the newest submissions and requests are answered."""


@dataclass(frozen=True)
class Life:
    country: Area
    region: Area
    municipalities: list[Area]
    jobcentres: list[Jobcentre]
    clerks: list[User]
    managers: list[User]
    officer: User
    official: User
    indicators: list[Indicator]


def make_life() -> Life:
    role = Assignment.Role
    country = make_area("DK", "Hele landet", "country")
    region = make_area("HS", "Hovedstaden & Sjælland", "region", country)
    municipalities = [make_area("0340", "Sorø", parent=region), make_area("0330", "Slagelse", parent=region)]
    jobcentres = [make_jobcentre(area.name, region, area) for area in municipalities]
    ReviewRule.objects.create(region=region, releases_untroubled=True)
    indicators = [
        make_indicator("foertidspension", window="rolling_12"),
        make_indicator("uddannelsesgrad", unit="percent", direction="up", window="year_to_date"),
    ]
    for number, indicator in enumerate(indicators, start=1):
        make_goal(indicator, number=number)

    def person(name: str, held: str, scope: Area | Jobcentre) -> User:
        user = make_user(name)
        make_assignment(user, held, scope)
        return user

    return Life(
        country,
        region,
        municipalities,
        jobcentres,
        [person(f"Clerk{n} Friis", role.CLERK, one) for n, one in enumerate(jobcentres)],
        [person(f"Manager{n} Holm", role.MANAGER, one) for n, one in enumerate(jobcentres)],
        person("Bo Lund", role.OFFICER, region),
        person("Mette Skov", role.OFFICIAL, country),
        indicators,
    )


@dataclass(frozen=True)
class Choice:
    """What a step is about; each step uses the part that it needs."""

    place: int = 0
    indicator: int = 0
    month: int = 0
    number: int = 0
    pick: int = 0
    other: bool = False

    @classmethod
    def drawn(cls, drawn: random.Random) -> Choice:
        draw = drawn.randrange
        return cls(draw(2), draw(2), draw(2), draw(40), draw(NEWEST), drawn.random() < 0.5)


Step = Callable[[Life, Choice], Any]


def entry_of(life: Life, choice: Choice, *, area: Area | None = None) -> FigureEntry:
    """The number 0 withdraws the figure."""
    indicator = life.indicators[choice.indicator]
    content: dict[str, Any] = {"value": Decimal(choice.number)}
    if not choice.number:
        content = {"state": "not_reported", "note": "Ikke vores"}
    elif indicator.unit == "percent":
        content = {"numerator": Decimal(choice.number), "denominator": Decimal(50)}
    place = area or life.municipalities[choice.place]
    return FigureEntry(indicator, place, MONTHS[choice.month], **content)


def enter(life: Life, choice: Choice) -> int:
    """How many figures were changed by it."""
    by = (life.managers if choice.other else life.clerks)[choice.place]
    entries = [entry_of(life, choice)]
    recorded = record_figures(
        entries=entries,
        by=by,
        origin=Origin.TYPED,
        assignment=by.scopes.assignment_for(life.jobcentres[choice.place]),
    )
    return recorded.new + recorded.changed


def import_official(life: Life, choice: Choice) -> int:
    """One municipality's figure, both, or the region's own."""
    areas = [life.municipalities, [life.region], [life.municipalities[choice.place]]][choice.pick]
    entries = [entry_of(life, choice, area=area) for area in areas]
    recorded = record_figures(entries=entries, by=None, origin=Origin.OFFICIAL)
    return recorded.new + recorded.changed


def return_of(life: Life, choice: Choice) -> MonthlyReturn:
    return returns.return_for(life.jobcentres[choice.place], MONTHS[choice.month])


def submit(life: Life, choice: Choice) -> None:
    returns.submit(monthly_return=return_of(life, choice), by=life.managers[choice.place])


def answer(life: Life, choice: Choice) -> None:
    by = life.clerks[choice.place]
    held = by.scopes.assignment_for(life.jobcentres[choice.place])
    place = life.indicators[choice.indicator], life.municipalities[choice.place]
    with recording(by=by, kind=Change.Kind.RETURN, assignment=held) as change:
        returns.comment_line(change, return_of(life, choice), *place, f"Talt {choice.number} gange")


def approve(life: Life, choice: Choice) -> None:
    submission = _submission(choice)
    keys = list(submission.lines.order_by("pk").values_list("figure_id", flat=True))
    figure_ids = keys[: 1 + choice.indicator] if choice.other else None
    returns.approve(submission=submission, by=life.officer, figure_ids=figure_ids)


def send_back(life: Life, choice: Choice) -> None:
    submission = _submission(choice)
    line = submission.lines.order_by("pk").last()
    reasons = {line.figure_id: "Er det rigtigt?"} if line else {}
    returns.send_back(submission=submission, reasons=reasons, by=life.officer)


def release_itself(life: Life, choice: Choice) -> int:
    return release_by_itself(return_of(life, choice), lambda lines: [line.figure_id for line in lines])


def ask_correction(life: Life, choice: Choice) -> None:
    by = life.clerks[choice.place]
    request_correction(entry=entry_of(life, choice), reason="Tastefejl", by=by)


def accept(life: Life, choice: Choice) -> None:
    returns.accept_correction(request=_request(choice), by=life.officer)


def decline(life: Life, choice: Choice) -> None:
    returns.decline_correction(request=_request(choice), reason="Tallet er rigtigt", by=life.officer)


def withdraw(life: Life, choice: Choice) -> None:
    returns.withdraw_correction(request=_request(choice), by=life.clerks[choice.place])


def reopen(life: Life, choice: Choice) -> None:
    by = life.official if choice.other else life.officer
    returns.reopen(monthly_return=return_of(life, choice), reason="Fejl i hele måneden", by=by)


def close(life: Life, choice: Choice) -> None:
    returns.close(monthly_return=return_of(life, choice), by=life.officer)


STEPS: dict[str, tuple[Step, int]] = {
    "enter": (enter, 9),
    "import_official": (import_official, 1),
    "submit": (submit, 6),
    "answer": (answer, 2),
    "approve": (approve, 6),
    "send_back": (send_back, 2),
    "release_itself": (release_itself, 1),
    "ask_correction": (ask_correction, 3),
    "accept": (accept, 2),
    "decline": (decline, 1),
    "withdraw": (withdraw, 1),
    "reopen": (reopen, 1),
    "close": (close, 1),
}
"""Each with how often it comes."""


def take(life: Life, name: str, choice: Choice) -> tuple[str, int]:
    """`done` and how much was, or the code of the refusal."""
    step, _weight = STEPS[name]
    try:
        made = step(life, choice)
    except Refused as refused:
        return refused.refusals[0].code, 0
    except returns.ReturnRefused as refused:
        return refused.code, 0
    except Missing:
        return "missing", 0
    except PermissionDenied:
        return "denied", 0
    return "done", made or 0


def release_march(life: Life) -> None:
    """All four figures, so that there is something to correct and to reopen."""
    for place in range(2):
        for indicator in range(2):
            enter(life, Choice(place=place, indicator=indicator, number=20))
        submit(life, Choice(place=place))
        approve(life, Choice())


def drawn_step(drawn: random.Random) -> tuple[str, Choice]:
    names = list(STEPS)
    name = drawn.choices(names, [STEPS[name][1] for name in names])[0]
    return name, Choice.drawn(drawn)


class Missing(Exception):
    """There is nothing yet that the step could be about."""


def _submission(choice: Choice) -> Submission:
    return _newest(Submission.objects.select_related("monthly_return__jobcentre", "change"), choice)


def _request(choice: Choice) -> CorrectionRequest:
    return _newest(CorrectionRequest.objects.select_related("figure", "change"), choice)


def _newest(rows: Any, choice: Choice) -> Any:
    found = list(rows.order_by("-pk")[:NEWEST])
    if not found:
        raise Missing
    return found[choice.pick % len(found)]
