"""`/udtraek/`: choose, look at the first rows, and download; GET shows the page, POST gives the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.months import Month, MonthError, today
from reporting.choices import GoalsByYear, NothingThere, announced_goals, reader_of
from reporting.downloads import Download, deliver, pinned
from reporting.exports.asked import Asked, query_of
from reporting.exports.codebook import column_entries
from reporting.exports.extract import SUMMARY, Extract, Extracted
from reporting.exports.files import FORMATS
from reporting.exports.preview import preview
from reporting.exports.recent import WHAT, file_name, kept_for
from reporting.exports.shapes import SHAPES, shape_of
from reporting.forms import FETCH, ExtractForm
from reporting.places import NotThere, Places

USUAL_KIND = "xlsx"


@require_http_methods(["GET", "HEAD", "POST"])
def extracts(request: HttpRequest) -> HttpResponseBase:
    if not announced_goals(request):
        return render(request, "reporting/extracts.html")
    if request.method != "POST":
        return extract_page(request, Chosen.of(request, filled_in(request, request.GET)))
    is_fetched = FETCH in request.POST
    chosen = Chosen.of(request, request.POST if is_fetched else filled_in(request, request.POST))
    if not chosen.form.is_valid():
        return extract_page(request, chosen)
    if is_fetched:
        return _file(request, chosen)
    return redirect(f"{reverse('extracts')}?{chosen.form.query()}#preview")


def filled_in(request: HttpRequest, query: QueryDict) -> QueryDict:
    """The query of an address with what it leaves out, and with a kind of file that there is."""
    filled = query.copy()
    filled.setdefault("indhold", SUMMARY)
    filled.setdefault("aar", str(max(announced_goals(request))))
    filled.setdefault("format", USUAL_KIND)
    shape, kind = SHAPES.get(str(filled["indhold"])), filled["format"]
    if shape and kind in FORMATS and kind not in shape.formats:
        filled["format"] = shape.formats[0]
    return filled


@dataclass(frozen=True, slots=True)
class Chosen:
    """The form with what an address or a button has sent, and what was read to offer its choices."""

    form: ExtractForm
    goals: GoalsByYear
    places: Places
    month: Month

    @classmethod
    def of(cls, request: HttpRequest, query: QueryDict) -> Chosen:
        goals, month = announced_goals(request), _month(query)
        places = Places.on(month)
        form = ExtractForm(query, places=places, goals=goals, has_preliminary=has_preliminary(request))
        return cls(form, goals, places, month)

    def read(self, request: HttpRequest, extract: Extract) -> Extracted:
        choice = extract.choice
        places = self.places if choice.as_of == self.month else None
        return read_for(request, extract, self.goals, places)


def has_preliminary(request: HttpRequest) -> bool:
    """Whether there are figures that the signed-in person sees before they are released."""
    reader = reader_of(request).reader
    return reader.sees_all or bool(reader.area_ids)


def read_for(
    request: HttpRequest, extract: Extract, goals: GoalsByYear, places: Places | None = None
) -> Extracted:
    """What the signed-in person may see; raises `NothingThere`."""
    try:
        return extract.read(reader_of(request).reader, goals.get(extract.choice.year, ()), places)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing


def _month(query: QueryDict) -> Month:
    """The last that is to count, if it can be read; else the last full one."""
    try:
        return Month.parse(query.get("maaned") or "")
    except MonthError:
        return Month.of(today()).plus(-1)


def extract_page(request: HttpRequest, chosen: Chosen, **more: Any) -> HttpResponse:
    """The choices with the first rows of what they give."""
    person, form = reader_of(request), chosen.form
    context: dict[str, Any] = {
        "form": form,
        "kept": kept_for(person, chosen.places),
        **more,
    }
    if form.is_valid():
        extract = form.extract()
        extracted = chosen.read(request, extract)
        known = replace(extract, choice=replace(extract.choice, known_on=extract.choice.moment))
        context |= {
            "preview": preview(extracted),
            "file_name": file_name(Asked(known, form.cleaned_data["format"])),
            "query": form.query(),
            "columns": list(column_entries("", shape_of(extracted).columns(extracted))),
        }
    return render(request, "reporting/extracts.html", context)


def breadcrumb() -> list[tuple[str, str]]:
    """Of the pages below this one."""
    return [(reverse("home"), _("Start")), (reverse("extracts"), _("Download figures"))]


def _file(request: HttpRequest, chosen: Chosen) -> HttpResponseBase:
    """Known on a moment, so that the same file can be made again."""
    extract = chosen.form.extract()
    extract = replace(extract, choice=pinned(extract.choice))
    asked, extracted = Asked(extract, chosen.form.cleaned_data["format"]), chosen.read(request, extract)
    return deliver(
        request,
        Download(
            what=f"{WHAT}{asked.kind}",
            query=query_of(extract, asked.kind),
            choice=extract.choice,
            name=file_name(asked),
            content_type=FORMATS[asked.kind].content_type,
            parts=FORMATS[asked.kind].write(extracted),
            rows=extracted.count,
        ),
    )
