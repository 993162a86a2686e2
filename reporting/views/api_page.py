"""`/api/`: what programs can read, and forms to try it with. `/dcat.jsonld`: the same for catalogues."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobcentres.rates import CALLS_PER_MINUTE
from reporting.dcat import catalogue


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """A form that was sent leads to the address that it makes."""
    from reporting.api.try_page import CALLED, address_of, endpoints

    known = endpoints((translation.get_language() or "da").partition("-")[0])
    if CALLED in request.GET:
        return redirect(address_of(request.GET, known) or "api_page")
    context = {
        "endpoints": known,
        "called": CALLED,
        "example": request.build_absolute_uri("/api/v1/summary?year=2014&area=0340&format=csv"),
        "most": CALLS_PER_MINUTE,
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "reporting/api.html", context)


@login_not_required  # describes the data and holds none of it; catalogues harvest without signing in
@require_safe
def dcat(_request: HttpRequest) -> HttpResponse:
    made = json.dumps(catalogue(), ensure_ascii=False, indent=1)
    return HttpResponse(made, content_type="application/ld+json")
