"""The sample as an SQLite file: loaded once in a run, and copied for each server that needs its own."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

SHARED_FOLDER = "SAMPLE_FOLDER"
"""The variable with which a run tells its workers where they share the file."""
MANAGE = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py")]
COMMANDS = (["migrate", "-v0"], ["load_reference"], ["load_sample"])


def copy_to(database: Path) -> None:
    """A database with the sample at `database`, where no file is yet. Raises CalledProcessError."""
    _copy(_loaded(), database)


def _loaded() -> Path:
    """By the first who needs it, while the others wait."""
    folder = _folder()
    made = folder / "sample.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with tempfile.TemporaryDirectory(dir=folder) as loading:
                fresh, whole = Path(loading, "fresh.sqlite3"), Path(loading, "whole.sqlite3")
                _load(fresh)
                _copy(fresh, whole)
                whole.rename(made)
    return made


def _load(database: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}", "DEBUG": "1"}
    for command in COMMANDS:
        subprocess.run([*MANAGE, *command], env=environment, check=True, stdout=subprocess.DEVNULL)


def _copy(database: Path, copy: Path) -> None:
    """With what may still stand in its write-ahead log."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


@cache
def _folder() -> Path:
    """The run's, else one of this process that is gone with it."""
    if shared := os.environ.get(SHARED_FOLDER):
        return Path(shared)
    own = tempfile.mkdtemp(prefix="maaltal-sample-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return Path(own)
