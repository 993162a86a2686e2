"""Frozen reports: a contract's quarterly follow-up and a municipality's yearly result."""

from goals.reports.content import Content, GoalContent, content_of, hash_of, live_content, written
from goals.reports.frame import METHOD, Frame, FramedGoal, Subject, frame_of, goals_of, measure_in
from goals.reports.rules import ACTION_OF, FINAL, FOLLOW_UP, RESULT, RULES, Action, State
from goals.reports.standing import content_in, holding, newest_report, roles_in, state_of
from goals.reports.writing import Statement, freeze_follow_up, freeze_result, say

__all__ = [
    "ACTION_OF",
    "FINAL",
    "FOLLOW_UP",
    "METHOD",
    "RESULT",
    "RULES",
    "Action",
    "Content",
    "Frame",
    "FramedGoal",
    "GoalContent",
    "State",
    "Statement",
    "Subject",
    "content_in",
    "content_of",
    "frame_of",
    "freeze_follow_up",
    "freeze_result",
    "goals_of",
    "hash_of",
    "holding",
    "live_content",
    "measure_in",
    "newest_report",
    "roles_in",
    "say",
    "state_of",
    "written",
]
