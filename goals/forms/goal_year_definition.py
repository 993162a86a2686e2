"""What exactly an indicator counts, from a day on."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import SAVE, LineField, SeenForm
from goals.forms.goal_year_fields import LongTextField
from goals.models import IndicatorDefinition
from goals.year_dates import EditRefused, seen_of
from goals.years import Break
from goals.years.definitions import refuse_day
from jobcentres.dates import DayField

FIELDS = ("text", "source", "is_assumption")


class DefinitionForm(SeenForm):
    """Of a definition that is there: its days stay."""

    text = LongTextField(
        label=gettext_lazy("Definition"),
        longest=5000,
        rows=8,
        error_messages={"required": gettext_lazy("Write the definition.")},
    )
    source = LineField(
        label=gettext_lazy("What it is based on"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
    )
    is_assumption = forms.BooleanField(
        label=gettext_lazy("The definition is assumed, not confirmed"), required=False
    )

    def __init__(self, row: IndicatorDefinition, data: QueryDict | None = None) -> None:
        super().__init__(seen_of(row), data, **{name: getattr(row, name) for name in FIELDS})
        self.row = row
        self.helper.layout = Layout(
            "key", "seen", *map(Field, FIELDS), ButtonHolder(Submit(SAVE, _("Save the definition")))
        )

    def written(self) -> IndicatorDefinition:
        row = IndicatorDefinition(pk=self.row.pk, indicator=self.row.indicator)
        for name in FIELDS:
            setattr(row, name, self.cleaned_data[name])
        return row


class NewDefinitionForm(DefinitionForm):
    valid_from = DayField(
        label=gettext_lazy("Holds from"),
        help_text=gettext_lazy("The first day of a month. The definition before ends on the day before."),
        error_messages={"required": gettext_lazy("Write the day from which the definition holds.")},
    )
    is_comparable = forms.BooleanField(
        label=gettext_lazy("The figures before and after can still be compared"),
        help_text=gettext_lazy("If not, the charts show a break."),
        required=False,
    )
    break_name = LineField(
        label=gettext_lazy("Name of the break"),
        help_text=gettext_lazy("Stands in the charts."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    explanation = LongTextField(
        label=gettext_lazy("What has changed"),
        help_text=gettext_lazy("Stands below the charts."),
        required=False,
        longest=2000,
        rows=3,
    )

    def __init__(
        self, row: IndicatorDefinition, newest: IndicatorDefinition | None, data: QueryDict | None = None
    ) -> None:
        super().__init__(row, data)
        self.initial["seen"], self.initial["break_name"] = seen_of(newest), _("New definition")
        names = ["valid_from", *FIELDS]
        if newest is None:
            for name in ("is_comparable", "break_name", "explanation"):
                del self.fields[name]
        else:
            names += ["is_comparable", "break_name", "explanation"]
        self.helper.layout = Layout(
            "key", "seen", *map(Field, names), ButtonHolder(Submit(SAVE, _("Save the definition")))
        )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("valid_from"):
            try:
                refuse_day(self.cleaned_data["valid_from"])
            except EditRefused as refusal:
                self.refuse(refusal)
        return self.cleaned_data

    def written(self) -> IndicatorDefinition:
        row = super().written()
        row.valid_from = self.cleaned_data["valid_from"]
        return row

    @property
    def breaks(self) -> Break | None:
        if self.cleaned_data.get("is_comparable", True):
            return None
        return Break(self.cleaned_data["break_name"] or _("New definition"), self.cleaned_data["explanation"])
