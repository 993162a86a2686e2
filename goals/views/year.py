"""A year of a jobcentre: its months below each other, to catch up."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.forms import due
from goals.forms.year_form import YearForm
from goals.forms.year_sheet import YearSheet, read_year
from goals.views.month import CONFLICT, saved_or_shown, tell_saved
from jobcentres.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def year_entry(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    user = cast(User, request.user)
    sheet = read_year(user, slug, year)
    if sheet is None:
        raise Http404
    if request.method == "POST":
        return _take(request, user, sheet)
    return _page(request, user, YearForm(sheet))


def _take(request: HttpRequest, user: User, sheet: YearSheet) -> HttpResponse:
    form = YearForm(sheet, request.POST)
    saved = saved_or_shown(request, user, form, lambda: _page(request, user, form))
    if isinstance(saved, HttpResponse):
        return saved
    tell_saved(request, saved)
    return redirect("year_entry", sheet.jobcentre.slug, sheet.year)


def _page(request: HttpRequest, user: User, form: YearForm) -> HttpResponse:
    form.person = str(user.pk)
    sheet = form.sheet
    context = {
        "form": form,
        "sheet": sheet,
        "year": str(sheet.year),
        "due": due.of_lines([line for line in sheet.lines if line.is_to_do]),
        "breadcrumb": [("/", _("Start")), (reverse("desk"), _("Monthly returns"))],
    }
    return render(request, "goals/year.html", context, status=CONFLICT if form.has_conflict else 200)
