"""The forms of a council's meeting: its paper, and what is noted or decided."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import LineField
from goals.forms.fields import FreeTextField, HiddenText
from goals.forms.month import content_hash
from goals.meetings import Action, Paper, Said
from goals.meetings.writing import LONGEST, LONGEST_ITEM, LONGEST_LINE
from goals.models import Meeting, MeetingNote
from goals.months import Month
from goals.refusals import StepRefused
from jobcentres.dates import DayField

Kind = MeetingNote.Kind
WHOLE = 0
"""Stands for the meeting as a whole where a goal's number is asked for."""


class MeetingForm(forms.Form):
    """One step. It knows what the person saw, and that the same press sent twice counts once."""

    use_required_attribute = False

    key = HiddenText()
    seen = HiddenText()
    action = HiddenText()

    def __init__(
        self, action: str, place: str, data: QueryDict | None = None, *, name: str = "", **initial: object
    ) -> None:
        self.step = action
        self.place = place
        self.name = name or action
        hidden = {"key": secrets.token_urlsafe(16), "action": action}
        super().__init__(data, auto_id=f"{self.name}-%s", initial=hidden | initial)

    def lay_out(self, button: str, *rows: object, css_class: str = "button-primary") -> None:
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        self.helper.form_id = f"step-{self.name}"
        self.helper.form_action = f"#step-{self.name}"
        hidden = [name for name in ("key", "seen", "action", "goal") if name in self.fields]
        submit = Submit("send", button, css_id=f"send-{self.name}", css_class=css_class)
        self.helper.layout = Layout(*hidden, *rows, ButtonHolder(submit))

    @property
    def idempotency_key(self) -> str:
        return content_hash(self.place, self.data if isinstance(self.data, QueryDict) else None)

    def refuse(self, refusal: StepRefused) -> None:
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)

    def renew(self, seen: str) -> None:
        """What is sent next is about what stands now, which is on the page that is shown again."""
        if isinstance(self.data, QueryDict):
            held = self.data.copy()
            held["seen"] = seen
            self.data = held


class PaperForm(MeetingForm):
    """A meeting's paper: with its day if it is a new one, else with the number that it is renewed from."""

    held_on = DayField(
        label=gettext_lazy("Date of the meeting"),
        error_messages={"required": gettext_lazy("Write the date of the meeting.")},
    )
    title = LineField(
        label=gettext_lazy("What the item is called"),
        max_length=LONGEST_LINE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write what the item is called.")},
    )
    agenda_item = LineField(
        label=gettext_lazy("Item on the agenda (optional)"),
        max_length=LONGEST_ITEM,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-width-s", "autocomplete": "off"}),
    )
    meeting_place = LineField(
        label=gettext_lazy("Place of the meeting (optional)"),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    as_of = forms.ChoiceField(
        label=gettext_lazy("Figures up to and including"),
        error_messages={
            "required": gettext_lazy("Choose a month."),
            "invalid_choice": gettext_lazy("Choose one of the months in the list."),
        },
    )

    def __init__(
        self,
        place: str,
        months: Sequence[tuple[str, Sequence[Month]]],
        data: QueryDict | None = None,
        *,
        newest: Meeting | None = None,
    ) -> None:
        is_new = newest is None
        super().__init__(
            Action.MAKE if is_new else Action.RENEW, place, data, **_said_in(newest, months[0][1][0])
        )
        choices = [(year, [(str(month), month.label) for month in own]) for year, own in months]
        field = self.fields["as_of"]
        field.choices = choices  # type: ignore[attr-defined]
        field.help_text = _(
            "The year of the month is the goal year. Only released figures are shown, as they are known now."
        )
        if not is_new:
            del self.fields["held_on"]
        names = [
            name
            for name in ("held_on", "title", "agenda_item", "meeting_place", "as_of")
            if name in self.fields
        ]
        button = _("Make the paper") if is_new else _("Renew the figures and save")
        self.lay_out(button, *(Field(name) for name in names))

    @property
    def paper(self) -> Paper:
        said = self.cleaned_data
        return Paper(said["title"], Month.parse(said["as_of"]), said["meeting_place"], said["agenda_item"])

    def refuse(self, refusal: StepRefused) -> None:
        """The writer calls the meeting's place by its own name."""
        for problem in refusal.problems:
            named = "meeting_place" if problem.field == "place" else problem.field
            self.add_error(named if named in self.fields else None, problem.message)


def _said_in(newest: Meeting | None, latest: Month) -> dict[str, str]:
    if newest is None:
        return {"title": _("Status of the minister's goals"), "as_of": str(latest)}
    return {
        "seen": str(newest.number),
        "title": newest.title,
        "agenda_item": newest.agenda_item,
        "meeting_place": newest.place,
        "as_of": str(latest),
    }


class CancelForm(MeetingForm):
    def __init__(self, place: str, newest: Meeting, data: QueryDict | None = None) -> None:
        super().__init__(Action.CANCEL, place, data, seen=str(newest.number))
        self.lay_out(_("Cancel the meeting"), css_class="button-secondary")


class NoteForm(MeetingForm):
    """A note or decision beside a goal's figure, or about the whole."""

    goal = HiddenText()
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose note or decision."),
            "invalid_choice": gettext_lazy("Choose note or decision."),
        },
    )
    text = FreeTextField(
        longest=LONGEST, label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 4})
    )
    agenda_item = LineField(
        label=gettext_lazy("Item on the agenda (optional)"),
        max_length=LONGEST_ITEM,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-width-s", "autocomplete": "off"}),
    )

    def __init__(
        self,
        place: str,
        goal_number: int | None,
        kinds: Mapping[str, str],
        data: QueryDict | None = None,
        *,
        agenda_item: str = "",
    ) -> None:
        number = goal_number or WHOLE
        super().__init__(
            Action.NOTE,
            f"{place} {number}",
            data,
            name=f"note-{number}",
            goal=str(number),
            kind=next(iter(kinds)),
            agenda_item=agenda_item,
        )
        self.goal_number = goal_number
        self.fields["kind"].choices = list(kinds.items())  # type: ignore[attr-defined]
        self.fields["text"].show_hidden_initial = False
        self.fields["text"].help_text = _(
            "Write no names or CPR numbers of citizens. Nobody can change it afterwards: a correction is a "
            "new note."
        )
        del self.fields["seen"]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        self.lay_out(_("Save"), Field("kind"), Field("text"), Field("agenda_item"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what was noted or decided."))
        return cleaned

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        return Said(said["kind"], said["text"], self.goal_number, said["agenda_item"])


__all__ = ["WHOLE", "CancelForm", "MeetingForm", "NoteForm", "PaperForm"]
