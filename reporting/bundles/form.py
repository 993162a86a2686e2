from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import HiddenText
from goals.months import Month
from jobcentres.models import Area
from reporting.choices import GoalsByYear
from reporting.figures_form import months_over
from reporting.summaries import Choice

KEY_LENGTH = 64


def new_key() -> str:
    """Lets the same press sent twice count once."""
    return secrets.token_urlsafe(16)


class BundleForm(forms.Form):
    """Of which areas the papers are to be made, and up to which month."""

    key = HiddenText()
    omraade = forms.ChoiceField(
        label=gettext_lazy("Municipalities of"),
        error_messages={
            "required": gettext_lazy("Choose an area."),
            "invalid_choice": gettext_lazy("Choose an area from the list."),
        },
    )
    maaned = forms.ChoiceField(
        label=gettext_lazy("Data up to and including"),
        error_messages={
            "required": gettext_lazy("Choose a month."),
            "invalid_choice": gettext_lazy("Choose a month from the list."),
        },
    )

    def __init__(
        self,
        areas: Sequence[Area],
        goals: GoalsByYear,
        data: Any = None,
        *,
        asked: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`asked`: what the address chooses beforehand."""
        self.areas = {area.code: area for area in areas}
        by_year = list(months_over(goals))
        newest = by_year[0][1][0][0] if by_year else ""
        chosen = {name: asked[name] for name in ("omraade", "maaned") if name in asked}
        super().__init__(data, initial={"key": new_key(), "maaned": newest} | chosen)
        self.fields["omraade"].choices = [(area.code, area.full_name) for area in areas]  # type: ignore[attr-defined]
        self.fields["maaned"].choices = by_year  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        button = Submit("", _("Make the reports"))
        self.helper.layout = Layout("key", "omraade", "maaned", ButtonHolder(button))

    def clean_key(self) -> str:
        """A key that came back as something else counts as a new one."""
        key = str(self.cleaned_data["key"])
        return key if 0 < len(key) <= KEY_LENGTH else new_key()

    @property
    def area(self) -> Area:
        return self.areas[self.cleaned_data["omraade"]]

    @property
    def choice(self) -> Choice:
        month = Month.parse(self.cleaned_data["maaned"])
        return Choice.of(month.year, as_of=month)
