"""The product as deployed, with a town whose jobcentres have a month for each trial; and how it is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.goals.browsers import Browser

LINES = ("foertidspension", "langtidsledige")
PATIENCE = 60
"""Seconds within which everything must be answered, whatever was killed."""

FIRST_YEAR, LAST_YEAR = 2008, 2013
MONTHS = 12 * (LAST_YEAR - FIRST_YEAR + 1)


@dataclass(frozen=True)
class Town:
    sessions: dict[str, str]
    places: list[tuple[str, str, str]]
    """Of each kill: the jobcentre's slug, its municipality's code, the month."""


def make_town(jobcentres: int) -> Town:
    from django.test import Client

    from jobcentres.models import Assignment
    from tests.builders import (
        make_area,
        make_assignment,
        make_goal,
        make_indicator,
        make_jobcentre,
        make_sample_installation,
        make_user,
    )
    from tests.cast import make_places

    make_sample_installation(date(2014, 6, 3))
    region = make_places().hs
    people = {name: make_user(f"{name.capitalize()} Holm") for name in ("anna", "mads", "bo")}
    make_assignment(people["bo"], Assignment.Role.OFFICER, region)
    lags = {"publication_lag_days": 3, "deadline_lag_months": 1}
    indicators = [make_indicator(code, **lags) for code in LINES]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for number, indicator in enumerate(indicators, start=1):
            make_goal(indicator, year=year, number=number)
    places = []
    for number in range(jobcentres):
        area = make_area(f"09{number:02}", f"By{number}", parent=region)
        jobcentre = make_jobcentre(f"By{number}", region, area)
        make_assignment(people["anna"], Assignment.Role.CLERK, jobcentre)
        make_assignment(people["mads"], Assignment.Role.MANAGER, jobcentre)
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        months = [f"{year}-{month:02}" for year in years for month in range(1, 13)]
        places += [(jobcentre.slug, area.code, month) for month in months]
    sessions = {}
    for name, person in people.items():
        client = Client()
        client.force_login(person)
        sessions[name] = client.session.session_key
    return Town(sessions, places)


class Deployment:
    """gunicorn with the product, on the database of DATABASE_URL."""

    OPTIONS = ("-c", "deploy/gunicorn.conf.py", "--no-control-socket")  # which all of a machine's would share

    def __init__(self, folder: Path) -> None:
        from tests.screens import free_port

        self.folder, self.port = folder, free_port()
        self.master: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        from django.conf import settings

        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.deployed",
            "DEBUG": "0",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "maaltal.example.dk",
            "SEAL_FILE": str(self.folder / "seals.log"),
            "EMAIL_URL": "memorymail://",
            "BIND": f"127.0.0.1:{self.port}",
            "WORKERS": "2",
        }
        with (self.folder / "log").open("ab") as log:
            self.master = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *self.OPTIONS, "config.wsgi"],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while Browser(self.port, "").get("/sundhed/").status != 200:
            assert time.monotonic() < until, f"it does not start: {self.log()}"
            time.sleep(0.05)

    def log(self) -> str:
        """What it said last, and above all why it answered 500."""
        lines = (self.folder / "log").read_text(errors="replace").splitlines()
        faults = [line[-2500:] for line in lines if '"status_code": 500' in line]
        return "\n".join(faults[-3:] or lines[-20:])

    def close(self) -> None:
        if self.master:
            os.killpg(self.master.pid, signal.SIGKILL)
            self.master.wait()

    def kill(self, drawn: random.Random) -> str:
        ways: list[Callable[[random.Random], str]] = [self._kill_worker, self._kill_worker, self._kill_all]
        if "postgres" in os.environ["DATABASE_URL"]:
            ways += [self._kill_backend, self._kill_backend, self._end_backends]
        return drawn.choice(ways)(drawn)

    def _kill_worker(self, drawn: random.Random) -> str:
        assert self.master
        task = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children")
        workers = [int(pid) for pid in task.read_text().split()]
        if workers:
            os.kill(drawn.choice(workers), signal.SIGKILL)
        return "web processes killed"

    def _kill_all(self, _drawn: random.Random) -> str:
        self.close()
        self.start()
        return "masters killed and started again"

    def _kill_backend(self, drawn: random.Random) -> str:
        """The server then starts anew, and throws everybody out."""
        pids = self._backends("SELECT pid")
        if pids:
            os.kill(drawn.choice(pids), signal.SIGKILL)
        return "database backends killed" if pids else "found no backend to kill"

    def _end_backends(self, _drawn: random.Random) -> str:
        self._backends("SELECT pg_terminate_backend(pid)::int")
        return "times all backends ended"

    @staticmethod
    def _backends(what: str) -> list[int]:
        """Of the product's own connections to the database."""
        import psycopg2
        from django.db import connection

        statement = (
            f"{what} FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        mine = psycopg2.connect(**connection.get_connection_params())
        with closing(mine), mine.cursor() as cursor:
            cursor.execute(statement)
            return [row[0] for row in cursor.fetchall()]
