"""Days as they are written in Danish offices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WRITTEN = (
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%d/%m-%Y",
    "%Y-%m-%d",
    "%d-%m-%y",
    "%d.%m.%y",
    "%d/%m/%y",
    "%d/%m-%y",
)
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class DayField(forms.DateField):
    """Reads 31-12-2014, 31.12.2014, 31/12-2014, 2014-12-31 and the like; shows 31-12-2014."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            format="%d-%m-%Y", attrs={"class": "input-char-11", "autocomplete": "off", "inputmode": "numeric"}
        )
        super().__init__(input_formats=WRITTEN, widget=widget, **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(str(value).replace(" ", "") if isinstance(value, str) else value)
        except ValidationError:
            raise ValidationError(
                _("It says “%(written)s”. Write the day like this: 31-12-2014.")
                % {"written": str(value)[:30]},
                code="invalid",
            ) from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise ValidationError(_("Write a day between 2000 and 2099."), code="out_of_range")
