"""Papers as a test reads them."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    """All pages in single blanks, soft hyphens taken out."""
    pages = " ".join(page.extract_text() for page in read(content).pages)
    return " ".join(pages.replace("\N{SOFT HYPHEN}", "").replace("\N{NO-BREAK SPACE}", " ").split())


def has(text: str, words: str) -> bool:
    """Whether they stand there, wherever lines break."""
    return "".join(words.split()) in "".join(text.split())
