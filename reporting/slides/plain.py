"""Texts as an XML file can hold them."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: object) -> str:
    """On one line, without signs that XML or a slide does not know."""
    return _NOT_IN_XML.sub(" ", str(text))
