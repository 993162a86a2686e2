"""How a jobcentre's returns are submitted, and how a region looks them through."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.forms.settings import PLACE, JobcentreSettingsForm, ReviewSettingsForm, rules_of, standing, told
from goals.models import ReviewRule
from goals.returns.settings import (
    OF_MANAGER,
    edit_jobcentre,
    edit_review_rule,
    editable_settings,
    edits_of_jobcentre,
    edits_of_rule,
)
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, Jobcentre, User


@require_http_methods(["GET", "HEAD", "POST"])
def jobcentre_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """The manager edits; the region's officer may switch four eyes; the clerks read."""
    user = cast(User, request.user)
    jobcentre = get_object_or_404(Jobcentre.objects.select_related("region"), slug=slug)
    editable = editable_settings(user, jobcentre)
    if not editable and (request.method == "POST" or jobcentre.pk not in user.scopes.jobcentre_ids):
        raise Http404
    form = JobcentreSettingsForm(jobcentre, request.POST or None, editable=editable)
    if form.is_valid():
        try:
            is_changed = edit_jobcentre(
                jobcentre=jobcentre, chosen=form.chosen, by=user, idempotency_key=form.idempotency_key
            )
        except AlreadyRecorded:
            is_changed = True
        _tell(request, is_changed)
        return redirect("jobcentre_settings", slug)
    is_own = jobcentre.pk in user.scopes.jobcentre_ids
    above = (reverse("desk"), _("Monthly returns")) if is_own else (reverse("review_queue"), _("Review"))
    context = {
        "jobcentre": jobcentre,
        "form": form if editable else None,
        "standing": standing(jobcentre, [name for name in OF_MANAGER if name not in editable]),
        "told": told(edits_of_jobcentre(jobcentre)),
        "breadcrumb": [("/", _("Start")), above],
    }
    return render(request, "goals/jobcentre_settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_settings(request: HttpRequest) -> HttpResponse:
    """The officer edits the own region's, one form for each region; the ministry's officials read all."""
    user = cast(User, request.user)
    own = user.scopes.reviewed_region_ids
    if not (own or user.scopes.is_official):
        raise Http404
    regions = Area.objects.filter(level=Area.Level.REGION).order_by("sort_key")
    rules = rules_of(regions if user.scopes.is_official else regions.filter(pk__in=own))
    sent = request.POST.get(PLACE, "") if request.method == "POST" else ""
    if request.method == "POST" and not any(_is_sent(rule, sent, user) for rule in rules):
        raise Http404
    parts = []
    for rule in rules:
        data = request.POST if sent == rule.region.code else None
        form = ReviewSettingsForm(rule, data) if rule.region_id in own else None
        if data is not None and form is not None and form.is_valid():
            return _saved(request, user, rule, form)
        parts.append((rule, form, standing(rule, ["releases_untroubled"]), told(edits_of_rule(rule.region))))
    breadcrumb = [("/", _("Start")), (reverse("review_queue"), _("Review"))]
    return render(request, "goals/review_settings.html", {"parts": parts, "breadcrumb": breadcrumb})


def _is_sent(rule: ReviewRule, code: str, user: User) -> bool:
    return rule.region.code == code and rule.region_id in user.scopes.reviewed_region_ids


def _saved(request: HttpRequest, user: User, rule: ReviewRule, form: ReviewSettingsForm) -> HttpResponse:
    try:
        is_changed = edit_review_rule(
            region=rule.region, chosen=form.chosen, by=user, idempotency_key=form.idempotency_key
        )
    except AlreadyRecorded:
        is_changed = True
    _tell(request, is_changed)
    return redirect("review_settings")


def _tell(request: HttpRequest, is_changed: bool) -> None:
    if is_changed:
        messages.success(request, _("The settings have been saved."))
    else:
        messages.info(request, _("There was nothing new to save."))
