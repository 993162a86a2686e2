"""The prices behind the possible savings: reference data that the ministry edits, with its history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals.models import GoalYear, Indicator, SavingPrice
from goals.reference import price_key
from goals.refusals import Problem, StepRefused
from jobcentres.changes import canonical_json, fields_of, record_edits, recording
from jobcentres.models import Change, User

MOST_KRONER = 10_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What one person fewer costs less in a year, in kroner; None: no price, so nothing is computed."""

    indicator: Indicator
    kroner: int | None
    note: str = ""
    is_assumption: bool = True


def prices_of(goal_year: GoalYear) -> dict[int, SavingPrice]:
    """The year's prices by the indicator's key."""
    rows = SavingPrice.objects.filter(goal_year=goal_year).select_related("goal_year", "indicator")
    return {row.indicator_id: row for row in rows.order_by("pk")}


def seen_of(prices: Iterable[SavingPrice]) -> str:
    """A short mark of what stands."""
    return hashlib.sha256(canonical_json([fields_of(row) for row in prices])).hexdigest()[:16]


def save_prices(
    goal_year: GoalYear, prices: Sequence[Price], *, seen: str, by: User, idempotency_key: str = ""
) -> None:
    """Raises `StepRefused`, also if somebody else edited a price since `by` saw them as `seen`."""
    for number, price in enumerate(prices):
        if price.kroner is not None and not 0 < price.kroner <= MOST_KRONER:
            message = _("Write a price from 1 to 10 million kroner, or leave it empty.")
            raise StepRefused(Problem(f"kroner-{number}", "out_of_range", message))
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        GoalYear.objects.select_for_update(no_key=True).get(pk=goal_year.pk)
        standing = prices_of(goal_year)
        if seen_of(standing.values()) != seen:
            message = _(
                "Somebody else has changed the prices in the meantime. The history below tells what. "
                "Save again if yours are to hold."
            )
            raise StepRefused(Problem("", "conflict", message))
        for price in prices:
            row = standing.get(price.indicator.pk)
            before = fields_of(row) if row else None
            if price.kroner is None:
                if row is not None:
                    key = price_key(row)
                    row.delete()
                    record_edits(change, SavingPrice(), key, before)
                continue
            row = row or SavingPrice(goal_year=goal_year, indicator=price.indicator)
            row.kroner, row.note, row.is_assumption = price.kroner, price.note, price.is_assumption
            if fields_of(row) != before:
                row.save()
                record_edits(change, row, price_key(row), before)
