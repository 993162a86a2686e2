"""One goal of a year: its number, the letter's words, and what measures it."""

from __future__ import annotations

from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goals.forms.calendar_edit import SAVE, LineField, SeenForm
from goals.forms.goal_year_fields import LongTextField, WholeField
from goals.models import Goal, GoalYear, Indicator
from goals.year_dates import seen_of

FIELDS = ("number", "short_name", "title", "wording", "corrected_wording", "note", "indicator")
MOST_GOALS = 99


class GoalForm(SeenForm):
    number = WholeField(
        label=pgettext_lazy("goal year", "Number"),
        least=1,
        most=MOST_GOALS,
        error_messages={"required": gettext_lazy("Write the number of the goal.")},
    )
    short_name = LineField(
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("Stands in tables and menus, e.g. Long-term unemployed."),
        max_length=60,
        error_messages={"required": gettext_lazy("Write a short name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = LineField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("As the letter has it."),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the letter's title of the goal.")},
        widget=forms.Textarea(attrs={"class": "input-width-xl", "rows": 2}),
    )
    wording = LongTextField(
        label=gettext_lazy("Wording"),
        help_text=gettext_lazy("Word for word as the letter has it."),
        required=False,
        longest=5000,
    )
    corrected_wording = LongTextField(
        label=gettext_lazy("Corrected wording"),
        help_text=gettext_lazy("Only if slips of the pen in the letter are put right. Both are shown."),
        required=False,
        longest=5000,
    )
    note = LineField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
    )
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Indicator"),
        queryset=Indicator.objects.none(),
        empty_label="",
        error_messages={
            "required": gettext_lazy("Choose what measures the goal."),
            "invalid_choice": gettext_lazy("Choose one from the list."),
        },
    )

    def __init__(self, row: Goal, data: QueryDict | None = None) -> None:
        initial = {name: getattr(row, name) for name in FIELDS if name != "indicator"}
        super().__init__(seen_of(row), data, **initial, indicator=row.indicator_id)
        self.row = row
        self.fields["indicator"].queryset = Indicator.objects.filter(owner=None).order_by("name")  # type: ignore[attr-defined]
        if row.goal_year.state != GoalYear.State.DRAFT:
            for name in ("number", "indicator"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Fixed since the goals were announced.")
        self.helper.layout = Layout(
            "key", "seen", *map(Field, FIELDS), ButtonHolder(Submit(SAVE, _("Save the goal")))
        )

    def written(self) -> Goal:
        row = Goal(pk=self.row.pk, goal_year=self.row.goal_year)
        for name in FIELDS:
            setattr(row, name, self.cleaned_data[name])
        return row
