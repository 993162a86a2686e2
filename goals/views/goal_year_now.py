"""The menu's addresses without a year lead on to the present one, or to the newest that there is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from goals.years.present import present_year


@require_safe
def goals_now(request: HttpRequest) -> HttpResponse:
    return _on_to("goals")


@require_safe
def targets_now(request: HttpRequest) -> HttpResponse:
    return _on_to("targets_start")


@require_safe
def contracts_now(request: HttpRequest) -> HttpResponse:
    return _on_to("contracts")


def _on_to(name: str) -> HttpResponse:
    year = present_year()
    if year is None:
        raise Http404
    return redirect(name, year)
