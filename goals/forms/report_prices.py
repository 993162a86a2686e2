"""The prices of the possible savings, edited together, and who changed them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.calendar_edit import LineField
from goals.forms.fields import HiddenText, NumberField
from goals.forms.layout import Group
from goals.forms.month import content_hash
from goals.forms.words import moment_text
from goals.models import Goal, GoalYear, Indicator, SavingPrice
from goals.numbers import format_number
from goals.refusals import StepRefused
from goals.reports.prices import Price, seen_of
from jobcentres.models import RecordEdit

NEWEST = 200
"""So many edits are shown."""


class KronerField(NumberField):
    def __init__(self) -> None:
        super().__init__(whole=True, label=_("Kroner a year for each person"))
        self.show_hidden_initial = False
        self.widget.attrs["class"] = "input-char-11"


class PricesForm(forms.Form):
    """A price, its source and whether it is assumed, for each goal of persons who should be fewer."""

    use_required_attribute = False

    key = HiddenText()
    seen = HiddenText()

    def __init__(
        self,
        goal_year: GoalYear,
        goals: Sequence[Goal],
        prices: Mapping[int, SavingPrice],
        data: QueryDict | None = None,
    ) -> None:
        self.place = f"prices {goal_year.year}"
        self.goals = [goal for goal in goals if has_price(goal.indicator)]
        first = {"key": secrets.token_urlsafe(16), "seen": seen_of(prices.values())}
        super().__init__(data, initial=first)
        rows = []
        for number, goal in enumerate(self.goals):
            self._add(number, prices.get(goal.indicator_id))
            heading = _("Minister's goal %(number)s: %(name)s") % {
                "number": goal.number,
                "name": goal.short_name,
            }
            names = (f"kroner-{number}", f"note-{number}", f"is_assumption-{number}")
            rows.append(Group(heading, *map(Field, names)))
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        self.helper.layout = Layout("key", "seen", *rows, ButtonHolder(Submit("save", _("Save the prices"))))

    def _add(self, number: int, price: SavingPrice | None) -> None:
        self.fields[f"kroner-{number}"] = KronerField()
        self.fields[f"note-{number}"] = LineField(
            label=_("Where the price comes from"),
            max_length=300,
            required=False,
            widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"}),
        )
        self.fields[f"is_assumption-{number}"] = forms.BooleanField(
            label=_("The price is assumed, not confirmed"), required=False
        )
        self.initial[f"kroner-{number}"] = price.kroner if price else None
        self.initial[f"note-{number}"] = price.note if price else ""
        self.initial[f"is_assumption-{number}"] = price.is_assumption if price else True

    @property
    def idempotency_key(self) -> str:
        return content_hash(self.place, self.data if isinstance(self.data, QueryDict) else None)

    def prices(self) -> list[Price]:
        said = self.cleaned_data
        return [
            Price(
                goal.indicator,
                None if said[f"kroner-{number}"] is None else int(said[f"kroner-{number}"]),
                said[f"note-{number}"],
                said[f"is_assumption-{number}"],
            )
            for number, goal in enumerate(self.goals)
        ]

    def renew(self, prices: Mapping[int, SavingPrice]) -> None:
        """What is sent next is about what stands now."""
        if isinstance(self.data, QueryDict):
            held = self.data.copy()
            held["seen"] = seen_of(prices.values())
            self.data = held

    def refuse(self, refusal: StepRefused) -> None:
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)


def has_price(indicator: Indicator) -> bool:
    return not indicator.is_ratio and indicator.direction == Indicator.Direction.DOWN


class Told(NamedTuple):
    text: str
    by: str
    when: str


def history_of(goal_year: GoalYear, goals: Sequence[Goal]) -> list[Told]:
    """The newest edits first."""
    names = {f"{goal_year.year} {goal.indicator.code}": goal.short_name for goal in goals}
    edits = (
        RecordEdit.objects.filter(record=SavingPrice._meta.label, record_key__in=names)
        .select_related("change__by")
        .order_by("-change__number", "record_key", "pk")[:NEWEST]
    )
    told = []
    for (_number, key), group in groupby(edits, lambda edit: (edit.change_id, edit.record_key)):
        fields = list(group)
        change = fields[0].change
        text = " · ".join(_lines(fields))
        told.append(
            Told(
                f"{names[key]}: {text}",
                str(change.by or _("the system")),
                moment_text(change.recorded_at) if change.recorded_at else "",
            )
        )
    return told


def _lines(fields: list[RecordEdit]) -> Iterator[str]:
    names = {
        "kroner": pgettext("price", "kroner"),
        "note": pgettext("price", "source"),
        "is_assumption": pgettext("price", "assumed"),
    }
    for edit in fields:
        if edit.field in names:
            old, new = _value(edit.field, edit.old), _value(edit.field, edit.new)
            yield f"{names[edit.field]} {old} → {new}" if edit.old else f"{names[edit.field]} {new}"


def _value(field: str, text: str) -> str:
    if not text:
        return pgettext("price", "none")
    if field == "kroner":
        return format_number(Decimal(text))
    if field == "is_assumption":
        return pgettext("price", "yes") if text == "True" else pgettext("price", "no")
    return f"“{text}”"
