"""The years of the goals: prepared by the ministry's officials, announced, closed. The one writer of them."""

from goals.years.closed import closed_years, refusal_of_entry
from goals.years.copying import copy_year
from goals.years.definitions import Break, add_definition, edit_definition, remove_definition
from goals.years.editing import save_year
from goals.years.goals import remove_goal, save_goal
from goals.years.indicators import is_settled, save_indicator
from goals.years.missing import Missing, missing_of
from goals.years.state import NotReady, announce_year, close_year, reopen_year

__all__ = [
    "Break",
    "Missing",
    "NotReady",
    "add_definition",
    "announce_year",
    "close_year",
    "closed_years",
    "copy_year",
    "edit_definition",
    "is_settled",
    "missing_of",
    "refusal_of_entry",
    "remove_definition",
    "remove_goal",
    "reopen_year",
    "save_goal",
    "save_indicator",
    "save_year",
]
