from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Field, Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.layout import Group
from goals.months import Month
from goals.series import Basis
from jobcentres.models import Area
from reporting.choices import BASES, GoalsByYear
from reporting.exports.asked import LEVEL_OF_WORD
from reporting.exports.extract import ALL_LEVELS, LEVEL_WORDS, Extract
from reporting.exports.files import FORMATS
from reporting.exports.shapes import SHAPES
from reporting.figures_form import FiguresForm
from reporting.places import Places
from reporting.summaries import Choice

YEARS_BACK = 12
"""How many years before the newest goal year all figures can begin."""

MOST_NAMED = 12
"""Areas whose names are told where their list is folded away."""

SHOW, FETCH = "vis", "hent"
"""The names of the form's buttons."""


class Tick(NamedTuple):
    id: str
    code: str
    name: str
    is_chosen: bool


class ExtractForm(FiguresForm):
    """What a file is to hold. Its fields are the parts of an address that gives the same choice again."""

    field_order = ("indhold", "aar", "maaned", "fra", "kendt")

    indhold = forms.ChoiceField(
        label=gettext_lazy("Content"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what the file is to hold."),
            "invalid_choice": gettext_lazy("Choose a content from the list."),
        },
    )
    fra = forms.ChoiceField(
        label=gettext_lazy("All figures from"),
        help_text=gettext_lazy("For all figures and for changes, and for the sheet of figures in Excel."),
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
    omraade = forms.MultipleChoiceField(
        label=gettext_lazy("Areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose areas from the list.")},
    )
    indikator = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators"),
        help_text=gettext_lazy("None chosen gives all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose indicators from the list.")},
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
        offered: dict[str, list[Any]] = {
            "indhold": [(word, shape.label) for word, shape in SHAPES.items()],
            "fra": [("", _("January of the year before the goal year")), *_beginnings(max(goals))],
            "grundlag": _bases(has_preliminary=has_preliminary),
            "niveau": [*_levels(), *_within(places)],
            "omraade": list(_areas(places)),
            "format": _formats(),
        }
        super().__init__(*args, goals=goals, offered=offered, **kwargs)
        self.helper = _helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        shape, kind = SHAPES.get(cleaned.get("indhold", "")), cleaned.get("format")
        if shape and kind and kind not in shape.formats:
            kinds = ", ".join(str(words) for one, words in _formats() if one in shape.formats)
            told = _("This content cannot be had as such a file. Choose one of these: %(kinds)s.")
            self.add_error("format", told % {"kinds": kinds})
        return cleaned

    def area_groups(self) -> list[tuple[str, list[Tick]]]:
        """The country and regions, then each region's municipalities."""
        chosen, numbers = set(self["omraade"].value() or ()), count()
        groups = cast(forms.ChoiceField, self.fields["omraade"]).choices
        return [
            (
                group,
                [Tick(f"id_omraade_{next(numbers)}", code, name, code in chosen) for code, name in areas],
            )
            for group, areas in cast("list[tuple[str, list[tuple[str, str]]]]", groups)
        ]

    def chosen_areas(self) -> str:
        """`Odsherred, Sorø`; empty for many, whose names would be too much."""
        names = [tick.name for _group, ticks in self.area_groups() for tick in ticks if tick.is_chosen]
        return ", ".join(names) if len(names) <= MOST_NAMED else ""

    def extract(self) -> Extract:
        """What the valid form asks for."""
        asked = self.cleaned_data
        level, _dash, within = asked["niveau"].partition("-")
        return Extract(
            choice=Choice.of(
                asked["aar"],
                as_of=Month.parse(asked["maaned"]) if asked["maaned"] else None,
                known_on=asked["kendt"],
                basis=BASES.get(asked["grundlag"], Basis.APPROVED),
            ),
            level=LEVEL_OF_WORD.get(level, ALL_LEVELS),
            areas=frozenset(asked["omraade"]),
            within=within,
            indicators=frozenset(asked["indikator"]),
            figures_since=Month.parse(asked["fra"]) if asked["fra"] else None,
            shape=asked["indhold"],
        )

    def query(self) -> str:
        """What is written in the valid form, no more: where the month is left open it stays so."""
        pairs = [(name, value) for name in self.fields for value in self._written(name) if value]
        return urlencode(pairs, safe=":")

    def _written(self, name: str) -> list[str]:
        if isinstance(self.fields[name], forms.MultipleChoiceField):
            return sorted(self.cleaned_data[name])
        return [str(self[name].value() or "").strip()]


def _beginnings(newest: int) -> Iterator[tuple[str, str]]:
    for year in range(newest, newest - YEARS_BACK, -1):
        yield str(Month(year, 1)), Month(year, 1).label


def _bases(*, has_preliminary: bool) -> list[tuple[str, str]]:
    released = ("frigivet", _("released figures"))
    if not has_preliminary:
        return [released]
    return [released, ("forelobig", _("released figures, and preliminary ones that you may see"))]


def _levels() -> list[tuple[str, str]]:
    words = (_("country, regions and municipalities"), _("the country"), _("regions"), _("municipalities"))
    return list(zip(LEVEL_OF_WORD, words, strict=True))


def _within(places: Places) -> Iterator[tuple[str, Any]]:
    """The municipalities of one region."""
    word = LEVEL_WORDS[Area.Level.MUNICIPALITY.value]
    regions = [
        (f"{word}-{region.code}", _("municipalities in %(region)s") % {"region": region.name})
        for region in places.regions
    ]
    if regions:
        yield _("The municipalities of a region"), regions


def _areas(places: Places) -> Iterator[tuple[str, Any]]:
    above = [*places.of_level(Area.Level.COUNTRY), *places.regions]
    yield _("Country and regions"), [(area.code, area.name) for area in above]
    for region in places.regions:
        members = [(area.code, area.name) for area in places.members(region)]
        if members:
            yield region.name, members


def _formats() -> list[tuple[str, str]]:
    words = {
        "xlsx": _("Excel, with definitions and what the file is"),
        "csv-dk": _("CSV for Danish Excel (semicolon, decimal comma)"),
        "csv": _("CSV for programs (comma, decimal point)"),
        "json": _("JSON for programs"),
        "jsonstat": _("JSON-stat for statistical programs (overview and all figures)"),
    }
    return [(kind, words[kind]) for kind in words if kind in FORMATS]


def _helper() -> FormHelper:
    made = FormHelper()
    made.form_method = "post"
    made.form_action = reverse("extracts")  # it also stands on pages that only show
    made.mark_nothing = True
    made.layout = Layout(
        "indhold",
        Group(_("When"), "aar", "maaned", "kendt", "fra", css_class="extract-column"),
        Group(
            _("What"),
            "niveau",
            "grundlag",
            "indikator",
            css_class="extract-column",
        ),
        Field("omraade", template="reporting/_extract_areas.html"),
        Div("format", css_class="extract-kinds"),
        ButtonHolder(
            Submit(SHOW, _("Show preview"), css_class="button-secondary"), Submit(FETCH, _("Download file"))
        ),
    )
    made.form_class = "extract-form"
    return made
