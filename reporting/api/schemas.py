"""The answers' parts as JSON schemas: rows from the columns of the files, each defined once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reporting.exports.kinds import Column, Kind

Schema = dict[str, Any]

_MONTH = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2014-04"]}
_MOMENT = {"type": "string", "format": "date-time", "examples": ["2014-06-03T08:00:00+02:00"]}
_KINDS: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.AMOUNT: {"type": "number"},
    Kind.COUNT: {"type": "number"},
    Kind.PATH: {"type": "number"},
    Kind.RATE: {"type": "number"},
    Kind.MONTH: _MONTH,
    Kind.MOMENT: _MOMENT,
    Kind.DAY: {"type": "string", "format": "date", "examples": ["2014-06-04"]},
    Kind.FLAG: {"type": "boolean"},
}


def row_schema(columns: Mapping[str, Column[Any]]) -> Schema:
    properties = {name: _cell(column) for name, column in columns.items()}
    hidden = {"type": "array", "items": {"type": "string", "enum": list(columns)}}
    return {
        "type": "object",
        "required": [*columns, "hidden"],
        "properties": properties | {"hidden": hidden},
        "additionalProperties": False,
    }


def _cell(column: Column[Any]) -> Schema:
    kind = dict(_KINDS[column.kind])
    kind["type"] = [kind["type"], "null"]
    said = f"{column.definition} ({column.unit})" if column.unit else str(column.definition)
    return kind | {"title": str(column.heading), "description": said}


_TEXT: Schema = {"type": "string"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
CHOICE: Schema = {
    "type": "object",
    "properties": {
        "year": {"type": "integer", "examples": [2014]},
        "as_of": _MONTH,
        "since": _MONTH,
        "known_on": _MOMENT,
        "basis": {"type": "string", "enum": ["approved", "preliminary"]},
    },
}
LINKS: Schema = {
    "type": "object",
    "required": ["self"],
    "properties": dict.fromkeys(("self", "first", "prev", "next", "last"), _ADDRESS),
}
CUBE: Schema = {
    "type": "object",
    "required": ["version", "class", "id", "size", "dimension", "value"],
    "properties": {
        "version": {"const": "2.0"},
        "class": {"const": "dataset"},
        "id": {"type": "array", "items": _TEXT},
        "size": {"type": "array", "items": {"type": "integer"}},
        "dimension": {"type": "object"},
        "value": {"type": "array", "items": {"type": ["number", "null"]}},
        "status": {"type": "object"},
    },
}
PROBLEM_SCHEMA: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": _TEXT,
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": _TEXT, "detail": _TEXT}},
        },
    },
}
OWN_GOAL: Schema = {
    "type": "object",
    "required": ["number", "version", "title", "text", "value", "unit", "is_dropped"],
    "properties": {
        "number": {"type": "integer"},
        "version": {"type": "integer"},
        "title": _TEXT,
        "text": _TEXT,
        "value": {"type": ["number", "null"]},
        "unit": {"type": ["string", "null"]},
        "is_dropped": {"type": "boolean"},
    },
}
