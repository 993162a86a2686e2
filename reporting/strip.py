"""How the municipalities are spread over what they are ranked by: a dot each on one axis, the thirds behind
them, the median across."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.progress import Measure, Third
from reporting import wording
from reporting.dots import OTHER, OWN, Scale
from reporting.nationwide import Member, Nationwide
from reporting.nationwide_words import change_text

STEP = 9  # pixels from one dot up to the next
BASE = 8
HEAD = 44  # for the labels above
LABELLED = 2
EDGE = 25.0


class StripDot(NamedTuple):
    """`x` as a share of the width, `y` in pixels; `label` of the reader's own."""

    x: str
    y: int
    kind: str
    label: str
    anchor: str


class Band(NamedTuple):
    """A third: its `range`, in words, and the places where it is drawn."""

    kind: str
    name: str
    how_many: int
    range: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Strip:
    title: str
    conclusion: str
    dots: tuple[StripDot, ...]
    bands: tuple[Band, ...]
    middle: str
    middle_text: str
    middle_anchor: str
    zero: str
    height: int
    floor: int
    top: int
    depth: int
    """of the bands, from their top to the floor, in pixels"""
    ends: tuple[str, str]
    """what the axis begins and ends with"""


def strip_of(found: Nationwide) -> Strip | None:
    """None with fewer than three ranked: there is nothing to divide."""
    spread, measure = found.spread, found.measure
    if spread is None or not spread.thirds:
        return None
    scores = [(one.score, one) for one in found.members if one.score is not None]
    scale = Scale((score for score, _one in scores), with_zero=False)
    dots, levels = _stacked(scores, scale, measure)
    height = HEAD + BASE + STEP * levels
    lowest, highest = min(score for score, _one in scores), max(score for score, _one in scores)
    return Strip(
        title=_("Distribution of the figures")
        if measure.is_ratio
        else _("Distribution of the changes in per cent"),
        conclusion=_conclusion(measure, spread.median, spread.thirds),
        dots=tuple(dot._replace(y=height - BASE - dot.y) for dot in dots),
        bands=tuple(_band(third, scale, measure) for third in spread.thirds),
        middle=scale.at(spread.median),
        middle_text=_("median %(value)s") % {"value": score_text(measure, spread.median)},
        middle_anchor=_anchor(scale.at(spread.median)),
        zero=scale.at(0) if scale.low < 0 < scale.high else "",
        height=height,
        floor=height - 1,
        top=HEAD,
        depth=height - HEAD,
        ends=(score_text(measure, lowest), score_text(measure, highest)),
    )


def score_text(measure: Measure, value: Decimal) -> str:
    return wording.amount(measure, value) if measure.is_ratio else change_text(measure, value)


def _stacked(
    scores: list[tuple[Decimal, Member]], scale: Scale, measure: Measure
) -> tuple[list[StripDot], int]:
    """Dots that would lie on each other lie above each other; `y` counts up from the floor. The reader's own
    lie lowest, with name and value if they are few."""
    taken: Counter[int] = Counter()
    own = sum(one.is_own for _score, one in scores)
    dots = []
    for score, one in sorted(scores, key=lambda pair: (not pair[1].is_own, pair[0])):
        x = scale.at(score)
        place = round(float(x[:-1]))
        named = one.is_own and own <= LABELLED
        label = f"{one.area.name} {score_text(measure, score)}" if named else ""
        dots.append(StripDot(x, STEP * taken[place], OWN if one.is_own else OTHER, label, _anchor(x)))
        taken[place] += 1
    return dots, max(taken.values())


def _anchor(x: str) -> str:
    """On which side of a place its label has room."""
    share = float(x[:-1])
    return "start" if share < EDGE else "end" if share > 100 - EDGE else "middle"


def _band(third: Third, scale: Scale, measure: Measure) -> Band:
    left, right = sorted(float(scale.at(value)[:-1]) for value in (third.best, third.worst))
    return Band(
        kind=third.band,
        name=band_name(third.band),
        how_many=third.count,
        range=_("from %(best)s to %(worst)s")
        % {"best": score_text(measure, third.best), "worst": score_text(measure, third.worst)},
        x=f"{left:.2f}%",
        width=f"{max(right - left, 0.2):.2f}%",
    )


def band_name(band: str) -> str:
    return {
        "upper": pgettext("third of a ranking", "best third"),
        "middle": pgettext("third of a ranking", "middle third"),
        "lower": pgettext("third of a ranking", "last third"),
    }[band]


def _conclusion(measure: Measure, middle: Decimal, thirds: tuple[Third, ...]) -> str:
    """`Halvdelen af kommunerne har −21,3 pct. eller bedre; bedste tredjedel −31,0 pct. eller bedre.`"""
    said = {
        "median": score_text(measure, middle),
        "best": score_text(measure, thirds[0].worst),
    }
    return (
        _("Half of the municipalities have %(median)s or better; the best third has %(best)s or better.")
        % said
    )
