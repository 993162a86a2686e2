"""Going in and out as a browser does."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.builders import PASSWORD


def try_to_sign_in(
    client: Client, email: str = "anna@eksempel.dk", password: str = PASSWORD, *, then: str = "", **extra: Any
) -> Any:
    """The answer; `then` is the page that was asked for first."""
    address = reverse("login") + (f"?next={then}" if then else "")
    return client.post(address, {"email": email, "password": password}, **extra)


def is_inside(client: Client) -> bool:
    return client.get(reverse("password_change")).status_code == 200


def shown(answer: Any) -> str:
    """The page's text without what differs from one answer to the next."""
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
