"""The examples of docs/api.md, as far as they can be run here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goals.models import Indicator
from tests.cast import make_cast, make_places
from tests.reporting.api_calls import called, secret_of
from tests.reporting.known_world import make_history

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", TEXT, re.M | re.S)
    assert found
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_the_pandas_example_reads_a_table_from_a_server(live_server: Any) -> None:
    world = make_history(make_cast(make_places()))
    environment = os.environ | {
        "MAALTAL_SITE": live_server.url,
        "MAALTAL_KEY": secret_of(world.cast.mette),
        "no_proxy": "*",
    }
    code = block("python").replace("limit=500", "limit=7")  # so that it turns pages

    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr
    assert "Sorø" in told.stdout
    assert re.search(r"2014-04 .*\b41", told.stdout)
    assert re.search(r"known on \d{4}-\d{2}-\d{2}T", told.stdout)


@pytest.mark.django_db
def test_what_the_power_query_asks_for_is_answered_with_the_columns_that_it_names() -> None:
    world = make_history(make_cast(make_places()))
    query, secret = block("powerquery"), secret_of(world.cast.anna, "public")
    path = re.search(r'RelativePath = "api/v1/(\w+)"', query)
    fixed = dict(re.findall(r'(\w+) = "(\w+)"', query[query.index("Query = [") : query.index("offset =")]))
    named = set(re.findall(r'\{"(\w+)", type', query))

    assert path
    address = f"{path[1]}?" + "&".join(f"{name}={value}" for name, value in (fixed | {"limit": "5"}).items())
    first = called(f"{address}&offset=0", secret).json()
    second = called(f"{address}&offset=5&known_on={first['choice']['known_on']}", secret).json()
    assert first["found"] == second["found"] > 5
    assert second["rows"]
    assert named <= set(first["rows"][0])
    assert Indicator.objects.filter(code=first["rows"][0]["indicator"]).exists()


def test_the_query_is_whole() -> None:
    query = block("powerquery")

    for opening, closing in ("()", "[]", "{}"):
        assert query.count(opening) == query.count(closing)
    assert query.index("let") < query.index("\nin\n")
