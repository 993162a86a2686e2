"""What the page of extracts keeps for its reader: choices under a name, and the files fetched lately, from
this page, from that of an area or of a contract."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Cast

from goals.numbers import format_count
from jobcentres.access_log import ON_ITS_WAY, how_it_ended
from jobcentres.clock import COPENHAGEN
from jobcentres.models import AccessLogEntry, User
from reporting import wording
from reporting.contract_files import CONTRACT, FOLLOW_UP, ContractFile
from reporting.exports.asked import Asked, asked_of
from reporting.exports.files import FORMATS
from reporting.exports.shapes import SHAPES
from reporting.fetch import KINDS
from reporting.models import SavedExtract
from reporting.moments import typed_moment
from reporting.places import NotThere, Places

WHAT = "udtraek/"
"""Before the kind of file, in the log."""
MOST = 10


class Recent(NamedTuple):
    """`name` of the file, when it was `fetched`, and the moment whose figures it shows, as typed. There is no
    `digest` before the end."""

    pk: int
    name: str
    known: str
    fetched: str
    rows: str
    digest: str
    is_on_its_way: bool


class Kept(NamedTuple):
    """The saved extracts by name, the files with the newest first."""

    saved: list[SavedExtract]
    recent: list[Recent]


def kept_for(person: User, places: Places) -> Kept:
    """In one query. `places`: for the names of areas."""
    saved = SavedExtract.objects.filter(owner=person)
    files = AccessLogEntry.objects.filter(pk__in=_files_of(person)[:MOST].values("pk"))
    rows = list(
        _rows(saved, "saved", text=_text("name"), word=_text("key")).union(
            _rows(
                files,
                "file",
                moment=F("at"),
                text=_text("digest"),
                word=_text("what"),
                number=F("rows"),
                ended=Cast(how_it_ended(), models.TextField()),
            ),
            all=True,
        )
    )
    return Kept(
        saved=sorted(
            (
                SavedExtract(pk=pk, owner=person, name=name, key=key, query=query)
                for kind, pk, query, _moment, name, key, *_of_files in rows
                if kind == "saved"
            ),
            key=lambda one: one.name.casefold(),
        ),
        recent=[
            Recent(pk, *told, _when(moment), _count(number), digest, ended == ON_ITS_WAY)
            for kind, pk, query, moment, digest, what, number, ended in sorted(rows, key=lambda row: -row[1])
            if kind == "file" and (told := _told(what, query, places))
        ],
    )


def asked_in(query: str) -> Asked | None:
    """What the file of this query held; None for one that is no longer made."""
    try:
        asked = asked_of(query)
    except ValueError:
        return None
    shape = SHAPES.get(asked.extract.shape)
    return asked if shape and asked.kind in shape.formats else None


def file_name(asked: Asked) -> str:
    """`Maaltal 2014-04 regioner kendt 2014-06-03.xlsx`"""
    return f"{asked.extract.file_name}.{FORMATS[asked.kind].suffix}"


def _files_of(person: User) -> QuerySet[AccessLogEntry]:
    made = Q()
    for beginning in (WHAT, CONTRACT, FOLLOW_UP, *(f"{kind}/" for kind in KINDS)):
        made |= Q(what__startswith=beginning)
    return AccessLogEntry.objects.filter(made, user=person, kind=AccessLogEntry.Kind.EXPORT)


_EMPTY: dict[str, Any] = {
    "moment": Cast(Value(None), models.DateTimeField()),
    "number": Cast(Value(None), models.IntegerField()),
    "ended": Cast(Value(None), models.TextField()),
}


def _text(name: str) -> Cast:
    return Cast(name, models.TextField())


def _rows(rows: QuerySet[Any], kind: str, **content: Any) -> Any:
    """Kind, key, query, moment, text, word, number, how it ended: one shape for both."""
    said = _EMPTY | content
    columns = {f"row_{name}": said[name] for name in ("moment", "text", "word", "number", "ended")}
    kinds = {"row_kind": Cast(Value(kind), models.TextField()), "row_query": _text("query")}
    return rows.order_by().annotate(**kinds, **columns).values_list("row_kind", "pk", "row_query", *columns)


def _told(what: str, query: str, places: Places) -> tuple[str, str] | None:
    """The name of a file and the moment whose figures it shows; None for one that is no longer made."""
    if what.startswith(WHAT):
        asked = asked_in(query)
        return (file_name(asked), _typed(asked.extract.choice.known_on)) if asked else None
    kind, _slash, code = what.partition("/")
    said, contract = parse_qs(query), ContractFile.in_log(what, query)
    try:
        known = _typed(datetime.fromisoformat(said["kendt"][0]).replace(tzinfo=COPENHAGEN))
        if contract:
            return contract.name(places), known
        return f"{KINDS[kind].label}, {places.of_code(code).full_name} {said['maaned'][0]}", known
    except (KeyError, ValueError, NotThere):
        return None


def _count(number: int | None) -> str:
    return "" if number is None else format_count(Decimal(number))


def _typed(known: datetime | None) -> str:
    return typed_moment(known) if known else ""


def _when(moment: datetime) -> str:
    at = moment.astimezone(COPENHAGEN)
    return f"{wording.numeric_day(at)} {wording.clock_time(at)}"
