from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory

from config.logs import JsonLine, current_request


def line_of(message: str, *arguments: object, **extra: Any) -> str:
    record = logging.getLogger("maaltal").makeRecord(
        "maaltal", logging.WARNING, __file__, 1, message, arguments, sys.exc_info(), extra=extra
    )
    return JsonLine().format(record)


@pytest.mark.parametrize(
    "hostile",
    ["a\nb", "a\r\nERROR forged", "\x1b[31mred\x1b[0m", "\x9b31m", "a\u2028b", "\x00", '"}\n{"level":'],
)
def test_whatever_is_written_stays_one_line_of_plain_signs(hostile: str) -> None:
    line = line_of("sign-in of %s", hostile, address=hostile)

    assert all(32 <= ord(sign) < 127 for sign in line)
    assert json.loads(line)["address"] == hostile


def test_a_line_tells_time_level_logger_and_message() -> None:
    line = json.loads(line_of("figures imported", rows=1764))

    assert (line["level"], line["logger"], line["message"], line["rows"]) == (
        "WARNING",
        "maaltal",
        "figures imported",
        1764,
    )
    assert line["time"].endswith("+00:00")


@pytest.mark.parametrize(
    "extra",
    [
        {"password": "hemmelig"},
        {"session_key": "hemmelig"},
        {"headers": {"Cookie": "hemmelig", "X-CSRFToken": "hemmelig"}},
        {"form": [{"new_password1": "hemmelig"}]},
        {"note": "token=hemmelig&x=1"},
        {"note": "{'password': 'hemmelig'}"},
        {"note": "Authorization: Bearer hemmelig"},
        {"note": "postgres://maaltal:hemmelig@db/maaltal"},
    ],
)
def test_secrets_are_hidden(extra: dict[str, Any]) -> None:
    assert "hemmelig" not in line_of("refused", **extra)


def test_the_link_of_a_password_reset_is_hidden() -> None:
    link = "/adgangskode/nulstil/Mg/cq1x2y-0123456789abcdef0123456789abcdef/"

    assert "0123456789abcdef" not in line_of("Not Found: %s", link)


def test_an_exception_is_part_of_its_line_without_its_secrets() -> None:
    try:
        raise ValueError("password=hemmelig\nsecond line")
    except ValueError:
        line = line_of("failed")

    assert "second line" in json.loads(line)["exception"]
    assert "hemmelig" not in line


def test_the_lines_of_a_request_carry_its_reference_and_its_person() -> None:
    request = RequestFactory().get("/landet/?token=x")
    request.reference, request._cached_user = "7KXQ2M4P", SimpleNamespace(pk=7)

    token = current_request.set(request)
    line = json.loads(line_of("slow"))
    current_request.reset(token)

    assert (line["reference"], line["user"], line["path"]) == ("7KXQ2M4P", 7, "/landet/")
