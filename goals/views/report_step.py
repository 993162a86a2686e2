"""A step in a report, taken from its page: the same for follow-ups and yearly results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.forms.report_forms import FreezeForm, ReportForm
from goals.forms.report_page import Numbers, form_sent
from goals.models import Report
from goals.refusals import StepRefused
from goals.reports import FINAL, RULES, Action, say
from goals.reports.writing import seen_of
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import User

Freeze = Callable[[FreezeForm], Report]


def take_step(
    request: HttpRequest, user: User, numbers: Numbers, roles: Collection[str], freeze: Freeze
) -> tuple[bool, ReportForm | None, str]:
    """Whether the step was taken; else the form to show again, and what is wrong with the step itself."""
    form = form_sent(numbers, request.POST)
    if form is None:
        return False, None, _("Choose a step on the page.")
    refusal = RULES[numbers.kind].refusal(numbers.state, roles, form.step)
    if refusal is not None:
        return False, None, refusal.message
    if not form.is_valid():
        return False, form, ""
    try:
        with suppress(AlreadyRecorded):
            _write(user, numbers, form, freeze)
    except StepRefused as refused:
        form.refuse(refused)
        return False, form, ""
    messages.success(request, _done(form))
    return True, None, ""


def _write(user: User, numbers: Numbers, form: ReportForm, freeze: Freeze) -> None:
    if isinstance(form, FreezeForm):
        freeze(form)
        return
    if numbers.newest is None:
        raise LookupError("the rules let nobody write before there is a report")
    say(
        numbers.newest,
        form.statements(),
        by=user,
        seen=str(form.cleaned_data["seen"]),
        idempotency_key=form.idempotency_key,
    )


def left_out(form: ReportForm | None, forms: Sequence[ReportForm]) -> str:
    """What is wrong with a form that the page shows no longer."""
    if form is None or form in forms:
        return ""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def renewed(form: ReportForm | None, numbers: Numbers) -> None:
    """`form` is shown beside what stands now."""
    if form is not None and form.non_field_errors():
        form.renew(seen_of(numbers.newest, numbers.texts_of(numbers.newest)))


def _done(form: ReportForm) -> str:
    if form.step == Action.FREEZE:
        return _("The figures have been locked.")
    is_final = any(said.kind in FINAL for said in form.statements())
    return (
        _("It has been entered, and the report is finished.") if is_final else _("The texts have been saved.")
    )
