"""What is measured, with every property that the arithmetic needs, and its definitions."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import SAVE, LineField
from goals.forms.goal_year_fields import PercentField, WholeField
from goals.forms.measured import LINE, MeasuredForm
from goals.models import Indicator
from goals.year_dates import EditRefused, seen_of
from goals.years.indicators import SETTLED, refuse_unfit

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WHAT = ("name", "code", "unit", "direction", "window", "numerator_name", "denominator_name", "decimals")
COUNTING = ("tolerance", "small_denominator", "small_base", "discretion_threshold", "is_summable")
COMING = ("source_kind", "source", "external_table", "publication_lag_days", "deadline_lag_months")
FIELDS = (*WHAT, *COUNTING, *COMING)


class IndicatorForm(MeasuredForm):
    field_order = FIELDS

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the name of the indicator.")},
        widget=LINE,
    )
    code = LineField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy(
            "Stands in addresses and files: a–z, 0–9 and hyphens, e.g. langtidsledige. "
            "It stays once there are figures."
        ),
        max_length=40,
        error_messages={"required": gettext_lazy("Write a code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decimals = WholeField(
        label=gettext_lazy("Decimals shown"),
        least=0,
        most=3,
        error_messages={"required": gettext_lazy("Write how many decimals are shown.")},
    )
    tolerance = PercentField(
        label=gettext_lazy("Tolerance, per cent of the path"),
        help_text=gettext_lazy(
            "So far off its path a figure is still “on track”, beyond it “a little behind”."
        ),
        least=0,
        most=50,
        error_messages={"required": gettext_lazy("Write the tolerance.")},
    )
    small_denominator = WholeField(
        label=gettext_lazy("No percentage below this denominator"),
        least=1,
        most=100_000,
        error_messages={"required": gettext_lazy("Write a number.")},
    )
    small_base = WholeField(
        label=gettext_lazy("No change in per cent below this number"),
        least=1,
        most=100_000,
        error_messages={"required": gettext_lazy("Write a number.")},
    )
    discretion_threshold = WholeField(
        label=gettext_lazy("Numbers below this are hidden from others"),
        help_text=gettext_lazy("At least 3."),
        least=3,
        most=1000,
        error_messages={"required": gettext_lazy("Write a number.")},
    )
    is_summable = forms.BooleanField(
        label=gettext_lazy("The municipalities' figures add up to the region's"), required=False
    )
    external_table = LineField(
        label=gettext_lazy("Table at jobindsats.dk"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    publication_lag_days = WholeField(
        label=gettext_lazy("Days after the month until the source has the figure"),
        least=1,
        most=500,
        error_messages={"required": gettext_lazy("Write the number of days.")},
    )
    deadline_lag_months = WholeField(
        label=gettext_lazy("Months until the deadline on the tenth"),
        help_text=gettext_lazy("Holds for deadlines that have not been set yet."),
        least=1,
        most=20,
        error_messages={"required": gettext_lazy("Write the number of months.")},
    )

    def __init__(self, row: Indicator, data: QueryDict | None = None, *, is_settled: bool) -> None:
        initial = {name: getattr(row, name) for name in FIELDS} | {"tolerance": Decimal(row.tolerance)}
        super().__init__(seen_of(row), data, **initial)
        self.row = row
        if is_settled:
            self.settle(SETTLED, _("Fixed: there are figures, targets or an announced goal."), row)
        self.helper.layout = Layout(
            "key",
            "seen",
            *self.part(_("What is measured"), WHAT),
            *self.part(_("How it is judged"), COUNTING),
            *self.part(_("Where it comes from, and when"), COMING),
            ButtonHolder(Submit(SAVE, _("Save the indicator"))),
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(_("Write the code with a–z, 0–9 and hyphens alone."), code="invalid")
        return code

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                refuse_unfit(self.written())
            except EditRefused as refusal:
                self.refuse(refusal)
        return self.cleaned_data

    def written(self) -> Indicator:
        row = Indicator(pk=self.row.pk)
        for name in FIELDS:
            setattr(row, name, self.cleaned_data.get(name, getattr(self.row, name)))
        return row
