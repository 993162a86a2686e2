"""The signed documents of contracts. A file lies outside the web root and the database, under the SHA-256 of
its bytes; the database knows its name, size and hash, and a change's hash covers these."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from goals.contracts.pdf import problems_of_pdf
from goals.contracts.rules import Action
from goals.contracts.steps import taking
from goals.contracts.wording import NOTHING_HAPPENED
from goals.free_text import TextRefused, free_text
from goals.models import Contract, ContractDocument
from goals.refusals import Problem, StepRefused
from jobcentres.models import User

LONGEST_NAME = 120
_UNUSUAL = re.compile(r"[^\w ().,+-]")


def attach(
    contract: Contract, name: str, content: bytes, *, by: User, idempotency_key: str = ""
) -> ContractDocument:
    """Keep a signed document. Raises `StepRefused` (field `document`) or `AlreadyRecorded`."""
    for problem in problems_of_pdf(content):
        raise StepRefused(problem)
    kept_name, sha256 = cleaned_name(name), hashlib.sha256(content).hexdigest()
    with taking(contract, Action.ATTACH, NOTHING_HAPPENED, by, idempotency_key) as step:
        if step.contract.documents.filter(sha256=sha256).exists():
            raise StepRefused(Problem("document", "known", _("This very file is attached already.")))
        _store(sha256, content)
        document = ContractDocument.objects.create(
            contract=step.contract,
            change=step.change.row,
            name=kept_name,
            sha256=sha256,
            size=len(content),
        )
        step.change.include(ContractDocument._meta.label, document.canonical())
    return document


def cleaned_name(name: str) -> str:
    """Without folders and unusual signs, ending in `.pdf`. Raises `StepRefused`."""
    stem = re.sub(r"\.pdf$", "", re.split(r"[/\\]", name)[-1].strip(), flags=re.IGNORECASE)
    try:
        stem = free_text(stem)
    except TextRefused as refusal:
        raise StepRefused(Problem("document", refusal.code, refusal.message)) from refusal
    stem = " ".join(_UNUSUAL.sub(" ", stem).split()).strip(" .")
    return (stem[: LONGEST_NAME - 4].strip() or _("contract")) + ".pdf"


def content_of(document: ContractDocument) -> bytes | None:
    """The bytes as they were attached; None if the file is gone or says something else."""
    try:
        content = _path(document.sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == document.sha256 else None


def forget(hashes: Iterable[str]) -> None:
    """Delete files that no document names any more."""
    named = set(ContractDocument.objects.values_list("sha256", flat=True))
    for sha256 in set(hashes) - named:
        _path(sha256).unlink(missing_ok=True)


def _path(sha256: str) -> Path:
    return Path(settings.DOCUMENTS_DIR) / sha256


def _store(sha256: str, content: bytes) -> None:
    """Whole or not at all; a file whose change then fails is named by nobody and harms nothing."""
    path = _path(sha256)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
