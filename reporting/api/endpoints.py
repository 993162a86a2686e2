"""The addresses of the API: what each is asked, and what makes its answer.

This module loads ninja and pydantic. Nothing but the door (`reporting.views.api`) imports it, when called.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import BaseThrottle

from jobcentres.rates import count_call
from reporting.api import asked as ask
from reporting.api.answers import answered
from reporting.api.caller import Caller, bearer, signed_in
from reporting.api.contracts import contract, contracts
from reporting.api.faults import answer_fault
from reporting.api.formats import CSV, JSON, JSON_STAT
from reporting.api.one_figure import figure
from reporting.api.reference import areas, indicators
from reporting.api.results import coverage, figures, revisions, summary
from reporting.api.targets import targets

TEXTS, CUBES = (JSON, CSV), (JSON, CSV, JSON_STAT)


class AccessKey(HttpBearer):
    """An access key in the header. One that opens nothing is refused, also of somebody signed in."""

    def __call__(self, request: HttpRequest) -> Caller | None:
        return bearer(request)

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        return bearer(request)


class Session(APIKeyCookie):
    """Somebody who has signed in on the pages. Nothing is written, so no form's token is asked for."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        return signed_in(request)


class PerMinute(BaseThrottle):
    """The wait is told with the request: the object is shared by all of them."""

    def allow_request(self, request: HttpRequest) -> bool:
        caller: Caller = request.auth  # type: ignore[attr-defined]
        request.wait = count_call(caller.name)  # type: ignore[attr-defined]
        return not request.wait  # type: ignore[attr-defined]


api = NinjaAPI(
    title="Måltal",
    version="1.0.0",
    urls_namespace="api_v1",
    openapi_url=None,
    docs_url=None,
    auth=[AccessKey(), Session()],
    throttle=[PerMinute()],
)
for kind in (ValidationError, AuthenticationError, Throttled, HttpError, Exception):
    api.add_exception_handler(kind, answer_fault)


@api.get("areas", operation_id="areas")
def read_areas(request: HttpRequest, asked: Query[ask.AreasAsked]) -> HttpResponse:
    return answered(request, "areas", asked, areas, TEXTS)


@api.get("indicators", operation_id="indicators")
def read_indicators(request: HttpRequest, asked: Query[ask.IndicatorsAsked]) -> HttpResponse:
    return answered(request, "indicators", asked, indicators, TEXTS)


@api.get("summary", operation_id="summary")
def read_summary(request: HttpRequest, asked: Query[ask.SummaryAsked]) -> HttpResponse:
    return answered(request, "summary", asked, summary, CUBES)


@api.get("figures", operation_id="figures")
def read_figures(request: HttpRequest, asked: Query[ask.FiguresAsked]) -> HttpResponse:
    return answered(request, "figures", asked, figures, CUBES)


@api.get("figures/{indicator}/{area}/{month}", operation_id="figure")
def read_figure(
    request: HttpRequest,
    indicator: Path[ask.IndicatorCode],
    area: Path[ask.AreaCode],
    month: Path[ask.AMonth],
    asked: Query[ask.OneFigureAsked],
) -> HttpResponse:
    def make(call: Any) -> Any:
        return figure(call, indicator, area, month)

    return answered(request, "figure", asked, make, (JSON,))


@api.get("revisions", operation_id="revisions")
def read_revisions(request: HttpRequest, asked: Query[ask.RevisionsAsked]) -> HttpResponse:
    return answered(request, "revisions", asked, revisions, TEXTS)


@api.get("coverage", operation_id="coverage")
def read_coverage(request: HttpRequest, asked: Query[ask.CoverageAsked]) -> HttpResponse:
    return answered(request, "coverage", asked, coverage, TEXTS)


@api.get("targets", operation_id="targets")
def read_targets(request: HttpRequest, asked: Query[ask.TargetsAsked]) -> HttpResponse:
    return answered(request, "targets", asked, targets, TEXTS)


@api.get("contracts", operation_id="contracts")
def read_contracts(request: HttpRequest, asked: Query[ask.ContractsAsked]) -> HttpResponse:
    return answered(request, "contracts", asked, contracts, TEXTS)


@api.get("contracts/{year}/{region}", operation_id="contract")
def read_contract(
    request: HttpRequest,
    year: Path[ask.Year],
    region: Path[ask.AreaCode],
    asked: Query[ask.OneContractAsked],
) -> HttpResponse:
    def make(call: Any) -> Any:
        return contract(call, year, region)

    return answered(request, "contract", asked, make, (JSON,))
