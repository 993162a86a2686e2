from goals.models.figure import (
    Content,
    CorrectionDecision,
    CorrectionRequest,
    Figure,
    FigureRevision,
    FigureState,
    Origin,
    SourceKind,
)
from goals.models.goal import Goal, GoalYear, Indicator, IndicatorDefinition, SeriesBreak, YearDate
from goals.models.mail import MutedMail, SentMail
from goals.models.monthly_return import (
    Deadline,
    MonthlyReturn,
    ReturnEvent,
    ReturnLine,
    ReviewRule,
    Submission,
    SubmittedLine,
)
from goals.models.target import Target, TargetVersion

__all__ = [
    "Content",
    "CorrectionDecision",
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
    "MutedMail",
    "Origin",
    "ReturnEvent",
    "ReturnLine",
    "ReviewRule",
    "SentMail",
    "SeriesBreak",
    "SourceKind",
    "Submission",
    "SubmittedLine",
    "Target",
    "TargetVersion",
    "YearDate",
]
