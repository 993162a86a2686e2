"""That the latest figure of an area is not what everybody could read before, as files say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goals.progress import Line, Progress, Reader, Replacement
from jobcentres.clock import COPENHAGEN

CORRECTION, SOURCE = "correction", "source"


@dataclass(frozen=True, slots=True)
class Revised:
    """`before` is None for a sum and where there was no number; `is_hidden` if it is none for the reader."""

    on: date
    how: str
    before: Decimal | None = None
    is_hidden: bool = False


def revised_figure(
    replacement: Replacement, line: Line, progress: Progress, reader: Reader
) -> Revised | None:
    """Of a figure of the area's own; a number not yet released has replaced none."""
    month = progress.latest_month
    if month is None or progress.preliminary:
        return None
    return Revised(
        _day(replacement),
        _how(replacement),
        replacement.shown_before(reader, line, month),
        replacement.is_hidden_from(reader, line, month),
    )


def revised_sum(replacements: list[Replacement]) -> Revised | None:
    """Of the members' figures that make up a sum: the latest of what was replaced among them."""
    if not replacements:
        return None
    latest = max(replacements, key=lambda one: one.recorded_at)
    return Revised(_day(latest), _how(latest))


def _day(replacement: Replacement) -> date:
    return replacement.recorded_at.astimezone(COPENHAGEN).date()


def _how(replacement: Replacement) -> str:
    return SOURCE if replacement.is_by_source else CORRECTION
