"""The page of extracts as a test uses it: a file comes by POST, and in pieces."""

from __future__ import annotations

import re
from typing import Any

from django.http import StreamingHttpResponse
from django.test import Client

ADDRESS = "/udtraek/"
USUAL = {"indhold": "oversigt", "aar": "2014"}


def asked(**choice: Any) -> dict[str, Any]:
    """What the button “Hent fil” sends."""
    return {**USUAL, **choice, "hent": "1"}


def fetch(client: Client, kind: str = "csv", **choice: Any) -> StreamingHttpResponse:
    """The answer with the file. Its pieces can be read once, by `content_of`."""
    response = client.post(ADDRESS, asked(format=kind, **choice))
    assert response.status_code == 200
    assert isinstance(response, StreamingHttpResponse), response.content.decode()
    return response


def fetched(client: Client, kind: str = "csv", **choice: Any) -> bytes:
    return content_of(fetch(client, kind, **choice))


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def preview_of(page: str) -> str:
    """The section with the first rows, without tags."""
    section = page.partition('id="preview"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))
