"""A table as an answer: a page of it with links, in the format asked for, written down where it matters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _

from jobcentres.access_log import record_access
from jobcentres.models import AccessLogEntry
from reporting.api.asked import names_of
from reporting.api.caller import Caller
from reporting.api.formats import CONTENT_TYPES, CSV, JSON, JSON_STAT, format_for
from reporting.api.moments import present, written
from reporting.api.problems import Fault, Problem
from reporting.api.tables import Call, Chosen, Single, Table
from reporting.api.unchanged import Mark, mark_of, unchanged
from reporting.exports.files import csv_lines, json_cells
from reporting.exports.kinds import Column

MOST_FAULTS = 10
"""Told of an address; it may have hundreds."""

Query = list[tuple[str, str]]
Make = Callable[[Call], Table | Single]


def answered(request: HttpRequest, name: str, asked: Any, make: Make, formats: Sequence[str]) -> HttpResponse:
    """What `make` finds; 304 where the caller has it. `name` is what the log of readings calls it."""
    refuse_unknown(request, asked)
    caller: Caller = request.auth  # type: ignore[attr-defined]
    chosen_format = format_for(request, formats, asked.format)
    mark = mark_of(request, caller, chosen_format)
    response = unchanged(request, mark)
    if response is None:
        call = Call(request, caller, asked, present())
        found = make(call)
        response = _whole(call, found, chosen_format)
        _write_down(call, name, found, response)
    _describe(response, mark)
    return response


def refuse_unknown(request: HttpRequest, asked: Any) -> None:
    """A name that is none, or a second value where one counts, is no choice that somebody meant."""
    fields = names_of(type(asked))
    known = ", ".join(fields)
    faults = []
    for name, values in request.GET.lists():
        if name not in fields:
            faults.append(
                Fault(name[:40], _("There is no such parameter. There are: %(known)s.") % {"known": known})
            )
        elif len(values) > 1 and not isinstance(getattr(asked, name), list):
            faults.append(Fault(name, _("Give it once.")))
    if faults:
        said = _("A parameter is not known, or given twice.")
        raise Problem(422, said, faults=faults[:MOST_FAULTS])


def query_of(asked: Any, chosen: Chosen, **other: object) -> Query:
    """The address query that asks for the same again: every parameter in its order, defaults filled in."""
    found: Query = []
    for name in names_of(type(asked)):
        value = other.get(name, chosen.get(name, getattr(asked, name)))
        values = value if isinstance(value, list) else [value]
        found += [(name, str(one)) for one in values if one is not None]
    return found


def json_row(columns: Mapping[str, Column[Any]], row: Any) -> dict[str, Any]:
    """The cells as in a JSON file, and the names of those that are not for the reader."""
    cells: dict[str, Any] = dict(json_cells(columns, row))
    return cells | {"hidden": sorted(row.hidden & cells.keys())}


def _whole(call: Call, found: Table | Single, chosen_format: str) -> HttpResponse:
    links = _links(call, found, is_paged=chosen_format != JSON_STAT)
    response = HttpResponse(
        b"".join(_parts(found, links, chosen_format)), content_type=CONTENT_TYPES[chosen_format]
    )
    response["Link"] = ", ".join(f'<{address}>; rel="{kind}"' for kind, address in links.items())
    if isinstance(found, Table):
        response["X-Total-Count"] = str(found.found)
    return response


def _parts(found: Table | Single, links: Mapping[str, str], chosen_format: str) -> Iterator[bytes]:
    if isinstance(found, Single):
        content = {"choice": found.chosen, "links": links, **found.content}
        yield json.dumps(content, ensure_ascii=False).encode()
    elif chosen_format == CSV:
        yield from (line.encode() for line in csv_lines(found.columns, found.rows))
    elif chosen_format == JSON_STAT and found.cube is not None:
        yield json.dumps(found.cube(), ensure_ascii=False).encode()
    else:
        yield from _page(found, links)


def _page(found: Table, links: Mapping[str, str]) -> Iterator[bytes]:
    head = {"found": found.found, "choice": found.chosen, "links": links}
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": ['
    opening = "\n"
    for row in found.rows:
        yield f"{opening}{json.dumps(json_row(found.columns, row), ensure_ascii=False)}".encode()
        opening = ",\n"
    yield b"\n]}\n"


def _links(call: Call, found: Table | Single, *, is_paged: bool) -> dict[str, str]:
    def address(**other: object) -> str:
        query = urlencode(query_of(call.asked, found.chosen, **other), safe=":")
        return f"{call.request.build_absolute_uri(call.request.path)}?{query}"

    if isinstance(found, Single) or not is_paged:
        return {"self": address()}
    limit, offset, last = call.asked.limit, call.asked.offset, max(found.found - 1, 0)
    links = {"self": address(), "first": address(offset=0), "last": address(offset=last - last % limit)}
    if offset + limit < found.found:
        links["next"] = address(offset=offset + limit)
    if offset > 0:
        links["prev"] = address(offset=max(min(offset, found.found) - limit, 0))
    return links


def _write_down(call: Call, name: str, found: Table | Single, response: HttpResponse) -> None:
    """What a caller reads who may see more than everybody. Lists of areas and indicators, which are known at
    no moment, hold no figures."""
    if not call.caller.sees_more or found.known_on is None:
        return
    first, after = call.window if isinstance(found, Table) else (0, found.rows)
    record_access(
        by=call.caller.user,
        token=call.caller.token,
        kind=AccessLogEntry.Kind.API,
        what=f"api/{name}",
        query=urlencode(query_of(call.asked, found.chosen), safe=":"),
        known_on=found.known_on,
        rows=max(min(after, found.found) - first, 0) if isinstance(found, Table) else found.rows,
        size=len(response.content),
        is_complete=True,
    )


def _describe(response: HttpResponse, mark: Mark) -> None:
    response["ETag"] = mark.etag
    if mark.modified is not None:
        response["Last-Modified"] = http_date(mark.modified)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization", "Cookie"])


__all__ = ["CSV", "JSON", "JSON_STAT", "answered", "json_row", "query_of", "written"]
