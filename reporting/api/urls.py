"""The addresses below `/api/v1/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from reporting.api.document import index, openapi
from reporting.api.endpoints import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", index, name="index"),
    path("openapi.json", openapi, name="openapi"),
    *api.urls[0],
]
