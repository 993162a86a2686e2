"""The web process and the database's own are killed while people work; `make stress` does it 200 times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import postgres

SECONDS = 400
pytestmark = pytest.mark.database  # in processes of its own, which pytest-django does not see


def test_nothing_acknowledged_is_lost_whatever_is_killed(tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        with postgres.running(
            durable=True
        ) as url:  # of its own: when one of its processes dies, all start anew
            told = killed(url)
    else:
        told = killed(f"sqlite:///{tmp_path}/killed.sqlite3")

    assert "5 kills" in told
    assert "numbers saved" in told


def killed(url: str) -> str:
    command = [sys.executable, "-m", "tests.goals.kills", "--number", "5"]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, f"{done.stdout} {done.stderr}"
    return done.stdout
