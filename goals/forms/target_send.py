"""Sending all of a municipality's drafts to hearing: a key alone, that lets the same press count once."""

from __future__ import annotations

import secrets

from django import forms
from django.http import QueryDict

from goals.forms.fields import HiddenText
from goals.forms.month import content_hash


class SendAllForm(forms.Form):
    key = HiddenText()

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"key": secrets.token_urlsafe(16)})

    def key_for(self, code: str) -> str:
        return content_hash(f"targets {code}", self.data if isinstance(self.data, QueryDict) else None)
