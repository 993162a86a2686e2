"""The preview in words: what comes first, what stands together, and what the button says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.blocks.dialect import Written
from goals.blocks.frame import Frame
from goals.blocks.places import where
from goals.blocks.preview import Kind, Preview, Problem, Row
from goals.models import Indicator
from goals.numbers import format_exact
from jobcentres.models import Area

SHOWN = 200
"""So many problems are listed; nobody reads more before putting the first ones right."""


@dataclass(frozen=True)
class Section:
    """The rows of one kind, by municipality."""

    title: str
    kind: Kind
    groups: Sequence[tuple[Area, Sequence[Row]]]
    note: str = ""

    @property
    def is_folded(self) -> bool:
        return self.kind in (Kind.UNCHANGED, Kind.LOCKED)


@dataclass(frozen=True)
class Choice:
    value: str
    text: str
    is_chosen: bool


class Page:
    def __init__(self, preview: Preview, frame: Frame) -> None:
        self.preview = preview
        self.frame = frame

    @property
    def problems(self) -> Sequence[Problem]:
        return self.preview.problems[:SHOWN]

    @property
    def problems_left_out(self) -> int:
        return max(0, len(self.preview.problems) - SHOWN)

    @property
    def heading_of_problems(self) -> str:
        count = len(self.preview.problems)
        told = ngettext(
            "Nothing is saved: %(count)s thing must be put right",
            "Nothing is saved: %(count)s things must be put right",
            count,
        )
        return told % {"count": count}

    @property
    def sections(self) -> list[Section]:
        found = (self._section(kind) for kind in (Kind.CHANGED, Kind.NEW, Kind.LOCKED, Kind.UNCHANGED))
        return [section for section in found if section.groups]

    def _section(self, kind: Kind) -> Section:
        rows = self.preview.of(kind)
        titles = {
            Kind.CHANGED: ngettext("%(count)s number is changed", "%(count)s numbers are changed", len(rows)),
            Kind.NEW: ngettext("%(count)s number is new", "%(count)s numbers are new", len(rows)),
            Kind.UNCHANGED: ngettext(
                "%(count)s number stands there already", "%(count)s numbers stand there already", len(rows)
            ),
            Kind.LOCKED: ngettext(
                "%(count)s number has been released and is not changed",
                "%(count)s numbers have been released and are not changed",
                len(rows),
            ),
        }
        groups = [(area, list(some)) for area, some in groupby(rows, key=lambda row: row.municipality)]
        return Section(titles[kind] % {"count": len(rows)}, kind, groups, self._note(kind))

    def _note(self, kind: Kind) -> str:
        if kind != Kind.LOCKED:
            return ""
        return _("If the new number is right, ask the employment region for a correction.")

    @property
    def skipped(self) -> list[tuple[str, str, str]]:
        """Where a name stands that is not for this sheet, the name, and why."""
        return [(where(one.row, one.column), one.written, one.reason) for one in self.preview.skipped]

    @property
    def skipped_title(self) -> str:
        count = sum(one.count for one in self.preview.skipped)
        told = ngettext("%(count)s number is left out", "%(count)s numbers are left out", count)
        return told % {"count": count}

    @property
    def summary(self) -> str:
        """`12 tal bliver gemt: 10 nye og 2 ændrede. 1 tal er frigivet og ændres ikke.`"""
        left_out = [self._section(Kind.LOCKED).title] if self.preview.of(Kind.LOCKED) else []
        left_out += [self.skipped_title] if self.preview.skipped else []
        return " ".join([self._saved, *(f"{title}." for title in left_out)])

    @property
    def _saved(self) -> str:
        new, changed = len(self.preview.of(Kind.NEW)), len(self.preview.of(Kind.CHANGED))
        if not new + changed:
            return self._nothing_to_save
        saved = ngettext("%(count)s number will be saved", "%(count)s numbers will be saved", new + changed)
        kinds = [
            ngettext("%(count)s new", "%(count)s new ones", new) % {"count": new} if new else "",
            ngettext("%(count)s changed", "%(count)s changed ones", changed) % {"count": changed}
            if changed
            else "",
        ]
        said = list(filter(None, kinds))
        both = pgettext("list", "%(first)s and %(last)s") % {"first": said[0], "last": said[-1]}
        told = both if len(said) == 2 else said[0]
        return f"{saved % {'count': new + changed}}: {told}."

    @property
    def _nothing_to_save(self) -> str:
        if self.preview.rows:
            return _("There is nothing to save: no number would be changed.")
        return _("There are no numbers for this sheet in the block.")

    @property
    def button_text(self) -> str:
        count = len(self.preview.entries)
        return ngettext("Save %(count)s number", "Save %(count)s numbers", count) % {"count": count}

    # How the numbers are written

    @property
    def asks_for_dialect(self) -> bool:
        return self.preview.decided.matters

    @property
    def dialects(self) -> list[Choice]:
        written = self.preview.decided.written
        names = {
            Written.DANISH: pgettext("number dialect", "with a comma before the decimals: 1.234,5"),
            Written.MACHINE: pgettext("number dialect", "with a point before the decimals: 1234.5"),
        }
        return [
            Choice(value, self._with_example(value, text), value == written) for value, text in names.items()
        ]

    def _with_example(self, written: Written, text: str) -> str:
        example = self.preview.decided.example
        if example is None:
            return text
        number = format_exact(example.danish if written is Written.DANISH else example.machine)
        shown = {"way": text, "written": example.written, "number": number}
        return _("%(way)s (“%(written)s” means %(number)s)") % shown

    @property
    def question(self) -> str:
        decided = self.preview.decided
        if decided.danish and decided.machine:
            shown = {"one": decided.danish, "other": decided.machine}
            return (
                _("“%(one)s” and “%(other)s” are written in two ways. How are the numbers written?") % shown
            )
        return _("How are the numbers written?")

    # Two columns in each other's place

    @property
    def swaps(self) -> list[tuple[Indicator, str]]:
        return [
            (one, _("Swap the two columns of %(name)s") % {"name": one.name})
            for one in self.preview.swappable
        ]
