"""Mails by which people hear what is missing, what happened, and what waits: never a figure, never a text of
somebody's.

`addressees` (whom) and `schedule` (when) → `reminders`, `notices`, `digest` (who is told what) → `letters`
(the words) → `plan` (what was not told before) → `posting` (once).
"""

from goals.mails.addressees import groups_of
from goals.mails.mail import Mail, Part
from goals.mails.plan import planned
from goals.mails.posting import Fate, Unreachable, post, still_unsettled, unsettled

__all__ = [
    "Fate",
    "Mail",
    "Part",
    "Unreachable",
    "groups_of",
    "planned",
    "post",
    "still_unsettled",
    "unsettled",
]
