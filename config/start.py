"""`make run`: bring the database up to date, fill an empty one, and serve."""

from __future__ import annotations

import os
import socket
import sys

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings

    if not settings.DEBUG:
        sys.exit("make run is for a development machine: write DEBUG=1, or serve with gunicorn.")
    port = os.environ.get("PORT") or "8000"
    _see_that_it_is_free(port)
    call_command("migrate", verbosity=0)
    call_command("load_reference")
    if os.environ.get("SAMPLE", "1") != "0":
        _load_sample()
    _see_to_an_administrator()
    print(f"Måltal: http://localhost:{port}/  (stop: Ctrl+C)", flush=True)
    os.execv(sys.executable, [sys.executable, "manage.py", "runserver", port])


def _see_that_it_is_free(port: str) -> None:
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT is {port!r}, which is no port. Write for instance: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as fault:
            sys.exit(f"Port {port} cannot be used ({fault.strerror}). Write for instance: make run PORT=8001")


def _load_sample() -> None:
    """Into an empty installation, or again where the sample is; never beside real data."""
    from jobcentres.models import Installation, User

    if Installation.read().is_sample or not User.objects.exists():
        call_command("load_sample")


def _see_to_an_administrator() -> None:
    from jobcentres.models import User

    if User.objects.exists():
        return
    if sys.stdin.isatty():
        call_command("create_administrator")
    else:
        print("Ingen kan logge ind endnu. Kør: .venv/bin/python manage.py create_administrator")


if __name__ == "__main__":
    main()
