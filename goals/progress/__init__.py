"""The arithmetic: pure rules over plain values. Pages, files and reports all show these results.

Sums are exact decimals and nothing is rounded here; `goals.numbers` rounds when a number is shown.
"""

from goals.progress.comparison import (
    SameMembers,
    Snapshot,
    Standing,
    median,
    ranking,
    same_members,
    score_of,
    snapshot,
    standings,
)
from goals.progress.discretion import Discretion, LowFigure, Neighbour
from goals.progress.distance import (
    is_worse_than_baseline,
    more_needed,
    progress_with,
    worse_until_other_status,
)
from goals.progress.fair import Between, Score, chance_of, places_between
from goals.progress.line import Cell, Coverage, Line, Past, Reader
from goals.progress.measure import Measure, PathRule, Point, Promise, State, Status
from goals.progress.path import Baseline, Path, baseline_of, path_of
from goals.progress.replacement import Released, Replacement, latest_replacement
from goals.progress.result import Progress, as_seen_by, progress_of
from goals.progress.spread import Spread, Third, spread_of
from goals.progress.together import SumOfTargets, sum_of_targets

__all__ = [
    "Baseline",
    "Between",
    "Cell",
    "Coverage",
    "Discretion",
    "Line",
    "LowFigure",
    "Measure",
    "Neighbour",
    "Past",
    "Path",
    "PathRule",
    "Point",
    "Progress",
    "Promise",
    "Reader",
    "Released",
    "Replacement",
    "SameMembers",
    "Score",
    "Snapshot",
    "Spread",
    "Standing",
    "State",
    "Status",
    "SumOfTargets",
    "Third",
    "as_seen_by",
    "baseline_of",
    "chance_of",
    "is_worse_than_baseline",
    "latest_replacement",
    "median",
    "more_needed",
    "path_of",
    "places_between",
    "progress_of",
    "progress_with",
    "ranking",
    "same_members",
    "score_of",
    "snapshot",
    "spread_of",
    "standings",
    "sum_of_targets",
    "worse_until_other_status",
]
