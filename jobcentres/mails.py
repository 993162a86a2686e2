"""Mails to people, in their own language: never figures, only what the person can act on.

They leave in a thread of their own: the answer to a request tells nothing by its time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from jobcentres.models import User

Letter = Callable[[dict[str, str]], tuple[str, str]]

logger = logging.getLogger(__name__)
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mails")


def send_link(request: HttpRequest, person: User, letter: Letter) -> None:
    """Send `person` a link, good once and for an hour, to choose a password."""
    uid, token = urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)
    facts = {
        "name": person.name,
        "link": request.build_absolute_uri(reverse("password_choose", args=[uid, token])),
        "renewal": request.build_absolute_uri(reverse("password_reset")),
    }
    _postman.submit(_deliver, person, letter, facts)


def finish() -> None:
    """Wait until every mail handed over so far has been sent."""
    _postman.submit(lambda: None).result()


def welcome(facts: dict[str, str]) -> tuple[str, str]:
    body = _(
        "Dear %(name)s\n\n"
        "You have been given access to Måltal, where the jobcentres' figures for the minister's goals are "
        "entered and followed.\n\n"
        "Choose your password here: %(link)s\n\n"
        "The link works once, and for an hour. If it has run out, order a new one: %(renewal)s\n\n"
        "You get this mail because your user administrator has created you as a user."
    )
    return _("Måltal: choose your password"), body % facts


def new_link(facts: dict[str, str]) -> tuple[str, str]:
    body = _(
        "Dear %(name)s\n\n"
        "Choose a new password for Måltal here: %(link)s\n\n"
        "The link works once, and for an hour. If it has run out, order a new one: %(renewal)s\n\n"
        "If you have not asked for a new password, you need do nothing: the old one still holds."
    )
    return _("Måltal: choose a new password"), body % facts


def _deliver(person: User, letter: Letter, facts: dict[str, str]) -> None:
    try:
        with translation.override(person.language):
            subject, body = letter(facts)
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(subject, body + "\n", to=[person.email], headers=headers).send()
    except Exception:
        logger.exception("A mail to person %s was not sent", person.pk)
