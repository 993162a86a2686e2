"""The ministry's officials set a deadline or one of the year's other dates."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import HiddenText
from goals.free_text import TextRefused, free_text
from goals.models import Deadline, YearDate
from goals.year_dates import EditRefused, refuse_dates, seen_of
from jobcentres.clock import COPENHAGEN
from jobcentres.dates import DayField

SAVE, RULE = "save", "rule"
_TIME = re.compile(r"(?:kl\.?|at)?\s*([0-9]{1,2})(?:[.:]([0-9]{2}))?", re.IGNORECASE)


class TimeField(forms.Field):
    """Reads 12.00, 12:00, 12 and kl. 12; shows 12.00."""

    widget = forms.TextInput(attrs={"class": "input-char-11", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = _TIME.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            message = _("It says “%(written)s”. Write the time like this: 12.00.")
            raise forms.ValidationError(message % {"written": text[:30]}, code="invalid")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02}" if isinstance(value, time) else value


class LineField(forms.CharField):
    """One line about the year's dates, never about single persons."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return free_text(" ".join(text.split()), longest=self.max_length or 300)
        except TextRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal


class SeenForm(forms.Form):
    """Knows what the person saw, and that the same press sent twice counts once."""

    use_required_attribute = False

    key = HiddenText()
    seen = HiddenText()

    def __init__(self, seen: str, data: QueryDict | None = None, **initial: object) -> None:
        super().__init__(data, initial={"key": secrets.token_urlsafe(16), "seen": seen, **initial})
        self.helper = FormHelper()

    def refuse(self, refusal: EditRefused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    def renew(self, seen: str) -> None:
        """What is written next is about what stands now, which is on the page that is shown again."""
        if isinstance(self.data, QueryDict):
            held = self.data.copy()
            held["seen"] = seen
            self.data = held


class DeadlineForm(SeenForm):
    expected_on = DayField(
        label=gettext_lazy("The figure is expected"),
        help_text=gettext_lazy(
            "The day on which the source has the figure. Before it nobody is asked for it."
        ),
        error_messages={"required": gettext_lazy("Write the day on which the figure is expected.")},
    )
    due_on = DayField(
        label=gettext_lazy("Deadline, day"),
        error_messages={"required": gettext_lazy("Write the day of the deadline.")},
    )
    due_time = TimeField(
        label=gettext_lazy("Deadline, time"),
        error_messages={"required": gettext_lazy("Write the time of the deadline.")},
    )

    def __init__(self, deadline: Deadline, data: QueryDict | None = None) -> None:
        local = deadline.due_at.astimezone(COPENHAGEN)
        super().__init__(
            seen_of(deadline),
            data,
            expected_on=deadline.expected_on,
            due_on=local.date(),
            due_time=time(local.hour, local.minute),
        )
        self.deadline = deadline

    def offer_rule(self, *, is_other: bool) -> None:
        """The buttons: one puts a deadline back that is another than the rule's."""
        buttons = [Submit(SAVE, _("Save the deadline"))]
        if is_other:
            buttons.append(Submit(RULE, _("Back to the rule"), css_class="button-secondary"))
        self.helper.layout = Layout(
            "key", "seen", Field("expected_on"), Field("due_on"), Field("due_time"), ButtonHolder(*buttons)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.keys() >= {"expected_on", "due_on", "due_time"}:
            try:
                refuse_dates(self.deadline.month, cleaned["expected_on"], self.due_at)
            except EditRefused as refusal:
                self.refuse(refusal)
        return cleaned

    @property
    def due_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["due_on"], self.cleaned_data["due_time"], COPENHAGEN)


class YearDateForm(SeenForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is about"),
        choices=[("", ""), *YearDate.Kind.choices],
        error_messages={
            "required": gettext_lazy("Choose what the date is about."),
            "invalid_choice": gettext_lazy("Choose one from the list."),
        },
    )
    name = LineField(
        label=gettext_lazy("What happens"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write in a few words what happens.")},
        widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
    )
    first_day = DayField(
        label=gettext_lazy("First day"), error_messages={"required": gettext_lazy("Write the first day.")}
    )
    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty if it is a single day."),
    )
    note = LineField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
    )
    is_assumption = forms.BooleanField(
        label=gettext_lazy("The date is assumed, not confirmed"), required=False
    )

    def __init__(self, row: YearDate, data: QueryDict | None = None) -> None:
        names = ("kind", "name", "first_day", "last_day", "note", "is_assumption")
        super().__init__(seen_of(row), data, **{name: getattr(row, name) for name in names})
        self.row = row
        self.helper.layout = Layout(
            "key", "seen", *map(Field, names), ButtonHolder(Submit(SAVE, _("Save the date")))
        )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name in ("first_day", "last_day"):
            if cleaned.get(name) and abs(cleaned[name].year - self.row.goal_year.year) > 2:
                message = _("The day lies more than two years from %(year)s. Is the year right?")
                self.add_error(name, message % {"year": self.row.goal_year.year})
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must not lie before the first."))
        return cleaned

    def written(self) -> YearDate:
        """The date as it was written, with the old one's key."""
        row = YearDate(pk=self.row.pk, goal_year=self.row.goal_year)
        for name in ("kind", "name", "first_day", "last_day", "note", "is_assumption"):
            setattr(row, name, self.cleaned_data[name])
        return row
