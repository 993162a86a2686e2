"""The steps of a dialogue as they are read: numbered, with who said it in which role, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.dialogue import Dialogue
from goals.dialogue.words import at_most, implied_text
from goals.forms.words import capitalised, long_day_text, moment_text
from goals.models import TargetStep, TargetVersion
from jobcentres.models import Change


class StepLine(NamedTuple):
    number: str
    kind: str
    amount: str
    implied: str
    text: str
    meeting: str
    link: str
    author: str
    when: str


def step_lines(dialogue: Dialogue) -> list[StepLine]:
    """Newest last. A target from a file stands among them without a number."""
    rows: list[TargetStep | TargetVersion] = [*dialogue.steps, *dialogue.from_files]
    rows.sort(key=lambda row: (row.change.number or 0, row.number))
    return [
        _of_step(dialogue, row) if isinstance(row, TargetStep) else _of_file(dialogue, row) for row in rows
    ]


def since(dialogue: Dialogue, seen: str) -> list[StepLine]:
    """The steps taken after those that a form had `seen`."""
    last = seen.partition(".")[0]
    number = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else 0
    return [_of_step(dialogue, step) for step in dialogue.steps if step.number > number]


def _of_step(dialogue: Dialogue, step: TargetStep) -> StepLine:
    version = step.version
    kind = capitalised(str(TargetStep.Kind(step.kind).label))
    return StepLine(
        number=str(step.number),
        kind=kind,
        amount=_amount(dialogue, version),
        implied=implied_text(dialogue.goal.indicator, version) if version else "",
        text=step.text,
        meeting=_meeting(step),
        link=version.link if version else "",
        author=_author(step.change),
        when=_when(step.change),
    )


def _of_file(dialogue: Dialogue, version: TargetVersion) -> StepLine:
    indicator = dialogue.goal.indicator
    decided = version.decided_on
    return StepLine(
        number="",
        kind=_("Adopted, read from a file"),
        amount=at_most(indicator, version.value),
        implied=implied_text(indicator, version),
        text=version.note,
        meeting=_("Adopted %(day)s") % {"day": long_day_text(decided)} if decided else "",
        link=version.link,
        author=_author(version.change),
        when=_when(version.change),
    )


def _amount(dialogue: Dialogue, version: TargetVersion | None) -> str:
    if version is None:
        return ""
    text = at_most(dialogue.goal.indicator, version.value)
    if version.kind == TargetVersion.Kind.RECOMMENDED:
        return _("recommends %(amount)s") % {"amount": text}
    return text


def _meeting(step: TargetStep) -> str:
    """`Møde 14. januar 2014, punkt 3`"""
    item = [step.agenda_item] if step.agenda_item else []
    if step.met_on is None:
        return ", ".join(item)
    form = _("Adopted %(day)s") if step.kind == TargetStep.Kind.ADOPTED else _("Meeting %(day)s")
    return ", ".join([form % {"day": long_day_text(step.met_on)}, *item])


def _author(change: Change) -> str:
    """`Mads Holm, leder`"""
    if change.by is None:
        return pgettext("author", "the official source")
    held = change.assignment
    return f"{change.by}, {held.get_role_display()}" if held else str(change.by)


def _when(change: Change) -> str:
    return moment_text(change.recorded_at) if change.recorded_at else ""


def names_of(lines: Sequence[StepLine]) -> str:
    """`Bo Lund, konsulent: Høringssvar fra regionen`"""
    return "; ".join(f"{line.author}: {line.kind}" for line in lines)
