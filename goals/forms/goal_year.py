"""A year of goals: copied from another, described, announced, closed and reopened."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import SAVE, LineField, SeenForm
from goals.forms.goal_year_fields import LongTextField, WholeField
from goals.models import GoalYear
from goals.year_dates import seen_of
from goals.years.editing import FIELDS
from jobcentres.dates import DayField

LONGEST_LETTER = 50_000


class CopyForm(SeenForm):
    year = WholeField(
        label=gettext_lazy("The new year"),
        least=2000,
        most=2099,
        error_messages={"required": gettext_lazy("Write the new year.")},
    )
    source = forms.TypedChoiceField(
        label=gettext_lazy("Copied from"),
        coerce=int,
        help_text=gettext_lazy(
            "The goals are copied with their indicators. The year's other dates come a year later, marked as "
            "assumed, like the prices of possible savings. The letter is not copied."
        ),
        error_messages={
            "required": gettext_lazy("Choose the year to copy from."),
            "invalid_choice": gettext_lazy("Choose one from the list."),
        },
    )

    def __init__(self, years: list[int], data: QueryDict | None = None) -> None:
        newest = max(years, default=None)
        super().__init__("", data, year=newest + 1 if newest else None, source=newest)
        self.fields["source"].choices = [(year, str(year)) for year in sorted(years, reverse=True)]  # type: ignore[attr-defined]
        button = Submit(SAVE, _("Prepare the year"))
        self.helper.layout = Layout("key", "seen", Field("year"), Field("source"), ButtonHolder(button))


class YearForm(SeenForm):
    minister = LineField(
        label=gettext_lazy("The minister's name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
    )
    announced_on = DayField(label=gettext_lazy("Announced on"), required=False)
    file_number = LineField(
        label=gettext_lazy("File number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    letter = LongTextField(
        label=gettext_lazy("The text of the letter"),
        help_text=gettext_lazy("Word for word. An empty line stands between two paragraphs."),
        required=False,
        longest=LONGEST_LETTER,
        rows=14,
    )
    note = LongTextField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Shown above the goals, e.g. what is not known of them."),
        required=False,
        longest=2000,
        rows=3,
    )
    source = LineField(
        label=gettext_lazy("Where the text comes from"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
    )

    def __init__(self, row: GoalYear, data: QueryDict | None = None) -> None:
        super().__init__(seen_of(row), data, **{name: getattr(row, name) for name in FIELDS})
        self.row = row
        self.helper.mark_nothing = True  # a draft may lack all of it
        self.helper.layout = Layout(
            "key", "seen", *map(Field, FIELDS), ButtonHolder(Submit(SAVE, _("Save the year")))
        )

    def written(self) -> GoalYear:
        row = GoalYear(pk=self.row.pk, year=self.row.year, state=self.row.state)
        for name in FIELDS:
            setattr(row, name, self.cleaned_data[name])
        return row


class StepForm(SeenForm):
    """One button that says what it does; a reason, where the step asks for one."""

    reason = LongTextField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The reason stands in the history. Write no names or CPR numbers."),
        required=False,
        longest=2000,
        rows=3,
    )

    def __init__(
        self, seen: str, button: str, data: QueryDict | None = None, *, asks_why: bool = False
    ) -> None:
        super().__init__(seen, data)
        if not asks_why:
            del self.fields["reason"]
        self.helper.mark_nothing = True
        fields: list[Any] = ["key", "seen", *([Field("reason")] if asks_why else [])]
        self.helper.layout = Layout(*fields, ButtonHolder(Submit(SAVE, button)))
