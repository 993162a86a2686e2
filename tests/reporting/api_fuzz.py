"""Calls of the API that schemathesis makes up from the API's own description, by three roles."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import hypothesis
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from jobcentres import rates
from jobcentres.models import User
from reporting.api.document import document
from tests.reporting.api_calls import secret_of

AREAS = ["DK", "HS", "NJ", "0340", "0851", "0999"]
REAL: dict[str, list[Any]] = {
    "year": [2013, 2014, 1999],
    "as_of": ["2013-12", "2014-03", "2014-05"],
    "since": ["2012-01", "2014-01"],
    "month": ["2013-12", "2014-04"],
    "known_on": ["2014-05-20T08:00:00Z", "2014-06-10T08:00:00+02:00", "2014-06-05T00:00:00Z"],
    "within": ["HS", "DK", "9999"],
    "region": ["HS", "MJ", "XX"],
    "limit": [1, 3, 500],
    "offset": [0, 2, 1000],
}
LISTS: dict[str, list[str]] = {"area": AREAS, "indicator": ["foertidspension", "samarbejdsgrad", "nothing"]}
KINDS = (
    (True, GenerationMode.POSITIVE),
    (True, GenerationMode.POSITIVE),
    (False, GenerationMode.POSITIVE),
    (False, GenerationMode.NEGATIVE),
)
"""Half of the calls are about things that there are; what is wrong is judged by the description as it is."""


def agree(drawn: random.Random, number: int, *, insider: User, official: User) -> str:
    """`number` calls, as many of each role. Raises `AssertionError` for one that is answered otherwise than
    the description says."""
    keys = [secret_of(insider, "public"), secret_of(insider), secret_of(official)]
    answers: dict[int, int] = {}
    with _in_process():
        for turn, (known, mode) in enumerate(KINDS):
            share = number // len(KINDS) + (turn < number % len(KINDS))
            for status, count in _calls(drawn, share, _schema(known=known), mode, keys).items():
                answers[status] = answers.get(status, 0) + count
    told = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))
    return f"{sum(answers.values())} calls of {len(keys)} roles ({told})"


def _calls(
    drawn: random.Random, number: int, schema: Any, mode: GenerationMode, keys: list[str]
) -> dict[int, int]:
    answers: dict[int, int] = {}
    made = iter(range(10**9))

    @hypothesis.seed(drawn.randrange(10**9))
    @hypothesis.settings(
        max_examples=max(number, 1),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    @hypothesis.given(case=schema.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        key = keys[next(made) % len(keys)]
        headers = {"Authorization": f"Bearer {key}"}
        response = case.call(headers=headers)
        is_too_much = response.status_code == 422 and "errors" not in response.json()
        case.validate_response(
            response, headers=headers, excluded_checks=[positive_data_acceptance] if is_too_much else None
        )
        answers[response.status_code] = answers.get(response.status_code, 0) + 1

    try:
        call()
    except (Exception, BaseExceptionGroup) as fault:
        raise AssertionError(f"{fault} {getattr(fault, 'exceptions', '')}") from fault
    return answers


def _schema(*, known: bool) -> Any:
    """The description; with `known`, its parameters are of things that there are, so that calls go deep."""
    described = copy.deepcopy(document("da"))
    if known:
        for methods in described["paths"].values():
            for parameter in methods["get"]["parameters"]:
                _narrow(parameter)
    made = schemathesis.openapi.from_dict(described)
    made.app = WSGIHandler()
    return made


def _narrow(parameter: dict[str, Any]) -> None:
    name, schema = parameter["name"], parameter["schema"]
    if name in LISTS and schema.get("type") == "array":
        schema["items"] = {"type": "string", "enum": LISTS[name]}
        schema["maxItems"] = 2
    elif name in LISTS:
        parameter["schema"] = {"type": "string", "enum": LISTS[name]}
    elif name in REAL:
        kind = "integer" if isinstance(REAL[name][0], int) else "string"
        parameter["schema"] = {"type": kind, "enum": REAL[name]}


@contextmanager
def _in_process() -> Iterator[None]:
    """In the caller's transaction, and with more calls in a minute than somebody may make."""
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        with patch.object(rates, "CALLS_PER_MINUTE", 10**9):
            yield
    finally:
        request_started.connect(reset_queries)
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
