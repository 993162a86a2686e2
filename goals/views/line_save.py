"""A line of a month saves itself when it is left: one small question, one small answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from django.db import IntegrityError
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.forms import due
from goals.forms.layout import line_html
from goals.forms.line import LineForm
from goals.forms.month import MonthForm
from goals.forms.place import after, is_known_after, only_line, read_place, standing
from goals.forms.reading import read_sheet
from goals.forms.saving import Saved, recorded_before, save
from goals.forms.sheet import Sheet
from goals.forms.words import moment_text, time_text
from goals.months import now
from goals.refusals import Refusal, Refused
from goals.returns import ReturnRefused
from goals.views.month import CONFLICT, month_or_404
from jobcentres.models import Change, User

STRANGER, AWAY = 403, 503
Found = TypeVar("Found")


@require_http_methods(["GET", "HEAD", "POST"])
def line_save(request: HttpRequest, slug: str, month: str) -> JsonResponse:
    """POST saves one line, or the remark on the whole. GET tells what is due now."""
    user = cast(User, request.user)
    asked = month_or_404(month)
    if request.method != "POST":
        return JsonResponse(_due(_or_404(read_sheet(user, slug, asked))))
    key = request.POST.get("line", "")
    sheet = _or_404(read_place(user, slug, asked, key) if key else read_sheet(user, slug, asked))
    if request.POST.get("person") != str(user.pk):
        told = _("Somebody else is signed in now. Nothing has been saved.")
        return JsonResponse({"outcome": "stranger", "told": told}, status=STRANGER)
    return _take(user, sheet, request.POST)


def _take(user: User, sheet: Sheet, sent: QueryDict) -> JsonResponse:
    form = MonthForm(_of_line(sheet, sent), sent)
    if "again" in sent and (made := recorded_before(form, by=user)):
        return _answer_saved(user, form, made, is_reread=True)
    if not form.is_valid():
        return _answer_refused(user, form)
    try:
        made = save(form, by=user, standing=standing(sheet))
    except Refused as refused:
        return _answer_refused(user, form, refused.refusals)
    except (
        IntegrityError,
        ReturnRefused,
    ):  # others have changed the same twice in this moment: the page asks again
        return JsonResponse({"outcome": "away"}, status=AWAY)
    return _answer_saved(user, form, made)


def _answer_saved(user: User, form: MonthForm, made: Saved, *, is_reread: bool = False) -> JsonResponse:
    if made.change is None:
        answer = {"outcome": "unchanged", "told": ""}
    else:
        moment = made.change.recorded_at or now()
        told = _("Saved %(moment)s") % {"moment": moment_text(moment)}
        answer = {"outcome": "saved", "told": told, "at": time_text(moment)}
    return JsonResponse(answer | _html_after(user, form, None if is_reread else made.change))


def _html_after(user: User, form: MonthForm, change: Change | None) -> dict[str, Any]:
    """The line as it stands now: as it was read and saved, else read again."""
    if not form.lines:
        return {}
    line_form = form.lines[0]
    if change is not None and line_form.entry is not None and is_known_after(line_form):
        line = after(line_form, line_form.entry, change)
        return {"html": line_html(LineForm(line)), "without_talk": True}
    sheet = _or_404(read_sheet(user, form.sheet.jobcentre.slug, form.sheet.month))
    lines = _of_line(sheet, form.sent).lines
    return {"html": line_html(LineForm(lines[0]))} if lines else {}


def _answer_refused(user: User, form: MonthForm, refusals: Sequence[Refusal] = ()) -> JsonResponse:
    """With the line as it stands now, and what must be put right."""
    sheet = _or_404(read_sheet(user, form.sheet.jobcentre.slug, form.sheet.month))
    form = MonthForm(_of_line(sheet, form.sent), form.sent)
    form.is_valid()
    form.add_refusals(refusals if form.entries else ())
    told = " ".join(fault.message for fault in form.faults)
    answer = {"outcome": "conflict" if form.has_conflict else "refused", "told": told}
    if form.lines:
        answer["html"] = line_html(form.lines[0])
    else:
        answer["standing"] = sheet.remark
    return JsonResponse(answer, status=CONFLICT if form.has_conflict else 200)


def _of_line(sheet: Sheet, sent: QueryDict | None) -> Sheet:
    """Only the line that is to be saved; none for the remark."""
    return only_line(sheet, sent.get("line", "") if sent else "")


def _due(sheet: Sheet) -> dict[str, Any]:
    to_do = sheet.to_do
    return {"due": due.of_lines(to_do), "first": to_do[0].key if to_do else ""}


def _or_404(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
