"""The years of the goals: what there is, and a new one. For the ministry's officials; others find nothing."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals import years
from goals.forms.goal_year import CopyForm
from goals.forms.goal_year_page import indicator_rows, year_rows
from goals.models import GoalYear
from goals.views.calendar_edit import is_written, press_key
from jobcentres.models import User

methods = require_http_methods(["GET", "HEAD", "POST"])
Links = list[tuple[str, str]]


@require_safe
def goal_years(request: HttpRequest) -> HttpResponse:
    official_or_404(request)
    context = {"years": year_rows(), "indicators": indicator_rows(), "breadcrumb": [("/", _("Start"))]}
    return render(request, "goals/goal_years.html", context)


@methods
def goal_year_new(request: HttpRequest) -> HttpResponse:
    user = official_or_404(request)
    form = CopyForm(list(GoalYear.objects.values_list("year", flat=True)), posted(request))
    if form.is_bound and form.is_valid() and is_written(form, lambda: _copy(request, form, user)):
        messages.success(
            request, _("The year has been prepared. The ministry alone sees it until it is announced.")
        )
        return redirect("goal_year_edit", form.cleaned_data["year"])
    context = {"heading": _("Prepare a new year"), "form": form, "breadcrumb": breadcrumb()}
    return render(request, "goals/goal_year_form.html", context)


def _copy(request: HttpRequest, form: CopyForm, user: User) -> None:
    source = get_object_or_404(GoalYear, year=form.cleaned_data["source"])
    years.copy_year(
        source=source, year=form.cleaned_data["year"], by=user, idempotency_key=press_key(request)
    )


def official_or_404(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if not user.scopes.is_official:
        raise Http404
    return user


def year_or_404(request: HttpRequest, year: int) -> tuple[User, GoalYear]:
    return official_or_404(request), get_object_or_404(GoalYear, year=year)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is given."""
    return request.POST if request.method == "POST" else None


def breadcrumb(goal_year: GoalYear | None = None) -> Links:
    links = [("/", _("Start")), (reverse("goal_years"), _("Goal years"))]
    if goal_year is not None:
        links.append((reverse("goal_year_edit", args=[goal_year.year]), str(goal_year.year)))
    return links
