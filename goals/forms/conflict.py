"""Two people at once: nothing is overwritten until somebody has chosen, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from goals import refusals
from goals.forms import history
from goals.forms.words import capitalised, figure_text, moment_text
from goals.months import now

if TYPE_CHECKING:
    from goals.forms.line import LineForm

CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the page says about it. Without `their_version` there is nothing to choose."""

    heading: str
    story: str
    consequence: str
    keep_text: str = ""
    replace_text: str = ""
    their_version: int | None = None

    @property
    def can_choose(self) -> bool:
        return self.their_version is not None


def of_two_writers(form: LineForm, found: refusals.Conflict) -> Conflict:
    """`Før 148 · Mads Holm skrev 143 kl. 14.01 · du skrev 134 kl. 14.02`"""
    theirs = figure_text(form.line.indicator, found.standing)
    mine = _written(form)
    shown = {
        "by": found.by or _("the official source"),
        "theirs": theirs,
        "moment": moment_text(found.recorded_at) if found.recorded_at else "",
    }
    story = [
        _("before %(text)s")
        % {"text": history.text_of_version(form.line, form.typed_version) or _("no number")},
        _("%(by)s wrote %(theirs)s %(moment)s") % shown,
        _("you wrote %(mine)s %(moment)s") % {"mine": mine, "moment": moment_text(now())},
    ]
    return Conflict(
        heading=_("The number was changed while you were writing."),
        story=capitalised(" · ".join(story)),
        consequence=_("If you choose %(mine)s, %(theirs)s is still in the history.")
        % {"mine": mine, "theirs": theirs},
        keep_text=_("Keep %(theirs)s") % {"theirs": theirs},
        replace_text=_("Save %(mine)s") % {"mine": mine},
        their_version=found.standing.version,
    )


def of_release(form: LineForm) -> Conflict:
    """The figure was released meanwhile, so that it can no longer be changed here."""
    return Conflict(
        heading=_("The number was released while you were writing."),
        story=capitalised(
            _("you wrote %(mine)s %(moment)s") % {"mine": _written(form), "moment": moment_text(now())}
        ),
        consequence=form.line.closed_text,
    )


def _written(form: LineForm) -> str:
    """The person's own number, or else the own words."""
    if form.entry:
        return figure_text(form.line.indicator, form.entry)
    typed = [form.data.get(form.add_prefix(name), "") for name in (*form.number_names, "comment")]
    return f"“{' '.join(filter(None, typed))}”" if any(typed) else _("no number")


def refuse_to_overwrite(form: forms.Form, name: str, standing: str) -> None:
    """Say what somebody else has written meanwhile. Who saves again has seen it, and replaces it."""
    field = form[name]
    seen = form.data.get(field.html_initial_name, "")
    if _plain(seen) == _plain(standing) or _plain(form.cleaned_data.get(name, "")) == _plain(standing):
        return
    message = _(
        "The text was changed while you were writing. It now says: “%(text)s”. Change yours, or save again."
    )
    form.add_error(name, forms.ValidationError(message % {"text": standing}, code=CONFLICT))
    if isinstance(form.data, QueryDict):
        form.data[field.html_initial_name] = standing


def _plain(text: str) -> str:
    return "\n".join(text.split("\r\n")).strip()
