"""`/api/v1/openapi.json`: what ninja knows of the addresses, with words, rows, answers and examples."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from reporting.api.asked import LAST
from reporting.api.described import (
    EXAMPLES,
    OPERATIONS,
    Operation,
    parameter_words,
    path_words,
    problem_words,
)
from reporting.api.endpoints import api
from reporting.api.formats import CSV, JSON, JSON_STAT, MEDIA_TYPES
from reporting.api.problems import CONTENT_TYPE as PROBLEM
from reporting.api.problems import titles
from reporting.api.schemas import CHOICE, CUBE, LINKS, OWN_GOAL, PROBLEM_SCHEMA, row_schema

Schema = dict[str, Any]
PREFIX = "/api/v1/"


@login_not_required  # it tells how to ask, and nothing of what is answered
def openapi(_request: HttpRequest) -> HttpResponse:
    """In Danish or English, as the caller accepts."""
    made = document((translation.get_language() or settings.LANGUAGE_CODE).partition("-")[0])
    return HttpResponse(json.dumps(made, ensure_ascii=False), content_type="application/json")


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    """`/api/v1/`: the addresses that need nothing filled in, and where the rest is told."""
    here = request.build_absolute_uri(PREFIX)
    made = {"openapi": f"{here}openapi.json"} | {
        name: f"{here}{name}" for name, told in OPERATIONS.items() if not told.parts
    }
    return HttpResponse(json.dumps(made), content_type="application/json")


@cache
def document(language: str) -> Schema:
    """OpenAPI 3.1. Kept for each language: it follows from the code alone."""
    with translation.override(language):
        made: Schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
        made["info"] = _info()
        made["servers"] = [{"url": settings.SITE_URL}]
        made["components"] = _components(made["components"])
        for methods in made["paths"].values():
            for operation in methods.values():
                _complete(operation, OPERATIONS[operation["operationId"]])
        return made


def _info() -> Schema:
    return {
        "title": "Måltal API",
        "version": api.version,
        "description": _(
            "The municipalities' employment goals: areas, indicators, figures with their history, targets, "
            "contracts, summary and coverage, as the pages of Måltal show them. Every answer says with "
            "known_on when what it tells was known; the same address with it gives the same again. What is "
            "hidden out of regard for discretion is null, and its name stands in hidden. What is missing is "
            "null, and never 0."
        ),
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }


def _components(made: Schema) -> Schema:
    schemas = {
        "Problem": PROBLEM_SCHEMA,
        "Links": LINKS,
        "Choice": CHOICE,
        "JsonStat": CUBE,
        "OwnGoal": OWN_GOAL,
    }
    for operation in OPERATIONS.values():
        for name, columns in operation.rows.items():
            schemas[name] = row_schema(columns)
    security = made["securitySchemes"]
    security["AccessKey"]["description"] = _("Made on /adgangsnoegler/: Authorization: Bearer maaltal_…")
    security["Session"]["description"] = _("As signed in on the pages.")
    return {"schemas": schemas, "securitySchemes": security}


def _complete(operation: Schema, told: Operation) -> None:
    operation["summary"], operation["description"] = str(told.summary), str(told.description)
    operation["parameters"].sort(key=_rank)
    for parameter in operation["parameters"]:
        _complete_parameter(parameter)
    operation["responses"] = {"200": _answer(told)} | {
        str(status): _problem(status, words) for status, words in problem_words().items()
    }
    operation["responses"]["304"] = {
        "description": _("What the caller has is still so (If-None-Match or If-Modified-Since).")
    }


def _rank(parameter: Schema) -> int:
    """How an answer is told comes after what is chosen."""
    name = parameter["name"]
    return LAST.index(name) if name in LAST else -1


def _complete_parameter(parameter: Schema) -> None:
    name, schema = parameter["name"], _without_null(parameter["schema"])
    parameter["schema"] = schema
    words = path_words() if parameter["in"] == "path" else parameter_words()
    parameter["description"] = words[name]
    if name in EXAMPLES:
        one = EXAMPLES[name]
        parameter["example"] = [one] if schema.get("type") == "array" else one


def _without_null(schema: Schema) -> Schema:
    """A parameter that is left out is no null."""
    found = {name: value for name, value in schema.items() if name not in {"anyOf", "title"}}
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    for kind in kinds:
        found |= kind
    return {name: value for name, value in found.items() if name != "default" or value is not None}


def _answer(told: Operation) -> Schema:
    written: dict[str, Schema] = {JSON: _json(told), CSV: {"type": "string"}, JSON_STAT: _ref("JsonStat")}
    content: dict[str, Schema] = {MEDIA_TYPES[kind]: {"schema": written[kind]} for kind in told.formats}
    return {"description": str(told.description), "content": content, "headers": _headers(told)}


def _json(told: Operation) -> Schema:
    common = {"choice": _ref("Choice"), "links": _ref("Links")}
    if told.parts:
        return _object(common | {name: _part(part) for name, part in told.parts.items()})
    row = next(iter(told.rows))
    rows = {"type": "array", "items": _ref(row)}
    return _object({"found": {"type": "integer", "minimum": 0}} | common | {"rows": rows})


def _part(part: str | Sequence[str]) -> Schema:
    return _ref(part) if isinstance(part, str) else {"type": "array", "items": _ref(part[0])}


def _headers(told: Operation) -> Schema:
    words = {
        "ETag": _("To be sent back with If-None-Match."),
        "Last-Modified": _("When the last change was recorded, or the day's beginning."),
        "Link": _("The pages before and after this one."),
    }
    found: Schema = {name: _header(said, "string") for name, said in words.items()}
    if not told.parts:
        found["X-Total-Count"] = _header(_("How many rows there are in all."), "integer")
    return found


def _header(words: str, kind: str) -> Schema:
    return {"description": words, "schema": {"type": kind}}


def _problem(status: int, words: str) -> Schema:
    content = {"schema": _ref("Problem"), "example": _example(status, words)}
    made: Schema = {"description": words, "content": {PROBLEM: content}}
    if status in {429, 503}:
        made["headers"] = {"Retry-After": _header(_("Seconds to wait."), "integer")}
    if status == 401:
        made["headers"] = {"WWW-Authenticate": _header(_("How to sign in."), "string")}
    return made


def _example(status: int, words: str) -> Schema:
    told = {"type": "about:blank", "title": titles()[status], "status": status, "detail": words}
    named = [{"name": "as_of", "detail": _("Write the month like this: 2014-04.")}]
    return told | {"instance": "urn:maaltal:7K2MZQ4N"} | ({"errors": named} if status == 422 else {})


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "required": list(properties), "properties": dict(properties)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
