"""Entering, submitting, releasing, correcting, reopening, importing in any order keep the public record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from hypothesis import HealthCheck, strategies
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from pytest_django import Settings

from goals.models import CorrectionRequest, Figure, FigureRevision
from goals.verification import History, first_fault
from jobcentres import clock
from tests.goals.figure_builders import TENTH_OF_JUNE
from tests.goals.months_life import MONTHS, STEPS, Choice, entry_of, make_life, release_march, take
from tests.goals.public_record import Place, public_record, see_totals, walk

SUITE = hypothesis.settings(max_examples=10, stateful_step_count=25)
TWO, FEW = strategies.integers(0, 1), strategies.integers(0, 2)
CHOICES = strategies.builds(
    Choice,
    place=TWO,
    indicator=TWO,
    month=TWO,
    number=strategies.integers(0, 4),
    pick=FEW,
    other=strategies.booleans(),
)


class Months(RuleBasedStateMachine):
    """Each run in a transaction of its own, which is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.moment = TENTH_OF_JUNE
        with clock.standing_at(self.moment):
            self.life = make_life()
            release_march(self.life)
        self.public: dict[Place, Any] = public_record()
        self.revisions = _revisions()
        self.known = [(self.moment, self.public)]

    def teardown(self) -> None:
        try:
            for figure in Figure.objects.all():
                walk(figure)
            for moment, known in self.known:
                assert public_record(moment) == known, f"what was known at {moment}"
            assert first_fault(History.now()) is None
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def step(self, name: str, choice: Choice) -> None:
        self.moment += timedelta(minutes=1)
        with clock.standing_at(self.moment):
            locked = self._locked_entry(choice) if name == "enter" else None
            may_change = self._may_change(name, choice)
            outcome, _made = take(self.life, name, choice)
            if locked:
                assert outcome == "locked", f"a locked figure was {outcome}"
            self._see_public(name, may_change if outcome == "done" else set())
            self._see_revisions(outcome)
            for basis in ("approved", "preliminary"):
                see_totals(self.life, basis)
            self.known.append((self.moment, self.public))

    def _locked_entry(self, choice: Choice) -> Figure | None:
        entry = entry_of(self.life, choice)
        figure = Figure.objects.filter(
            indicator=entry.indicator, area=entry.area, month=entry.month.first_day
        ).first()
        if figure is None or not figure.approved_version or figure.is_reopened:
            return None
        said = (entry.state, entry.value, entry.numerator, entry.denominator)
        stands = (figure.state, figure.value, figure.numerator, figure.denominator)
        return figure if said != stands else None

    def _may_change(self, name: str, choice: Choice) -> set[Place]:
        """The places whose public value the step may change."""
        if name == "import_official":
            areas = {area.pk for area in (*self.life.municipalities, self.life.region)}
            indicator = self.life.indicators[choice.indicator]
            return {(area, indicator.pk, MONTHS[choice.month]) for area in areas}
        if name in ("approve", "release_itself"):
            figures = Figure.objects.all()
            return {_place(one) for one in figures if not one.approved_version or one.is_reopened}
        if name == "accept":
            asked = CorrectionRequest.objects.select_related("figure").order_by("-pk")[:3]
            return {_place(asked[choice.pick % len(asked)].figure)} if asked else set()
        return set()

    def _see_public(self, name: str, may_change: set[Place]) -> None:
        now = public_record()
        changed = {
            place for place in now.keys() | self.public.keys() if now.get(place) != self.public.get(place)
        }
        assert changed <= may_change, f"{name} changed what is public: {changed - may_change}"
        self.public = now

    def _see_revisions(self, outcome: str) -> None:
        now = _revisions()
        assert self.revisions.items() <= now.items(), "a revision is lost or was edited"
        assert outcome == "done" or len(now) == len(self.revisions), (
            f"{outcome}, and yet something is written"
        )
        self.revisions = now


def _revisions() -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in FigureRevision.objects.values()}


def _place(figure: Figure) -> Place:
    return figure.area_id, figure.indicator_id, figure.month


def _rule_of(name: str) -> Any:
    def one(self: Months, choice: Choice) -> None:
        self.step(name, choice)

    one.__name__ = name
    return rule(choice=CHOICES)(one)


for _name in STEPS:
    setattr(Months, _name, _rule_of(_name))


@rule(days=strategies.integers(1, 12))
def days_pass(self: Months, days: int) -> None:
    self.moment += timedelta(days=days)


Months.days_pass = days_pass  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_no_order_of_steps_changes_what_is_public_behind_anybodys_back(
    settings: Settings, tmp_path: Path
) -> None:
    settings.SEAL_FILE = tmp_path / "seals.log"

    run_state_machine_as_test(
        Months, settings=hypothesis.settings(SUITE, suppress_health_check=list(HealthCheck))
    )
