"""Danish order and addresses: sort keys, slugs and the spellings under which a name is recognised."""

from __future__ import annotations

import re
import unicodedata

_ORDER = {"z": "z0", "æ": "z1", "ø": "z2", "å": "z3", "aa": "z3", "ä": "z1", "ö": "z2"}
LONGEST_FILE_NAME = 150
_UNFIT_FOR_FILES = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]+')
_PLAIN = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"}


def sort_key(name: str) -> str:
    """ASCII text that sorts as Danish does on every database: …, z, æ, ø, å, with aa as å.

    A figure after each z tells which of the last four letters it stands for.
    """
    folded = re.sub("aa|[zæøåäö]", lambda found: _ORDER[found.group()], _composed(name))
    return re.sub(r"[^a-z0-9]+", " ", _unaccented(folded)).strip()


def plain(name: str) -> str:
    """Lower-case ASCII with æ, ø, å written ae, oe, aa: the form in which names are compared."""
    spelled = re.sub("[æøåäö]", lambda found: _PLAIN[found.group()], _composed(name))
    return re.sub(r"[^a-z0-9]+", " ", _unaccented(spelled)).strip()


def slug(name: str) -> str:
    """The address of a name: `Høje-Taastrup` → `hoeje-taastrup`."""
    return plain(name).replace(" ", "-")


def fit_name(name: str) -> str:
    """A file's name that every file system takes, its ending kept: without control characters, separators
    and marks that turn the direction of writing."""
    stem, dot, suffix = _UNFIT_FOR_FILES.sub(" ", name).strip(" .").rpartition(".")
    return f"{stem[:LONGEST_FILE_NAME]}{dot}{suffix[:LONGEST_FILE_NAME]}" or "Maaltal"


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _unaccented(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
