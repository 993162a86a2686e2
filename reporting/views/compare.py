"""`/sammenlign/`: municipalities beside each other, and the reader's own groups of them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from goals.months import today
from jobcentres.models import Area
from reporting.choices import (
    CHOICES,
    NothingThere,
    choice_query,
    chooser,
    kept_choices,
    open_book,
    reader_of,
)
from reporting.compare.asked import CHOSEN, GOAL, NAMES, OWN_GROUP, RULE, WITH, asked
from reporting.compare.form import MOST_GROUPS, GroupForm, compare_form
from reporting.compare.page import compare_page
from reporting.compare.rules import Rule, read_rules
from reporting.models import OwnGroup, groups_of
from reporting.places import NotThere


@require_safe
@gzip_page
def compare(request: HttpRequest) -> HttpResponse:
    user = reader_of(request)
    book = open_book(request, is_own=False, sees_preliminary=user.reader.sees_all)
    if not book.places.municipalities:
        raise NothingThere(_("There are no areas yet."))
    rules = read_rules(book.places)
    groups = groups_of(user)
    try:
        found = asked(request, book, user, rules, groups)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    choose = chooser(request, book, sees_preliminary=user.reader.sees_all)
    context = {
        "page": compare_page(book, found, rules, lambda rule: _by_rule(request, rule)),
        "asked": found,
        "form": compare_form(book, found, rules, groups, choose.groups),
        "groups": [(one, _with_group(request, found.goal.indicator.code, one.pk)) for one in groups],
        "shown_group": next((one for one in groups if f"{OWN_GROUP}{one.pk}" == found.chosen), None),
        "chooser": choose,
        "kept": [(name, value) for name in NAMES for value in request.GET.getlist(name) if value],
        "kept_by_form": kept_choices(request, "grundlag", "kendt"),
        "kept_by_moment": kept_choices(request, "aar", "maaned", "grundlag"),
        "choices": kept_choices(request, *CHOICES),
        "as_of": book.choice.as_of.label,
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "reporting/compare.html", context)


def _by_rule(request: HttpRequest, rule: Rule) -> str:
    """The same comparison by another rule."""
    asked_for = [(name, value) for name in NAMES if name != RULE for value in request.GET.getlist(name)]
    query = choice_query(request)
    return f"{reverse('compare')}{query}{'&' if query else '?'}{urlencode([*asked_for, (RULE, rule.pk)])}"


@require_POST
def own_group_save(request: HttpRequest) -> HttpResponse:
    """Keeps the ticked municipalities under a name; the same name again replaces them."""
    user = reader_of(request)
    areas = list(Area.objects.municipalities().valid_on(today()))
    form = GroupForm(request.POST, areas)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
        return redirect(_back(request))
    codes = set(form.cleaned_data["kommuner"])
    with transaction.atomic():
        group, is_new = OwnGroup.objects.get_or_create(owner=user, name=form.cleaned_data["navn"])
        if is_new and OwnGroup.objects.filter(owner=user).count() > MOST_GROUPS:
            transaction.set_rollback(True)
            told = _("You can keep at most %(most)s groups. Delete one first.")
            messages.error(request, told % {"most": MOST_GROUPS})
            return redirect(_back(request))
        group.municipalities.set([area for area in areas if area.code in codes])
    messages.success(request, _("The group “%(name)s” has been saved.") % {"name": group.name})
    shown = [(name, value) for name, value in _sent(request) if name not in (WITH, CHOSEN)]
    return redirect(f"{reverse('compare')}?{urlencode([*shown, (WITH, f'{OWN_GROUP}{group.pk}')], safe=':')}")


def _with_group(request: HttpRequest, goal_code: str, pk: int) -> str:
    """The same goal, month and moment with an own group."""
    return reverse("compare") + choice_query(request, **{GOAL: goal_code, WITH: f"{OWN_GROUP}{pk}"})


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name in (*NAMES, *CHOICES) for value in request.POST.getlist(name)]


def _back(request: HttpRequest) -> str:
    """The comparison with the same ticks."""
    chosen = _sent(request)
    return f"{reverse('compare')}?{urlencode(chosen, safe=':')}" if chosen else reverse("compare")


@require_POST
def own_group_delete(request: HttpRequest, pk: int) -> HttpResponse:
    group = OwnGroup.objects.filter(owner=reader_of(request), pk=pk).first()
    if group is None:
        raise Http404
    name = group.name
    group.delete()
    messages.success(request, _("The group “%(name)s” has been deleted.") % {"name": name})
    return redirect("compare")
