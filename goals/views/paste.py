"""Numbers from a spreadsheet: pasted, looked through, confirmed as a whole, and undone as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goals.blocks import saving
from goals.blocks.frame import Frame, read_frame
from goals.blocks.page import Page
from goals.blocks.preview import Preview, preview
from goals.blocks.reading import BlockRefused, Table, read_text, tidied, write_text
from goals.forms.words import moment_text
from goals.models import Origin
from goals.months import now
from goals.refusals import Refused
from goals.uploads.reading import UploadRefused, read_upload
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Change, Jobcentre, User
from jobcentres.rates import count_upload

CONFLICT, TOO_MANY = 409, 429
_YEAR, _MONTH = re.compile(r"20[0-9]{2}"), re.compile(r"20[0-9]{2}-[0-9]{2}")
UPLOAD, UPLOADED = "fil", "send_fil"
TEXT, FIELD, MONTH, DIALECT, SWAP, SEAL, SAVE, FILE = (
    "tekst",
    "paa",
    "maaned",
    "tal",
    "byt",
    "segl",
    "gem",
    "fra_fil",
)


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """An empty field to paste into; a posted text as a preview; a confirmed preview saved."""
    sent = request.POST
    frame = read_frame(cast(User, request.user), slug, period, sent.get(FIELD, ""), sent.get(MONTH, ""))
    if frame is None or frame.period != period:
        raise Http404
    if request.method != "POST":
        return _page(request, frame)
    if frame.closed_notice:
        return _page(request, frame, refusal=frame.closed_notice)
    if UPLOADED in sent:
        return _of_file(request, frame)
    text = sent.get(TEXT, "")
    if SAVE in sent and (answer := _repeated(request, frame, text)):
        return answer
    try:
        table = read_text(text)
    except BlockRefused as refusal:
        return _page(request, frame, text=text, refusal=str(refusal))
    return looked_through(request, frame, table)


def _of_file(request: HttpRequest, frame: Frame) -> HttpResponse:
    """The preview of what stands in a file, which is then forgotten."""
    file = request.FILES.get(UPLOAD)
    if file is None:
        return _page(request, frame, reasons=[_("Choose the file first.")])
    if wait := count_upload(f"person {request.user.pk}", most=settings.UPLOADS_PER_HOUR):
        return _too_many_files(request, frame, wait)
    try:
        upload = read_upload(file.name or "", file)
        table = tidied(upload.rows)
    except UploadRefused as refused:
        return _page(request, frame, reasons=refused.reasons)
    except BlockRefused as refusal:
        return _page(request, frame, reasons=[str(refusal)])
    if upload.skipped_sheets:
        names = {"names": ", ".join(upload.skipped_sheets)}
        messages.info(request, _("What stands on hidden sheets was not read: %(names)s.") % names)
    return looked_through(request, frame, table, is_file=True)


def _too_many_files(request: HttpRequest, frame: Frame, wait: int) -> HttpResponse:
    """Reading a file takes a process of its own; what is pasted takes none."""
    told = {
        "most": settings.UPLOADS_PER_HOUR,
        "time": date_format(localtime() + timedelta(seconds=wait), "G.i"),
    }
    said = _(
        "At most %(most)s files can be sent in an hour. You can send the next at %(time)s. "
        "The numbers can be copied from the spreadsheet and pasted here at once."
    )
    response = _page(request, frame, reasons=[said % told], status=TOO_MANY)
    response["Retry-After"] = str(wait)
    return response


def looked_through(
    request: HttpRequest, frame: Frame, table: Table, *, is_file: bool = False
) -> HttpResponse:
    """The preview of a table, whatever it came from; saved if the request confirms just that."""
    sent = request.POST
    shown = preview(table, frame, written=sent.get(DIALECT, ""), swapped=sent.getlist(SWAP))
    text = write_text(table)
    if SAVE not in sent:
        return _page(request, frame, text=text, shown=shown, is_file=is_file or FILE in sent)
    if shown.can_be_saved and shown.seal == sent.get(SEAL):
        if answer := _saved(request, frame, shown, sent.get(TEXT, "")):
            return answer
        shown = preview(table, frame, written=sent.get(DIALECT, ""), swapped=sent.getlist(SWAP))
    moved = _("The numbers have been changed since you looked at them. Look through them again.")
    return _page(request, frame, text=text, shown=shown, refusal=moved, is_file=FILE in sent, status=CONFLICT)


@require_POST
def undo_change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    user = cast(User, request.user)
    jobcentre = get_object_or_404(Jobcentre.objects.editable_by(user), slug=slug)
    change = saving.undoable(user, jobcentre, number)
    if change is None:
        raise Http404
    try:
        saving.undo(change, jobcentre, by=user)
    except (saving.UndoRefused, Refused) as refusal:
        messages.error(request, str(refusal))
    except (AlreadyRecorded, IntegrityError):  # undone, or changed, at this very moment
        messages.info(request, _("Somebody changed the numbers at the same moment. Look at them again."))
    else:
        messages.success(request, _("Undone: all the numbers stand as they did before you pasted."))
    return redirect(_back(slug, request.GET.get("til", "")))


def _repeated(request: HttpRequest, frame: Frame, text: str) -> HttpResponse | None:
    """The same confirmation sent twice is answered twice, and saved once."""
    key = saving.key_of(frame, request.POST.get(SEAL, ""), text)
    made = saving.saved_before(key, by=cast(User, request.user))
    return _told(request, frame, made) if made else None


def _saved(request: HttpRequest, frame: Frame, shown: Preview, text: str) -> HttpResponse | None:
    """None if somebody has changed one of the numbers in this moment."""
    try:
        change = saving.save(
            shown,
            frame,
            by=cast(User, request.user),
            key=saving.key_of(frame, shown.seal, text),
            origin=Origin.FILE if FILE in request.POST else Origin.PASTED,
        )
    except (Refused, IntegrityError):
        return None
    return _told(request, frame, change) if change else None


def _told(request: HttpRequest, frame: Frame, change: Change) -> HttpResponse:
    count = change.figure_revisions.count()
    number = ngettext("%(count)s number", "%(count)s numbers", count) % {"count": count}
    moment = moment_text(change.recorded_at or now())
    undo = reverse("undo_change", args=[frame.jobcentre.slug, change.number])
    if FILE in request.POST:
        told = _("Read from the file and saved %(moment)s: %(numbers)s.")
    else:
        told = _("Pasted and saved %(moment)s: %(numbers)s.")
    told %= {"moment": moment, "numbers": number}
    messages.success(request, told, extra_tags=f"{undo}?til={frame.period}")
    return redirect(_back(frame.jobcentre.slug, frame.period))


def _back(slug: str, period: str) -> str:
    """The sheet that the block was pasted into."""
    if _MONTH.fullmatch(period):
        return reverse("month_entry", args=[slug, period])
    return reverse("year_entry", args=[slug, int(period)]) if _YEAR.fullmatch(period) else reverse("desk")


def _page(
    request: HttpRequest,
    frame: Frame,
    *,
    text: str = "",
    shown: Preview | None = None,
    refusal: str = "",
    reasons: Sequence[str] = (),
    is_file: bool = False,
    status: int = 200,
) -> HttpResponse:
    sent = request.POST
    page = Page(shown, frame) if shown else None
    context: dict[str, Any] = {
        "frame": frame,
        "page": page,
        "text": text,
        "refusal": refusal,
        "reasons": reasons,
        "kept": {FIELD: sent.get(FIELD, "")[:80], MONTH: sent.get(MONTH, "")[:7]},
        "is_file": is_file,
        "back": _back(frame.jobcentre.slug, frame.period),
        "breadcrumb": [
            ("/", _("Start")),
            (reverse("desk"), _("Monthly returns")),
            (_back(frame.jobcentre.slug, frame.period), frame.label),
        ],
    }
    return render(request, "goals/paste.html", context, status=status)
