from goals.models.figure import CorrectionRequest, Figure, FigureRevision, FigureState, Origin, SourceKind
from goals.models.goal import Goal, GoalYear, Indicator, IndicatorDefinition, SeriesBreak
from goals.models.monthly_return import (
    Deadline,
    MonthlyReturn,
    ReturnEvent,
    ReturnLine,
    Submission,
    SubmittedLine,
)
from goals.models.target import Target, TargetVersion

__all__ = [
    "CorrectionRequest",
    "Deadline",
    "Figure",
    "FigureRevision",
    "FigureState",
    "Goal",
    "GoalYear",
    "Indicator",
    "IndicatorDefinition",
    "MonthlyReturn",
    "Origin",
    "ReturnEvent",
    "ReturnLine",
    "SeriesBreak",
    "SourceKind",
    "Submission",
    "SubmittedLine",
    "Target",
    "TargetVersion",
]
