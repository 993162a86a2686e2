"""The form over a comparison, and the one that keeps a choice of municipalities as an own group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.free_text import TextRefused, free_text
from jobcentres.models import Area
from reporting.choices import Option
from reporting.compare.asked import AREA, GOAL, OWN_GROUP, RULE, WITH, Asked, With
from reporting.compare.rules import Rule
from reporting.matrix_form import Field, Groups
from reporting.models import KeptGroup
from reporting.summaries import Book

MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Ticked:
    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CompareForm:
    fields: tuple[Field, ...]
    regions: tuple[tuple[str, tuple[Ticked, ...]], ...]
    """Every municipality with a tick, region by region."""


def compare_form(
    book: Book, asked: Asked, rules: Sequence[Rule], groups: Sequence[KeptGroup], months: Groups
) -> CompareForm:
    members = {area.pk for area in asked.group.members} if asked.chosen == With.CHOSEN else set()
    return CompareForm(
        fields=(
            Field(GOAL, _("Goal"), [("", _goals(book, asked))], is_wide=True),
            Field(AREA, _("Municipality"), [("", _areas(book, asked))]),
            Field("maaned", _("Data up to and including"), months),
            Field(WITH, _("Compared with"), [("", _with(asked, groups))], is_wide=True),
            *(
                [Field(RULE, _("Rule for clusters"), [("", _rules(asked, rules))], is_wide=True)]
                if rules
                else []
            ),
        ),
        regions=tuple(
            (
                region.full_name,
                tuple(Ticked(one.code, one.name, one.pk in members) for one in book.places.members(region)),
            )
            for region in book.places.regions
        ),
    )


def _goals(book: Book, asked: Asked) -> list[Option]:
    return [
        Option(goal.indicator.code, f"{goal.number} {goal.short_name}", goal == asked.goal)
        for goal in book.goals
    ]


def _areas(book: Book, asked: Asked) -> list[Option]:
    nobody = Option("", _("none in particular"), asked.area is None)
    return [nobody, *(Option(one.code, one.name, one == asked.area) for one in book.places.municipalities)]


def _with(asked: Asked, groups: Sequence[KeptGroup]) -> list[Option]:
    names = {
        With.CLUSTER: _("the cluster"),
        With.REGION: _("the employment region"),
        With.COUNTRY: _("the whole country"),
        With.CHOSEN: _("the municipalities chosen below"),
    }
    own = [(f"{OWN_GROUP}{one.pk}", _("own group: %(name)s") % {"name": one.name}) for one in groups]
    offered = [*((value.value, name) for value, name in names.items()), *own]
    return [Option(value, name, value == asked.chosen) for value, name in offered]


def _rules(asked: Asked, rules: Sequence[Rule]) -> list[Option]:
    return [Option(str(rule.pk), rule.label, rule == asked.rule) for rule in rules]


class GroupForm(forms.Form):
    """A name for the municipalities that are compared."""

    navn = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Write a name for the group, e.g. our neighbours."),
            "max_length": gettext_lazy("Write at most 80 characters."),
        },
    )
    kommuner = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Choose at least one municipality."),
            "invalid_choice": gettext_lazy("Choose municipalities from the list."),
        }
    )

    def __init__(self, data: QueryDict, areas: Sequence[Area]) -> None:
        super().__init__(data)
        self.fields["kommuner"].choices = [(area.code, area.name) for area in areas]  # type: ignore[attr-defined]

    def clean_navn(self) -> str:
        try:
            return free_text(" ".join(self.cleaned_data["navn"].split()), longest=80)
        except TextRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal
