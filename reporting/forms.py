from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.months import Month
from goals.series import Basis
from jobcentres.models import Area
from reporting.choices import BASES, GoalsByYear
from reporting.exports.extract import ALL_LEVELS, LEVEL_WORDS, Extract
from reporting.moments import MomentField
from reporting.places import Places
from reporting.summaries import Choice, default_as_of

LEVELS = {"alle": ALL_LEVELS} | {word: level for level, word in LEVEL_WORDS.items()}


class ExtractForm(forms.Form):
    """What a file is to hold. Its fields are the parts of an address that gives the same choice again."""

    aar = forms.TypedChoiceField(
        label=gettext_lazy("Goal year"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose a goal year."),
            "invalid_choice": gettext_lazy("Choose a goal year from the list."),
        },
    )
    maaned = forms.ChoiceField(
        label=gettext_lazy("Data up to and including"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a month from the list.")},
    )
    grundlag = forms.ChoiceField(
        label=gettext_lazy("Basis"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a basis from the list.")},
    )
    niveau = forms.ChoiceField(
        label=gettext_lazy("Level"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a level from the list.")},
    )
    omraade = forms.ChoiceField(
        label=gettext_lazy("Area"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose an area from the list.")},
    )
    indikator = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators"),
        help_text=gettext_lazy("None chosen gives all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose indicators from the list.")},
    )
    kendt = MomentField(
        label=gettext_lazy("As the figures were known at"),
        help_text=gettext_lazy(
            "Day and time, e.g. 3-6-2014 8.00. Leave it empty for the figures as they are now."
        ),
        required=False,
        error_messages={"invalid": gettext_lazy("Write day and time like this: 3-6-2014 8.00.")},
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a kind of file."),
            "invalid_choice": gettext_lazy("Choose a kind of file from the list."),
        },
    )

    def __init__(
        self, *args: Any, places: Places, goals: GoalsByYear, has_preliminary: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        years = sorted(goals, reverse=True)
        offered: dict[str, list[Any]] = {
            "aar": [(str(year), str(year)) for year in years],
            "maaned": [("", _("the last full month")), *_months(years)],
            "grundlag": _bases(has_preliminary=has_preliminary),
            "niveau": _levels(),
            "omraade": [("", _("all areas")), *_areas(places)],
            "indikator": _indicators(goals),
            "format": _formats(),
        }
        for name, choices in offered.items():
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        self.initial.setdefault("aar", years[0])
        self.initial.setdefault("format", "xlsx")
        self.helper = _helper()

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        year, month = cleaned.get("aar"), cleaned.get("maaned")
        if year and month and Month.parse(month) < Month(year, 1):
            self.add_error("maaned", _("Choose a month of %(year)s or later.") % {"year": year})
        known = {goal.indicator.code for goal in self.goals.get(year or 0, ())}
        if year and not known.issuperset(cleaned.get("indikator", ())):
            self.add_error("indikator", _("The goals for %(year)s do not have them all.") % {"year": year})
        return cleaned

    def extract(self) -> Extract:
        """What the valid form asks for."""
        asked = self.cleaned_data
        return Extract(
            choice=Choice.of(
                asked["aar"],
                as_of=Month.parse(asked["maaned"]) if asked["maaned"] else None,
                known_on=asked["kendt"],
                basis=BASES.get(asked["grundlag"], Basis.APPROVED),
            ),
            level=LEVELS.get(asked["niveau"], ALL_LEVELS),
            areas=frozenset([asked["omraade"]] if asked["omraade"] else []),
            indicators=frozenset(asked["indikator"]),
        )


def _months(years: list[int]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for year in years:
        months = Month.range(Month(year, 1), default_as_of(year))
        if months:
            yield str(year), [(str(month), month.label) for month in reversed(months)]


def _bases(*, has_preliminary: bool) -> list[tuple[str, str]]:
    released = ("frigivet", _("released figures"))
    if not has_preliminary:
        return [released]
    return [released, ("forelobig", _("released figures, and preliminary ones that you may see"))]


def _levels() -> list[tuple[str, str]]:
    words = (_("country, regions and municipalities"), _("the country"), _("regions"), _("municipalities"))
    return list(zip(LEVELS, words, strict=True))


def _areas(places: Places) -> Iterator[tuple[str, Any]]:
    for area in places.of_level(Area.Level.COUNTRY):
        yield area.code, area.name
    if places.regions:
        yield _("Employment regions"), [(area.code, area.name) for area in places.regions]
        yield _("Municipalities"), [(area.code, area.name) for area in places.municipalities]


def _indicators(goals: GoalsByYear) -> list[tuple[str, str]]:
    newest_first = (goal for year in sorted(goals, reverse=True) for goal in goals[year])
    names: dict[str, str] = {}
    for goal in newest_first:
        names.setdefault(goal.indicator.code, f"{goal.number} {goal.short_name}")
    return list(names.items())


def _formats() -> list[tuple[str, str]]:
    return [
        ("xlsx", _("Excel, with all figures, definitions and charts")),
        ("csv-dk", _("CSV for Danish Excel (semicolon, decimal comma)")),
        ("csv", _("CSV for programs (comma, decimal point)")),
        ("json", _("JSON for programs")),
    ]


def _helper() -> FormHelper:
    made = FormHelper()
    made.form_method = "get"
    made.mark_nothing = True
    made.layout = Layout(
        Div("aar", "maaned", "grundlag", "kendt", css_class="extract-column"),
        Div("niveau", "omraade", "indikator", "format", css_class="extract-column"),
        ButtonHolder(Submit("", _("Download"))),
    )
    made.form_class = "extract-form"
    return made
