"""What is counted, in what, for how long, and where it comes from: asked alike of every indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.layout import HTML, Field
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import LineField, SeenForm
from goals.models import Indicator, SourceKind

LINE = forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"})
CHOOSE = {
    "required": gettext_lazy("Choose one from the list."),
    "invalid_choice": gettext_lazy("Choose one from the list."),
}


class MeasuredForm(SeenForm):
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=[("", ""), *Indicator.Unit.choices], error_messages=CHOOSE
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("The target is met with"),
        choices=[("", ""), *Indicator.Direction.choices],
        error_messages=CHOOSE,
    )
    window = forms.ChoiceField(
        label=gettext_lazy("A month's figure covers"),
        choices=[("", ""), *Indicator.Window.choices],
        error_messages=CHOOSE,
    )
    numerator_name = LineField(
        label=gettext_lazy("Numerator of a percentage"), required=False, max_length=120, widget=LINE
    )
    denominator_name = LineField(
        label=gettext_lazy("Denominator of a percentage"), required=False, max_length=120, widget=LINE
    )
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Usual source"), choices=SourceKind.choices, error_messages=CHOOSE
    )
    source = LineField(label=gettext_lazy("The source in words"), required=False, max_length=300, widget=LINE)

    def settle(self, names: Iterable[str], why: str, indicator: Indicator) -> None:
        """These are fixed. A count keeps its unit, and will never have parts."""
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = why
        if not indicator.is_ratio:
            del self.fields["numerator_name"], self.fields["denominator_name"]

    def part(self, heading: str, names: Sequence[str]) -> list[Any]:
        """Of the layout: a heading, and those of the fields that the form has."""
        return [
            HTML(format_html("<h2>{}</h2>", heading)),
            *(Field(name) for name in names if name in self.fields),
        ]
