"""`{{ text|unparted }}`: a sentence as it is placed on a page."""

from __future__ import annotations

from django import template

from reporting import wording

register = template.Library()


@register.filter
def unparted(text: str) -> str:
    return wording.unparted(text)
