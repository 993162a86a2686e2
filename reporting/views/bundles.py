"""`/rapporter/`: the reports of all municipalities in one file, made while the pages answer."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goals.months import Month, now, today
from reporting.bundles.form import BundleForm, new_key
from reporting.bundles.making import file_name
from reporting.bundles.models import PaperBundle, State
from reporting.bundles.page import told
from reporting.bundles.rights import areas_for
from reporting.bundles.running import BLOCK, Busy, start
from reporting.choices import announced_goals, reader_of
from reporting.downloads import Download, deliver, pinned
from reporting.page_tools import choice_words
from reporting.places import Places


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bundles(request: HttpRequest) -> HttpResponse:
    """Those of the last day, and the form for another one."""
    user = reader_of(request)
    areas = areas_for(user, Places.on(Month.of(today()).plus(-1)))
    if not areas:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = BundleForm(areas, announced_goals(request), data, asked=request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            bundle = start(by=user, area=form.area, choice=pinned(form.choice), key=form.cleaned_data["key"])
        except Busy as busy:
            messages.error(request, str(busy))
            return redirect("bundles")
        return redirect(bundle)
    moment = now()
    context = {
        "form": form,
        "bundles": [told(one, moment) for one in PaperBundle.objects.visible_to(user)],
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "reporting/bundles.html", context)


@never_cache
@require_safe
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and the file once it is there."""
    found = get_object_or_404(PaperBundle.objects.visible_to(reader_of(request)), pk=pk)
    context = {
        "bundle": told(found, now()),
        "key": new_key(),
        "breadcrumb": [("/", _("Start")), (reverse("bundles"), _("Reports of all municipalities"))],
    }
    return render(request, "reporting/bundle.html", context)


@require_POST
def bundle_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(PaperBundle.objects.visible_to(reader_of(request)), pk=pk)
    if found.state(now()) is not State.READY:
        return redirect(found)
    said = choice_words(found.choice) | {"omraade": found.area.code}
    return deliver(
        request,
        Download(
            what="rapporter/zip",
            query=urlencode(said, safe=":"),
            choice=found.choice,
            name=file_name(found.choice, found.area),
            content_type="application/zip",
            parts=_blocks(found),
        ),
    )


def _blocks(found: PaperBundle) -> Iterator[bytes]:
    with found.file.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
