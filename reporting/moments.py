"""A moment of the past as people and programs write it: what was known then."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goals.months import now
from jobcentres.clock import COPENHAGEN

FIRST_YEAR = 1900
_DAYS = ("%Y-%m-%dT", "%Y-%m-%d ", "%d-%m-%Y ", "%d.%m.%Y ", "%d/%m/%Y ", "%d/%m-%Y ")
_TIMES = ("%H.%M", "%H:%M", "%H:%M:%S")


class MomentField(forms.DateTimeField):
    """A moment up to now in Danish time, written as in an office (`3-6-2014 kl. 8.00`) or by a program.

    A program's day alone (`2014-06-03`) is its first moment, as `export_summary --known-on` reads it.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "input-width-m", "autocomplete": "off"})
        formats = ["".join(parts) for parts in product(_DAYS, _TIMES)]
        super().__init__(input_formats=formats, widget=widget, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().clean(str(value or "").replace("kl.", " ").strip())
        except ValidationError as refusal:  # Django's own words for the hour that summer time leaves out
            raise ValidationError(self.error_messages["invalid"], code="invalid") from refusal
        if moment is not None and moment.year < FIRST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if moment is not None and moment > now():
            raise ValidationError(
                _("This moment is still to come. Choose an earlier one, or leave it empty.")
            )
        return moment


class SinceField(MomentField):
    """As `MomentField`; a day alone is its first moment."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.input_formats = [*(self.input_formats or ()), *(day.rstrip("T ") for day in _DAYS)]


def written_moment(moment: datetime) -> str:
    """`2014-06-01T08:00`, with seconds where there are some: as an address carries it."""
    local = moment.astimezone(COPENHAGEN)
    return f"{local:%Y-%m-%dT%H:%M:%S}" if local.second else f"{local:%Y-%m-%dT%H:%M}"


def typed_day(moment: datetime) -> str:
    """`1-6-2014` for the beginning of a day, else as `typed_moment`."""
    return typed_moment(moment).removesuffix(" 0.00")


def typed_moment(moment: datetime) -> str:
    """`1-6-2014 8.00`: as a person writes it."""
    local = moment.astimezone(COPENHAGEN)
    seconds = f":{local:%S}" if local.second else ""
    time = f"{local.hour}:{local:%M}{seconds}" if seconds else f"{local.hour}.{local:%M}"
    return f"{local.day}-{local.month}-{local.year} {time}"
