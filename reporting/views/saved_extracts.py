"""`/udtraek/gemt/…`: choices kept under a name. Whoever has the address sees them with the own rights."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reporting.choices import announced_goals, reader_of
from reporting.models import SavedExtract
from reporting.saved_extract_form import NameForm
from reporting.views.extracts import Chosen, breadcrumb, extract_page, filled_in, has_preliminary

MOST = 50
PRELIMINARY = "forelobig"


@require_safe
def saved_extract(request: HttpRequest, address: str) -> HttpResponse:
    saved = get_object_or_404(SavedExtract, key=_key(address))
    if not announced_goals(request):
        raise Http404
    person = reader_of(request)
    query = filled_in(request, QueryDict(saved.query))
    is_less = query.get("grundlag") == PRELIMINARY and not has_preliminary(request)
    if is_less:
        del query["grundlag"]
    return extract_page(
        request,
        Chosen.of(request, query),
        saved=saved,
        is_own=saved.owner_id == person.pk,
        is_less=is_less,
        link=f"{settings.SITE_URL}{saved.get_absolute_url()}",
    )


@require_POST
def saved_extract_new(request: HttpRequest) -> HttpResponse:
    """Keeps what the page shows under a name; the same name again replaces it."""
    person, query = reader_of(request), QueryDict(request.POST.get("valg", ""))
    if not announced_goals(request):
        raise Http404
    chosen = Chosen.of(request, filled_in(request, query))
    if not chosen.form.is_valid():
        return extract_page(request, chosen)
    form = NameForm(request.POST)
    if not form.is_valid():
        return extract_page(request, chosen, name_form=form)
    with transaction.atomic():
        saved, is_new = SavedExtract.objects.update_or_create(
            owner=person, name=form.cleaned_data["navn"], defaults={"query": chosen.form.query()}
        )
        is_too_many = is_new and SavedExtract.objects.filter(owner=person).count() > MOST
        transaction.set_rollback(is_too_many)
    if is_too_many:
        form.add_error(
            "navn", _("You can keep at most %(most)s extracts. Delete one first.") % {"most": MOST}
        )
        return extract_page(request, chosen, name_form=form)
    messages.success(request, _("The extract “%(name)s” has been saved.") % {"name": saved.name})
    return redirect(saved)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_extract_edit(request: HttpRequest, address: str) -> HttpResponse:
    saved = _own(request, address)
    form = NameForm(request.POST if request.method == "POST" else None, saved=saved)
    if request.method == "POST" and form.is_valid():
        saved.name = form.cleaned_data["navn"]
        saved.save(update_fields=["name"])
        messages.success(request, _("The extract is now called “%(name)s”.") % {"name": saved.name})
        return redirect(saved)
    context = {"saved": saved, "form": form, "breadcrumb": breadcrumb()}
    return render(request, "reporting/saved_extract_edit.html", context)


@require_POST
def saved_extract_delete(request: HttpRequest, address: str) -> HttpResponse:
    saved = _own(request, address)
    saved.delete()
    messages.success(request, _("The extract “%(name)s” has been deleted.") % {"name": saved.name})
    return redirect("extracts")


def _own(request: HttpRequest, address: str) -> SavedExtract:
    return get_object_or_404(SavedExtract, key=_key(address), owner=reader_of(request))


def _key(address: str) -> str:
    return address.rpartition("-")[2]
