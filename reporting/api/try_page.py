"""The page `/api/`: a form for each address, made from the OpenAPI document, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from reporting.api.document import document

CALLED = "kald"
"""Which form was sent; the rest of the address are its fields."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    description: str
    options: Sequence[str]
    example: str
    is_required: bool
    is_number: bool
    is_list: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`path` as the document writes it: `/api/v1/contracts/{year}/{region}`."""

    name: str
    path: str
    summary: str
    description: str
    fields: Sequence[Field]
    columns: Sequence[tuple[str, str]]


def endpoints(language: str) -> list[Endpoint]:
    made = document(language)
    return [
        _endpoint(path, operation["get"], made["components"]["schemas"])
        for path, operation in made["paths"].items()
    ]


def address_of(sent: QueryDict, known: Sequence[Endpoint]) -> str | None:
    """Where a form that was sent leads; None for one that is none. Fields left empty are left out."""
    endpoint = next((one for one in known if one.name == sent.get(CALLED)), None)
    if endpoint is None:
        return None
    path, query = endpoint.path, []
    for field in endpoint.fields:
        written = [text.strip() for text in sent.getlist(field.name) if text.strip()]
        values = " ".join(written).split() if field.is_list else written[:1]
        slot = "{" + field.name + "}"
        if slot in path:
            path = path.replace(slot, quote(next(filter(_leads_down, values), field.example), safe=""))
        else:
            query += [(field.name, value) for value in values]
    return f"{path}?{urlencode(query, safe=':')}" if query else path


def _leads_down(value: str) -> bool:
    """`..` would lead up."""
    return bool(value.strip("."))


def _endpoint(path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Endpoint:
    return Endpoint(
        name=operation["operationId"],
        path=path,
        summary=operation["summary"],
        description=operation["description"],
        fields=[_field(parameter) for parameter in operation["parameters"]],
        columns=list(_columns(operation, schemas)),
    )


def _field(parameter: Mapping[str, Any]) -> Field:
    schema = parameter["schema"]
    options = [str(option) for option in schema.get("enum", [schema["const"]] if "const" in schema else [])]
    return Field(
        name=parameter["name"],
        description=parameter["description"],
        options=options,
        example=str(parameter.get("example", "")) if parameter["required"] else "",
        is_required=parameter["required"],
        is_number=schema.get("type") == "integer",
        is_list=schema.get("type") == "array",
    )


def _columns(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and meaning of what a row holds."""
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
    rows = answer.get("rows", {}).get("items")
    if rows is None:
        return
    for name, cell in schemas[rows["$ref"].rpartition("/")[2]]["properties"].items():
        yield name, cell.get("description") or _("The names of what is hidden in this row.")
