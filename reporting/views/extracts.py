"""`/udtraek/`: the summary as a file. An address with a kind of file in it gives that file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from goals.months import Month, today
from reporting.choices import announced_goals, reader_of
from reporting.exports.codebook import column_entries
from reporting.exports.columns import COLUMNS
from reporting.exports.extract import Extracted
from reporting.exports.files import FORMATS
from reporting.forms import ExtractForm
from reporting.places import Places


@require_safe
def extracts(request: HttpRequest) -> HttpResponse:
    reader, goals = reader_of(request).reader, announced_goals(request)
    if not goals:
        return render(request, "reporting/extracts.html")
    form = ExtractForm(
        request.GET if "format" in request.GET else None,
        places=Places.on(Month.of(today()).plus(-1)),
        goals=goals,
        has_preliminary=reader.sees_all or bool(reader.area_ids),
    )
    if form.is_valid():
        extract = form.extract()
        extracted = extract.read(reader, goals.get(extract.choice.year, ()))
        return _file(extracted, form.cleaned_data["format"])
    columns = list(column_entries("", COLUMNS))
    return render(request, "reporting/extracts.html", {"form": form, "columns": columns})


def _file(extracted: Extracted, kind: str) -> HttpResponse:
    chosen = FORMATS[kind]
    name = f"{extracted.extract.file_name}.{chosen.suffix}"
    return HttpResponse(
        b"".join(chosen.write(extracted)),
        headers={
            "Content-Type": chosen.content_type,
            "Content-Disposition": content_disposition_header(True, name),
        },
    )
