"""What an answer is to be about: sent by the button of a page, or filled in on the page of answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, Submit
from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.free_text import TextRefused, free_text
from goals.months import Month
from goals.series import Basis
from jobcentres.models import Area
from reporting.answers.making import Wanted
from reporting.choices import GoalsByYear
from reporting.downloads import pinned
from reporting.figures_form import FiguresForm
from reporting.places import Places
from reporting.summaries import Choice

LONGEST_QUESTION = 4000
KEY_LENGTH = 20


class AnswerForm(FiguresForm):
    field_order = ("omraade",)

    omraade = forms.ChoiceField(
        label=gettext_lazy("Area"),
        error_messages={
            "required": gettext_lazy("Choose an area."),
            "invalid_choice": gettext_lazy("Choose an area from the list."),
        },
    )
    indikator = forms.MultipleChoiceField(
        label=gettext_lazy("Minister's goals"),
        help_text=gettext_lazy("None chosen gives all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose goals from the list.")},
    )
    spoergsmaal = forms.CharField(
        label=gettext_lazy("The question (optional)"),
        help_text=gettext_lazy(
            "It stands above the answer and in the files. Do not write about persons: everybody who is "
            "signed in can read it."
        ),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("Write at most %(limit_value)d signs.")},
    )
    noegle = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Places, goals: GoalsByYear, **kwargs: Any) -> None:
        super().__init__(*args, goals=goals, offered={"omraade": list(_areas(places))}, **kwargs)
        self.initial.setdefault("aar", max(goals))
        self.initial.setdefault("noegle", new_key())
        self.helper = _helper()

    def clean_spoergsmaal(self) -> str:
        try:
            return free_text(self.cleaned_data["spoergsmaal"], longest=LONGEST_QUESTION)
        except TextRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal

    def wanted(self) -> Wanted:
        """What the valid form asks for, its moment filled in. Raises `NotThere` for an area that there was
        not in that month."""
        asked = self.cleaned_data
        goals = self.goals[asked["aar"]]
        chosen = tuple(goal for goal in goals if goal.indicator.code in asked["indikator"]) or goals
        month = Month.parse(asked["maaned"]) if asked["maaned"] else None
        choice = pinned(Choice.of(asked["aar"], as_of=month, known_on=asked["kendt"], basis=Basis.APPROVED))
        places = Places.on(choice.as_of)
        return Wanted(
            choice=choice,
            places=places,
            area=places.of_code(asked["omraade"]),
            goals=chosen,
            is_of_all=chosen == goals,
            question=asked["spoergsmaal"],
        )


def new_key() -> str:
    """Of a form: sent twice it makes one answer."""
    return get_random_string(KEY_LENGTH)


def _areas(places: Places) -> Iterator[tuple[str, Any]]:
    for area in places.of_level(Area.Level.COUNTRY):
        yield area.code, area.name
    yield _("Employment regions"), [(area.code, area.name) for area in places.regions]
    yield _("Municipalities"), [(area.code, area.name) for area in places.municipalities]


def _helper() -> FormHelper:
    made = FormHelper()
    made.mark_nothing = True
    made.form_class = "answer-form"
    made.layout = Layout(
        "noegle",
        Div("omraade", "aar", "maaned", "kendt", css_class="answer-column"),
        Div("indikator", "spoergsmaal", css_class="answer-column"),
        ButtonHolder(Submit("", _("Make the answer"))),
    )
    return made
