"""What has been said about a line, as its page shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.history import text_of_version
from goals.forms.words import moment_text
from goals.models import FigureRevision, ReturnEvent
from goals.models.figure import same_amounts

if TYPE_CHECKING:
    from goals.forms.sheet import Line

Kind = ReturnEvent.Kind
KINDS = (Kind.SENT_BACK, Kind.COMMENT, Kind.EXPLANATION, Kind.MESSAGE, Kind.SETTLED)


class Remark(NamedTuple):
    """One contribution; `about` says what it is (`forklaring til 163`), nothing for a plain message."""

    when: str
    by: str
    about: str
    text: str


def remarks(line: Line) -> list[Remark]:
    """The oldest first."""
    return [
        Remark(
            when=moment_text(event.change.recorded_at) if event.change.recorded_at else "",
            by=_author(event),
            about=_about(line, event),
            text=event.new,
        )
        for event in line.events
        if event.new or event.kind == Kind.SETTLED
    ]


def remarks_since(line: Line, number: int) -> list[Remark]:
    """What the jobcentre has said about the line since the change of this number."""
    since = [
        event
        for event in line.events
        if (event.change.number or 0) > number
        and event.change.assignment
        and event.change.assignment.jobcentre_id
    ]
    return remarks(replace(line, events=since))


def is_open(line: Explained) -> bool:
    """Whether somebody has written, and nobody has said since that it is settled."""
    kinds = [event.kind for event in line.events if event.kind in (Kind.MESSAGE, Kind.SETTLED)]
    return bool(kinds) and kinds[-1] == Kind.MESSAGE


class Explained(Protocol):
    """A figure's versions, and what was said about them, each in its order."""

    @property
    def revisions(self) -> list[FigureRevision]: ...
    @property
    def events(self) -> list[ReturnEvent]: ...


def explanation(line: Explained) -> str:
    """What was given for the number as it stands: a release that says the same number keeps it."""
    versions = _versions_of_number(line)
    given = [event for event in line.events if event.kind == Kind.EXPLANATION and event.old in versions]
    return given[-1].new if given else ""


def _versions_of_number(line: Explained) -> set[str]:
    """The latest versions of the figure that all say the standing number."""
    versions: set[str] = set()
    for revision in reversed(line.revisions):
        if not same_amounts(revision, line.revisions[-1]):
            break
        versions.add(str(revision.version))
    return versions


def _author(event: ReturnEvent) -> str:
    """`Bo Lund, konsulent (beskæftigelsesregionen)`"""
    held = event.change.assignment
    name = str(event.change.by or _("the system"))
    return f"{name}, {held.get_role_display()}" if held else name


def _about(line: Line, event: ReturnEvent) -> str:
    if event.kind == Kind.SENT_BACK:
        return pgettext("talk", "sent back")
    if event.kind == Kind.COMMENT:
        return pgettext("talk", "comment")
    if event.kind == Kind.SETTLED:
        return pgettext("talk", "settled")
    if event.kind == Kind.EXPLANATION:
        number = text_of_version(line, int(event.old)) if event.old.isdigit() else ""
        return pgettext("talk", "why it is %(number)s") % {"number": number}
    return ""
