"""What somebody should look at before a figure is released; without a question it may be released by itself.

The one rule for the page of a return and for the command that releases by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from goals.forms import talk, usual
from goals.models import Figure, SubmittedLine

Outcome = SubmittedLine.Outcome


class Submitted(usual.Compared, talk.Explained, Protocol):
    """A figure that waits, its past, and what was said of it."""

    @property
    def figure(self) -> Figure | None: ...
    @property
    def submitted_before(self) -> Sequence[SubmittedLine]: ...


def questions(line: Submitted) -> list[str]:
    """In words; none of a figure that raises none."""
    found = [] if talk.explanation(line) else [usual.question(line)]
    if line.figure is not None and line.figure.approved_version:
        found.append(
            _("The number was released before, and its month was reopened. See what has been changed.")
        )
    if was_sent_back(line):
        found.append(_("The number was sent back before. See what has been changed or answered."))
    elif talk.is_open(line):
        found.append(_("Somebody waits for an answer in the conversation."))
    return [question for question in found if question]


def was_sent_back(line: Submitted) -> bool:
    """Since it was last released."""
    outcomes = [one.outcome for one in line.submitted_before]
    since = len(outcomes) - outcomes[::-1].index(Outcome.APPROVED) if Outcome.APPROVED in outcomes else 0
    return Outcome.SENT_BACK in outcomes[since:]
