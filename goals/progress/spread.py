"""How those that are ranked lie: the median, and from where to where each third reaches."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from goals.progress.comparison import Standing

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Third:
    """The `count` scores of a band, from the best to the worst of them."""

    band: str
    count: int
    best: Decimal
    worst: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """`thirds` from the best on; none of fewer than three scores, fewer where many scores are equal."""

    ranked: int
    median: Decimal
    thirds: tuple[Third, ...]


def spread_of(scores: Mapping[Key, Decimal], standings: Mapping[Key, Standing]) -> Spread | None:
    """Of the scores that have a standing; None where nothing is ranked.

    The thirds are the bands of the standings, so that both say the same of everybody.
    """
    best_first = [scores[key] for key, _one in sorted(standings.items(), key=lambda item: item[1].rank)]
    if not best_first:
        return None
    middle = best_first[(len(best_first) - 1) // 2 : len(best_first) // 2 + 1]
    bands: dict[str, list[Decimal]] = {}
    for key, one in sorted(standings.items(), key=lambda item: item[1].rank):
        if one.band is not None:
            bands.setdefault(one.band, []).append(scores[key])
    return Spread(
        ranked=len(best_first),
        median=sum(middle, Decimal()) / len(middle),
        thirds=tuple(Third(band, len(found), found[0], found[-1]) for band, found in bands.items()),
    )
