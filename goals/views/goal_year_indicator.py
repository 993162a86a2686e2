"""What is measured, and what exactly it counts from which day on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from goals import years
from goals.forms import goal_year_history
from goals.forms.goal_year import StepForm
from goals.forms.goal_year_definition import DefinitionForm, NewDefinitionForm
from goals.forms.goal_year_indicator import IndicatorForm
from goals.models import Indicator, IndicatorDefinition
from goals.views.calendar_edit import is_written, press_key
from goals.views.goal_year_goal import was_pressed
from goals.views.goal_years import Links, breadcrumb, methods, official_or_404, posted
from goals.year_dates import seen_of
from goals.years.definitions import newest_of, previous_of
from jobcentres.models import User


@methods
def goal_year_indicator_new(request: HttpRequest) -> HttpResponse:
    return _indicator_page(request, official_or_404(request), Indicator())


@methods
def goal_year_indicator(request: HttpRequest, code: str) -> HttpResponse:
    return _indicator_page(request, official_or_404(request), _indicator_or_404(code))


def _indicator_or_404(code: str) -> Indicator:
    """A municipality's own indicators are its own."""
    return get_object_or_404(Indicator, code=code, owner=None)


def _indicator_page(request: HttpRequest, user: User, row: Indicator) -> HttpResponse:
    name, is_there = row.name, row.pk is not None
    form = IndicatorForm(row, posted(request), is_settled=is_there and years.is_settled(row))
    if form.is_bound and form.is_valid():
        if is_written(form, lambda: _save_indicator(request, form, user)):
            messages.success(request, _("The indicator has been saved."))
            return redirect("goal_year_indicator", form.cleaned_data["code"])
        form.renew(seen_of(Indicator.objects.filter(pk=row.pk).first()))
    context = {
        "heading": name or _("A new indicator"),
        "form": form,
        "indicator": row if is_there else None,
        "definitions": list(row.definitions.order_by("-valid_from")) if is_there else [],
        "marks": list(row.breaks.order_by("-month")) if is_there else [],
        "history": goal_year_history.of_indicator(row) if is_there else [],
        "breadcrumb": breadcrumb(),
    }
    return render(request, "goals/goal_year_form.html", context)


def _save_indicator(request: HttpRequest, form: IndicatorForm, user: User) -> None:
    seen = form.cleaned_data["seen"]
    years.save_indicator(row=form.written(), seen=seen, by=user, idempotency_key=press_key(request))


@methods
def goal_year_definition_new(request: HttpRequest, code: str) -> HttpResponse:
    user, indicator = official_or_404(request), _indicator_or_404(code)
    form = NewDefinitionForm(IndicatorDefinition(indicator=indicator), newest_of(indicator), posted(request))

    def write() -> None:
        years.add_definition(
            row=form.written(),
            breaks=form.breaks,
            seen=form.cleaned_data["seen"],
            by=user,
            idempotency_key=press_key(request),
        )

    if form.is_bound and form.is_valid():
        if is_written(form, write):
            messages.success(request, _("The definition has been saved."))
            return redirect("goal_year_indicator", code)
        form.renew(seen_of(newest_of(indicator)))
    context = {
        "heading": _("A new definition of %(indicator)s") % {"indicator": indicator.name},
        "form": form,
        "breadcrumb": _breadcrumb(indicator),
    }
    return render(request, "goals/goal_year_form.html", context)


@methods
def goal_year_definition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    user, row = official_or_404(request), _definition_or_404(code, pk)
    form = DefinitionForm(row, posted(request))

    def write() -> None:
        seen, key = form.cleaned_data["seen"], press_key(request)
        years.edit_definition(row=form.written(), seen=seen, by=user, idempotency_key=key)

    if form.is_bound and form.is_valid():
        if is_written(form, write):
            messages.success(request, _("The definition has been saved."))
            return redirect("goal_year_indicator", code)
        form.renew(seen_of(IndicatorDefinition.objects.filter(pk=pk).first()))
    is_removable = newest_of(row.indicator) == row and previous_of(row) is not None
    context = {
        "heading": _heading(row),
        "form": form,
        "remove_address": reverse("goal_year_definition_remove", args=[code, pk]) if is_removable else "",
        "remove_text": _("Take the definition back"),
        "breadcrumb": _breadcrumb(row.indicator),
    }
    return render(request, "goals/goal_year_form.html", context)


@methods
def goal_year_definition_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    user = official_or_404(request)
    if was_pressed(request, user):
        return redirect("goal_year_indicator", code)
    row = _definition_or_404(code, pk)
    form = StepForm(seen_of(row), _("Take the definition back"), posted(request))

    def write() -> None:
        years.remove_definition(
            row=row, seen=form.cleaned_data["seen"], by=user, idempotency_key=press_key(request)
        )

    if form.is_bound and form.is_valid():
        if is_written(form, write):
            messages.success(request, _("The definition has been taken back."))
            return redirect("goal_year_indicator", code)
        form.renew(seen_of(IndicatorDefinition.objects.filter(pk=pk).first()))
    context = {
        "heading": _("Take the definition back?"),
        "told": [
            _heading(row),
            _("The definition before holds on. A break that came with this one disappears from the charts."),
        ],
        "form": form,
        "is_possible": True,
        "breadcrumb": _breadcrumb(row.indicator),
    }
    return render(request, "goals/goal_year_step.html", context)


def _definition_or_404(code: str, pk: int) -> IndicatorDefinition:
    rows = IndicatorDefinition.objects.select_related("indicator")
    return get_object_or_404(rows, pk=pk, indicator__code=code, indicator__owner=None)


def _heading(row: IndicatorDefinition) -> str:
    shown = {"indicator": row.indicator.name, "day": row.valid_from.strftime("%d-%m-%Y")}
    return _("Definition of %(indicator)s from %(day)s") % shown


def _breadcrumb(indicator: Indicator) -> Links:
    return [*breadcrumb(), (reverse("goal_year_indicator", args=[indicator.code]), indicator.name)]
