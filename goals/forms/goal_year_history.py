"""Who changed a year, its goals, an indicator or its definitions, when, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.words import moment_text, short_day_text
from goals.models import Goal, GoalYear, Indicator, IndicatorDefinition, SeriesBreak, SourceKind
from goals.months import Month
from goals.numbers import format_exact
from goals.years.keys import definition_key, goal_key, indicator_key, year_key
from jobcentres.models import RecordEdit

NEWEST = 300
"""So many edited fields are shown."""
LONG = 100
"""A longer text stands below its line, before and after."""
Labels = Mapping[str, str]


class Edit(NamedTuple):
    """`before` and `after` only where the texts are long."""

    text: str
    before: str = ""
    after: str = ""


class Told(NamedTuple):
    by: str
    when: str
    what: str
    """`Mål 2`"""
    reason: str
    edits: list[Edit]


def of_year(row: GoalYear) -> list[Told]:
    """The year's own edits and those of its goals; three queries."""
    goals = list(row.goals.all())
    names = {year_key(row): _("the year")} | {
        key: _goal_text(goal.number)
        for goal in goals
        for key in (goal_key(goal), f"{row.year} {goal.number}")
    }
    own = Q(record=GoalYear._meta.label, record_key=year_key(row))
    of_goals = Q(record=Goal._meta.label) & (
        Q(record_key__startswith=f"{row.pk}/") | Q(record_key__startswith=f"{row.year} ")
    )
    return _told(own | of_goals, names)


def of_indicator(row: Indicator) -> list[Told]:
    """The indicator's own edits, those of its definitions and of the marks in its series; three queries."""
    names = {
        definition_key(one): _("definition from %(day)s") % {"day": short_day_text(one.valid_from)}
        for one in row.definitions.all()
    }
    own = Q(record=Indicator._meta.label, record_key__in=[indicator_key(row), row.code])
    parts = Q(record__in=[IndicatorDefinition._meta.label, SeriesBreak._meta.label]) & (
        Q(record_key__startswith=f"{indicator_key(row)}/") | Q(record_key__startswith=f"{row.code} ")
    )
    return _told(own | parts, names)


def _told(which: Q, names: Labels) -> list[Told]:
    edits = list(
        RecordEdit.objects.filter(which)
        .select_related("change__by")
        .order_by("-change__number", "record", "record_key", "pk")[:NEWEST]
    )
    indicators = _indicators(edits)
    told = []
    for (_change, record, key), group in groupby(edits, lambda e: (e.change_id, e.record, e.record_key)):
        fields = list(group)
        change = fields[0].change
        told.append(
            Told(
                by=str(change.by or _("the system")),
                when=moment_text(change.recorded_at) if change.recorded_at else "",
                what=names.get(key) or _what(record, fields),
                reason=change.reason if change.by else "",
                edits=list(_edits(fields, indicators)),
            )
        )
    return told


def _what(record: str, fields: list[RecordEdit]) -> str:
    """Of what is gone, and of what the page is not about alone."""
    said = {edit.field: edit.new or edit.old for edit in fields}
    if record == Goal._meta.label:
        return _goal_text(said["number"]) if "number" in said else _("a goal")
    if record == IndicatorDefinition._meta.label:
        since = said.get("valid_from")
        return _("definition from %(day)s") % {"day": _day(since)} if since else _("a definition")
    if record == SeriesBreak._meta.label:
        return _("mark in the charts")
    return _("the indicator")


def _goal_text(number: object) -> str:
    return _("goal %(number)s") % {"number": number}


def _edits(fields: list[RecordEdit], indicators: Labels) -> Iterator[Edit]:
    names = _names()
    if all(edit.old == "" for edit in fields) and any(edit.field in _MADE for edit in fields):
        yield Edit(pgettext("goal year", "entered"))
    elif all(edit.new == "" for edit in fields) and any(edit.field in _MADE for edit in fields):
        yield Edit(pgettext("goal year", "removed"))
    else:
        for edit in fields:
            if edit.field in names:
                old, new = (_value(edit, text, indicators) for text in (edit.old, edit.new))
                yield _edit(names[edit.field], old, new)


_MADE = {"year", "goal_year_id", "code", "indicator_id"}
"""Of these a new row has one, and a removed one too."""


def _edit(name: str, old: str, new: str) -> Edit:
    if len(old) > LONG or len(new) > LONG:
        return Edit(_("%(name)s changed") % {"name": name}, old or _empty(), new or _empty())
    both = _("%(old)s → %(new)s") % {"old": old or _empty(), "new": new or _empty()}
    return Edit(f"{name}: {both}")


def _empty() -> str:
    return pgettext("calendar", "empty")


def _value(edit: RecordEdit, text: str, indicators: Labels) -> str:
    if not text:
        return ""
    if text in ("True", "False"):
        return pgettext("calendar", "yes") if text == "True" else pgettext("calendar", "no")
    if edit.field in ("announced_on", "valid_from", "valid_to"):
        return _day(text)
    if edit.field == "indicator_id":
        return indicators.get(text, text)
    choices = _CHOICES.get(edit.field)
    if choices is not None:
        return str(choices(text).label) if text in choices.values else text
    if edit.field == "month":
        return Month.parse(text).label
    if edit.field == "tolerance":
        return _("%(number)s per cent") % {"number": format_exact((Decimal(text) * 100).normalize())}
    return text


_CHOICES: dict[str, type[models.TextChoices]] = {
    "state": GoalYear.State,
    "unit": Indicator.Unit,
    "direction": Indicator.Direction,
    "window": Indicator.Window,
    "source_kind": SourceKind,
}


def _day(text: str | None) -> str:
    return short_day_text(date.fromisoformat(text)) if text else ""


def _indicators(edits: list[RecordEdit]) -> Labels:
    keys = {text for edit in edits if edit.field == "indicator_id" for text in (edit.old, edit.new) if text}
    if not keys:
        return {}
    return {str(pk): name for pk, name in Indicator.objects.filter(pk__in=keys).values_list("pk", "name")}


def _names() -> Labels:
    return {
        "state": pgettext("goal year", "state"),
        "minister": pgettext("goal year", "minister"),
        "announced_on": pgettext("goal year", "announced on"),
        "file_number": pgettext("goal year", "file number"),
        "letter": pgettext("goal year", "the letter"),
        "note": pgettext("calendar", "note"),
        "source": pgettext("goal year", "source"),
        "number": pgettext("goal year", "number"),
        "indicator_id": pgettext("goal year", "indicator"),
        "short_name": pgettext("goal year", "short name"),
        "title": pgettext("goal year", "title"),
        "wording": pgettext("goal year", "wording"),
        "corrected_wording": pgettext("goal year", "corrected wording"),
        "name": pgettext("calendar", "name"),
        "code": pgettext("goal year", "code"),
        "unit": pgettext("goal year", "unit"),
        "direction": pgettext("goal year", "what is better"),
        "window": pgettext("goal year", "what a figure covers"),
        "numerator_name": pgettext("goal year", "numerator"),
        "denominator_name": pgettext("goal year", "denominator"),
        "decimals": pgettext("goal year", "decimals"),
        "tolerance": pgettext("goal year", "tolerance"),
        "small_denominator": pgettext("goal year", "smallest denominator"),
        "small_base": pgettext("goal year", "smallest number for a change"),
        "discretion_threshold": pgettext("goal year", "hidden below"),
        "is_summable": pgettext("goal year", "adds up"),
        "source_kind": pgettext("goal year", "kind of source"),
        "external_table": pgettext("goal year", "table"),
        "publication_lag_days": pgettext("goal year", "days until the figure"),
        "deadline_lag_months": pgettext("goal year", "months until the deadline"),
        "text": pgettext("goal year", "text"),
        "valid_from": pgettext("goal year", "holds from"),
        "valid_to": pgettext("goal year", "holds to"),
        "is_assumption": pgettext("calendar", "assumed"),
        "explanation": pgettext("goal year", "explanation"),
        "is_break": pgettext("goal year", "breaks the series"),
    }
