"""Settings read from the environment. A missing or bad value stops the start and says what to write."""

from __future__ import annotations

import re
import secrets
import warnings
from datetime import date
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
MAIL_SECONDS = 20
"""How long a mail server may take to answer."""
_LEAP_YEAR = 2000

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-32000;"
    "PRAGMA mmap_size=268435456;"
)
POSTGRESQL_LIMITS = "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=30s"

env = environ.Env()


class Refused(ImproperlyConfigured):
    """A setting without which, or with which, the product does not start."""


def refuse(name: str, fault: str, write: str) -> NoReturn:
    raise Refused(f"{name} {fault}. Write {write}") from None


def switch(name: str, default: bool) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    text = env.str(name, default="").strip().lower()
    if not text:
        return default
    if text not in words:
        refuse(name, f"is {text!r}, neither on nor off", f"{name}=1 or {name}=0.")
    return words[text]


def words(name: str) -> list[str]:
    return [word.strip() for word in env.str(name, default="").split(",") if word.strip()]


def whole(name: str, default: int, *, least: int, most: int, of: str) -> int:
    """A whole number between `least` and `most`; `of` says what is counted, for who has to write it."""
    text = env.str(name, default="").strip() or str(default)
    if not (re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most):
        refuse(
            name,
            f"is {text!r}, which is no whole number between {least} and {most}",
            f"{name}=<{of}>, for instance {name}={default}.",
        )
    return int(text)


def days_of_year(name: str, default: str) -> frozenset[tuple[int, int]]:
    """(month, day) of each day that recurs every year; `none` stands for no day."""
    text = env.str(name, default="").strip() or default
    return frozenset(
        _day_of_year(name, default, word) for word in re.split(r"[,\s]+", text) if word != "none"
    )


def _day_of_year(name: str, default: str, word: str) -> tuple[int, int]:
    written = re.fullmatch(r"([0-9]{2})-([0-9]{2})", word)
    try:
        day = date(_LEAP_YEAR, *map(int, written.groups())) if written else None
    except ValueError:
        day = None
    if day is None:
        refuse(
            name,
            f"has {word!r}, which is no day of the year",
            f'{name}="<month-day, separated by spaces>", for instance {name}="{default}", or {name}=none.',
        )
    return day.month, day.day


def secret_key(*, debug: bool, folder: Path) -> str:
    key = env.str("SECRET_KEY", default="")
    if not key and debug:
        return _own_key(folder / "secret_key")
    advice = (
        f"SECRET_KEY=<at least {SHORTEST_KEY} random characters>, for instance from\n"
        "  python3 -c 'import secrets; print(secrets.token_urlsafe(50))'\n"
        "and keep it to yourself. On your own machine DEBUG=1 does without."
    )
    if not key:
        refuse("SECRET_KEY", "is missing", advice)
    if not debug and is_weak(key):
        refuse("SECRET_KEY", "is too weak", advice)
    return key


def is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.startswith("django-insecure-")


def _own_key(file: Path) -> str:
    """The development machine's key: made once, kept outside the repository."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def allowed_hosts(*, debug: bool) -> list[str]:
    hosts = words("ALLOWED_HOSTS")
    if not hosts and debug:
        return ["localhost", "127.0.0.1", "[::1]"]
    advice = "ALLOWED_HOSTS=<the site's host names, separated by commas>, for instance maaltal.example.dk"
    if not hosts:
        refuse("ALLOWED_HOSTS", "is missing", advice)
    for host in hosts:
        if host == "*" and not debug:
            refuse("ALLOWED_HOSTS", "lets every host name in", advice)
        if not re.fullmatch(r"\*|\.?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]", host):
            refuse("ALLOWED_HOSTS", f"has {host!r}, which is no host name", advice)
    return hosts


def trusted_origins() -> list[str]:
    origins = words("CSRF_TRUSTED_ORIGINS")
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            refuse(
                "CSRF_TRUSTED_ORIGINS",
                f"has {origin!r}, which is no origin",
                "CSRF_TRUSTED_ORIGINS=<scheme and host, separated by commas>, for instance https://maaltal.example.dk",
            )
    return origins


def database(*, folder: Path, base: Path) -> dict[str, Any]:
    advice = (
        "DATABASE_URL=postgres://<user>:<password>@<host>:5432/<database>, or leave it out to use SQLite."
    )
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{folder / 'maaltal.sqlite3'}"
    try:
        with warnings.catch_warnings(action="ignore"):  # of unknown databases; it would repeat the password
            config: dict[str, Any] = dict(env.db_url_config(url))
    except (ImproperlyConfigured, ValueError, KeyError):
        refuse("DATABASE_URL", "cannot be read", advice)
    if not config.get("ENGINE"):
        refuse("DATABASE_URL", "names no kind of database", advice)
    if not config.get("NAME"):
        refuse("DATABASE_URL", "names no database", advice)
    match config["ENGINE"]:
        case "django.db.backends.sqlite3":
            return _sqlite(config, base)
        case "django.db.backends.postgresql":
            return _postgresql(config)
    refuse("DATABASE_URL", "names neither PostgreSQL nor SQLite", advice)


def _sqlite(config: dict[str, Any], base: Path) -> dict[str, Any]:
    if config["NAME"] != ":memory:":
        config["NAME"] = base / config["NAME"]
    return config | {
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(config: dict[str, Any]) -> dict[str, Any]:
    options = {"options": POSTGRESQL_LIMITS, "connect_timeout": 5} | config.get("OPTIONS", {})
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def mail(*, folder: Path) -> dict[str, Any]:
    """Django's EMAIL_… settings. Without EMAIL_URL every mail becomes a file in var/mail."""
    url = env.str("EMAIL_URL", default="") or f"filemail:///{folder / 'mail'}"
    try:
        config: dict[str, Any] = dict(env.email_url_config(url))
    except (ImproperlyConfigured, ValueError, KeyError):
        refuse(
            "EMAIL_URL",
            "cannot be read",
            "EMAIL_URL=smtp+tls://<user>:<password>@<host>:587, or consolemail:// to print mails only.",
        )
    config.pop("OPTIONS", None)
    return config | {"EMAIL_TIMEOUT": MAIL_SECONDS}


def reply_to() -> list[str]:
    """Whom answers to reminders and notices go to; nobody in particular unless given."""
    addresses = words("MAIL_REPLY_TO")
    for address in addresses:
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
            refuse(
                "MAIL_REPLY_TO",
                f"has {address!r}, which is no e-mail address",
                "MAIL_REPLY_TO=<addresses that somebody reads, separated by commas>, "
                "for instance maaltal@example.dk",
            )
    return addresses


def site_url(*, debug: bool, hosts: list[str]) -> str:
    """What the links in mails begin with. Unless given: the first of the site's hosts, by https."""
    url = env.str("SITE_URL", default="").strip().rstrip("/")
    advice = "SITE_URL=<scheme and host, as the browser shows them>, for instance https://maaltal.example.dk"
    if url:
        if not re.fullmatch(r"https?://[^/?#\s]+", url):
            refuse("SITE_URL", f"is {url!r}, which is no address of a site", advice)
        return url
    if debug:
        return f"http://localhost:{env.str('PORT', default='') or 8000}"
    if hosts[0].startswith("."):
        refuse(
            "SITE_URL", f"is missing, and ALLOWED_HOSTS begins with no single host but {hosts[0]!r}", advice
        )
    return f"https://{hosts[0]}"
