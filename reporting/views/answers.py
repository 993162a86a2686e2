"""`/svar/`: answers to questions. Some make them; whoever is signed in and has the address reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.forms.month import content_hash
from goals.months import Month, today
from jobcentres.access_log import MustWait
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User
from reporting import wording
from reporting.answers.files import KINDS, digest_of, made, name_of
from reporting.answers.form import AnswerForm
from reporting.answers.kit import Kit
from reporting.answers.making import make_answer, may_answer
from reporting.answers.plain import address_of, quoted
from reporting.answers.since import changed_since_made
from reporting.choices import NothingThere, announced_goals, choice_query, reader_of
from reporting.downloads import Download, deliver, too_many_files
from reporting.models import KEY_LETTERS, Answer
from reporting.moments import typed_moment, written_moment
from reporting.page_tools import choice_words
from reporting.places import NotThere, Places

NEWEST = 50
"""So many of the own answers are listed."""
ANYHOW = "alligevel"
"""Sent with the wish for a file that comes out otherwise than it was."""


class AnswerFile(NamedTuple):
    kind: str
    label: str
    size: int
    sha256: str


class Listed(NamedTuple):
    answer: Answer
    made: str


class MadeOtherwise(Exception):
    """The file comes out otherwise than when the answer was made."""


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest) -> HttpResponse:
    """The own answers, and the form that makes one; the buttons of the pages send to it."""
    user, goals = reader_of(request), announced_goals(request)
    if not may_answer(user):
        raise Http404
    form = None
    if goals:
        places = Places.on(Month.of(today()).plus(-1))
        form = AnswerForm(
            request.POST if request.method == "POST" else None,
            places=places,
            goals=goals,
            initial=_initial(request, places),
        )
        if form.is_valid():
            return _make(request, user, form)
    own = Answer.objects.filter(made_by=user).select_related("area")[:NEWEST]
    listed = [Listed(one, wording.full_moment(one.made_at.astimezone(COPENHAGEN))) for one in own]
    context = {"form": form, "answers": listed, "breadcrumb": [("/", _("Start"))]}
    return render(request, "reporting/answers.html", context)


def _make(request: HttpRequest, user: User, form: AnswerForm) -> HttpResponse:
    try:
        key = content_hash("answer", request.POST)
        return redirect(make_answer(form.wanted(), by=user, idempotency_key=key))
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    except MustWait as refusal:
        return too_many_files(request, refusal)


def _initial(request: HttpRequest, places: Places) -> dict[str, object]:
    """From the answer that the address names, so that it can be made again with another question; else the
    reader's own place."""
    if "fra" not in request.GET:
        own = reader_of(request).scopes.own_area_ids()
        return {"omraade": next((area.code for area in places.all if area.pk in own), None)}
    answer = _answer_or_404(request.GET["fra"])
    return {
        "omraade": answer.area.code,
        "aar": answer.year,
        "maaned": str(answer.as_of),
        "kendt": typed_moment(answer.known_on),
        "indikator": [] if answer.is_of_all else answer.indicators,
        "spoergsmaal": answer.question,
    }


def _answer_or_404(address: str) -> Answer:
    """However the key was written: with or without its dashes."""
    key = address.replace("-", "").lower()
    found = Answer.objects.filter(key=key).select_related("area", "made_by")
    answer = found.first() if set(key) <= set(KEY_LETTERS) else None
    if answer is None:
        raise NothingThere(
            _("There is no such answer. Check the address: the key has three times four signs.")
        )
    return answer


@require_safe
def answer(request: HttpRequest, address: str) -> HttpResponse:
    row = _answer_or_404(address)
    kit = Kit.of(row)
    words, is_maker = choice_words(kit.choice), may_answer(reader_of(request))
    context = {
        "answer": row,
        "kit": kit,
        "heading": _("Answer about %(subject)s: %(area)s")
        % {"subject": kit.subject, "area": kit.area.full_name},
        "text": kit.text,
        "quoted": quoted(kit.text),
        "link": address_of(kit),
        "files": list(_files(row)),
        "since": changed_since_made(kit),
        "changes": reverse("changed_since", args=[kit.area.code])
        + choice_query(
            request,
            aar=words["aar"],
            maaned=words["maaned"],
            siden=written_moment(row.known_on),
        ),
        "figures": kit.area.get_absolute_url() + choice_query(request, **words),
        "made": wording.full_moment(row.made_at.astimezone(COPENHAGEN)),
        "may_answer": is_maker,
        "breadcrumb": [("/", _("Start")), (reverse("answers"), _("Answers to questions"))]
        if is_maker
        else [],
    }
    return render(request, "reporting/answer.html", context)


def _files(answer: Answer) -> Iterator[AnswerFile]:
    for kind, file in KINDS.items():
        noted = answer.digests.get(kind)
        if noted is not None:
            yield AnswerFile(kind, str(file.label), noted["size"], noted["sha256"])


@require_http_methods(["GET", "HEAD", "POST"])
def answer_file(request: HttpRequest, address: str, kind: str) -> HttpResponseBase:
    """The same bytes as when the answer was made, or a page that says why they are not."""
    row = _answer_or_404(address)
    if kind not in row.digests or kind not in KINDS:
        raise NothingThere(_("There is no such file to download."))
    if request.method != "POST":
        return redirect(row)
    kit, is_wanted_anyhow = Kit.of(row), ANYHOW in request.POST

    def parts() -> Iterator[bytes]:
        content = made(kit, kind)
        if digest_of(content) != row.digests[kind]["sha256"] and not is_wanted_anyhow:
            raise MadeOtherwise
        yield content

    try:
        return deliver(
            request,
            Download(
                what=f"svar/{row.key}/{kind}",
                query=f"svar={row.address}",
                choice=kit.choice,
                name=name_of(kit, kind),
                content_type=KINDS[kind].content_type,
                parts=parts(),
            ),
        )
    except MadeOtherwise:
        context = {"answer": row, "kind": kind, "label": KINDS[kind].label}
        return render(request, "reporting/answer_otherwise.html", context, status=409)
