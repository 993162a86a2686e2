"""The start itself, in a process of its own, with an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parents[2]
STRONG = "bT8nZ0yq-Fh3sVtx_KQwLr72mDcUe5PjXa6gYoRiN1kEuMzC4lS9WvBdHfA"
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": STRONG,
    "ALLOWED_HOSTS": "maaltal.example.dk",
    "DATABASE_URL": "postgres://maaltal:hemmelig@127.0.0.1:1/maaltal",
    "EMAIL_URL": "consolemail://",
    "CSRF_TRUSTED_ORIGINS": "",
}


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": os.environ["PATH"], **PRODUCTION, **environment}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE, env=surroundings, capture_output=True, text=True, timeout=180)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is missing. Write SECRET_KEY="),
        ("SECRET_KEY", "short", "SECRET_KEY is too weak. Write SECRET_KEY="),
        ("SECRET_KEY", "a" * 80, "SECRET_KEY is too weak."),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is missing. Write ALLOWED_HOSTS="),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS lets every host name in."),
        ("ALLOWED_HOSTS", "https://maaltal.example.dk", "which is no host name"),
        ("CSRF_TRUSTED_ORIGINS", "maaltal.example.dk", "which is no origin. Write CSRF_TRUSTED_ORIGINS="),
        ("DATABASE_URL", "maaltal", "DATABASE_URL names no kind of database. Write DATABASE_URL="),
        ("DATABASE_URL", "mysql://a@b/c", "DATABASE_URL names neither PostgreSQL nor SQLite."),
        ("DATABASE_URL", "postgres://a@b/", "DATABASE_URL names no database."),
        ("EMAIL_URL", "post@example.dk", "EMAIL_URL cannot be read. Write EMAIL_URL="),
        ("EXTRA_HOLIDAYS", "5. juni", "EXTRA_HOLIDAYS has '5.', which is no day of the year. Write EXTRA_H"),
        ("EXTRA_HOLIDAYS", "12-24 13-01", "EXTRA_HOLIDAYS has '13-01', which is no day of the year."),
        (
            "ACCESS_LOG_MONTHS",
            "et halvt år",
            "is 'et halvt år', which is no whole number between 1 and 120. Write ACCESS_LOG_MONTHS=<months>",
        ),
        ("ACCESS_LOG_MONTHS", "0", "ACCESS_LOG_MONTHS is '0', which is no whole number between 1 and 120."),
        ("REQUESTS_PER_MINUTE", "10", "which is no whole number between 60 and 1000000. Write REQUESTS_PER"),
        ("UPLOADS_PER_HOUR", "ti", "is 'ti', which is no whole number between 1 and 1000000."),
        (
            "MAIL_REPLY_TO",
            "Anna",
            "MAIL_REPLY_TO has 'Anna', which is no e-mail address. Write MAIL_REPLY_TO=",
        ),
        ("SITE_URL", "maaltal.example.dk", "which is no address of a site. Write SITE_URL="),
        ("SITE_URL", "https://example.dk/maaltal", "which is no address of a site. Write SITE_URL="),
        ("ALLOWED_HOSTS", ".example.dk", "SITE_URL is missing, and ALLOWED_HOSTS begins with no single host"),
        ("DEBUG", "perhaps", "DEBUG is 'perhaps', neither on nor off. Write DEBUG=1 or DEBUG=0."),
    ],
)
def test_a_missing_or_bad_value_stops_the_start_and_says_what_to_write(
    name: str, value: str, said: str
) -> None:
    done = start("check", **{name: value})

    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_refusal_does_not_repeat_the_password_of_the_database() -> None:
    done = start("check", DATABASE_URL="postgresqlx://maaltal:hemmelig@db/maaltal")

    assert done.returncode != 0
    assert "hemmelig" not in done.stderr + done.stdout


def test_production_settings_pass_the_deployment_check() -> None:
    done = start("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_links_in_mails_begin_with_the_first_host_unless_something_else_is_given() -> None:
    code = "from django.conf import settings; print(settings.SITE_URL)"

    given = [
        start("shell", "--no-imports", "-c", code, SITE_URL=url).stdout.strip()
        for url in ("", "https://tal.example.dk/")
    ]

    assert given == ["https://maaltal.example.dk", "https://tal.example.dk"]


def test_links_of_a_development_machine_lead_to_the_port_that_it_serves_on() -> None:
    code = "from django.conf import settings; print(settings.SITE_URL)"

    given = [
        start("shell", "--no-imports", "-c", code, DEBUG="1", PORT=port).stdout.strip()
        for port in ("", "8001")
    ]

    assert given == ["http://localhost:8000", "http://localhost:8001"]


def test_a_development_machine_keeps_a_key_of_its_own() -> None:
    code = "from django.conf import settings; print(len(settings.SECRET_KEY))"
    done = start(
        "shell", "--no-imports", "-c", code, DEBUG="1", SECRET_KEY="", DATABASE_URL="sqlite://:memory:"
    )

    assert int(done.stdout) > 50
    assert (BASE / "var" / "secret_key").stat().st_mode & 0o077 == 0


def test_every_front_end_file_the_style_sheets_name_is_collected(tmp_path: Path) -> None:
    code = (
        "from django.core.management import call_command; from django.test import override_settings\n"
        f"with override_settings(STATIC_ROOT={str(tmp_path)!r}):\n"
        "    call_command('collectstatic', interactive=False)"
    )
    done = start("shell", "--no-imports", "-c", code)

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "vendor" / "plotly").glob("plotly-basic.min.*.js.gz"))
    assert not [
        file.name for file in tmp_path.rglob("*logo*") if "borger" in file.name or "virk" in file.name
    ]


def answers(addresses: list[str], **environment: str) -> list[str]:
    """Status and content of each address as production gives them, with a session cookie sent along."""
    code = (
        "from django.test import Client\n"
        "client = Client(raise_request_exception=False, headers={'host': 'maaltal.example.dk'})\n"
        "client.cookies['__Host-session'] = 'a' * 32\n"
        f"for address in {addresses!r}:\n"
        "    answer = client.get(address, secure=True)\n"
        "    print(answer.status_code, answer.get('Retry-After'), 'Strict-Transport-Security' in answer)"
    )
    return start("shell", "--no-imports", "-c", code, **environment).stdout.splitlines()


def test_a_database_out_of_reach_is_said_so_before_any_view() -> None:
    assert answers(["/", "/sundhed/"]) == ["503 5 True", "503 5 True"]


def test_plain_http_is_sent_on_to_https() -> None:
    code = (
        "from django.test import Client\n"
        "answer = Client(headers={'host': 'maaltal.example.dk'}).get('/landet/')\n"
        "print(answer.status_code, answer['Location'])"
    )
    assert (
        start("shell", "--no-imports", "-c", code).stdout.strip() == "301 https://maaltal.example.dk/landet/"
    )


def test_cookies_are_bound_to_this_host_in_production() -> None:
    code = (
        "from django.conf import settings\n"
        "print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE)"
    )

    assert start("shell", "--no-imports", "-c", code).stdout.split() == [
        "__Host-session",
        "__Host-csrf",
        "True",
    ]
