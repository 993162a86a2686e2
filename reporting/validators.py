"""`304 Not Modified` for a page of results that would be the same again, before a figure is read.

What such a page says follows from what is recorded (the end of the chain of changes), from its address,
from who reads it with which rights, in which language, since which visit, and from what the clock has passed:
a day, or a deadline. The validator holds all of that. A page that shows anything else, such as rows written
without a `Change`, must not use it: reminders sent are the exception. See docs/decisions/0022.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.views.decorators.http import etag

from jobcentres.changes import canonical_json
from jobcentres.models import User
from reporting.choices import reader_of
from reporting.visits import last_visit
from reporting.world import read_world

View = Callable[..., HttpResponse]

TEMPLATES = ("templates", "locale")
CODE = ("config", "goals", "jobcentres", "reporting", "static")
LOCKS = ("requirements.lock", "package-lock.json")


def unchanged_is_304(view: View) -> View:
    """Answer 304 where the browser holds the page as it would be now."""
    answer: View = etag(validator)(view)
    return answer


def validator(request: HttpRequest, *_args: object, **_kwargs: object) -> str | None:
    """The weak ETag of the page; None for one with messages, shown once, or with a new secret for its forms,
    and for what answers a form.

    The forms' tokens differ from page to page and hold as long as the secret in the cookie, which is part of
    the tag, as is the session: it changes with every sign-in.
    """
    secret = request.META.get("CSRF_COOKIE")
    if request.method == "POST" or secret is None or request.session.get("_messages"):
        return None
    world, user = read_world(), reader_of(request)
    parts = [
        version(),
        request.get_host(),
        request.get_full_path(),
        [secret, request.session.session_key],
        [translation.get_language(), user.pk, user.name],
        rights_of(user),
        world,
        last_visit(request),
    ]
    return f'W/"{salted_hmac(__name__, canonical_json(parts)).hexdigest()[:32]}"'


def rights_of(user: User) -> list[object]:
    scopes = user.scopes
    return [
        [[one.pk, one.role, one.area_id, one.jobcentre_id] for one in scopes.assignments],
        sorted(scopes.own_area_ids()),
        sorted(scopes.reader.area_ids),
    ]


def version() -> str:
    """Of the application: another after a deploy, and while somebody works on the templates."""
    return _installed() + (_digest(TEMPLATES) if settings.DEBUG else "")


@cache
def _installed() -> str:
    return _digest(TEMPLATES + CODE)


def _digest(folders: tuple[str, ...]) -> str:
    files = sorted(path for folder in folders for path in _files(settings.BASE_DIR / folder))
    files += [settings.BASE_DIR / name for name in LOCKS]
    stamps = [[str(path), stat.st_size, stat.st_mtime_ns] for path in files if (stat := _stat(path))]
    chosen = [sorted(settings.EXTRA_HOLIDAYS), settings.STATIC_URL]
    return salted_hmac(__name__, canonical_json([stamps, chosen])).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for holder, inner, names in os.walk(folder):
        inner[:] = [name for name in inner if name != "__pycache__"]
        yield from (Path(holder, name) for name in names)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
