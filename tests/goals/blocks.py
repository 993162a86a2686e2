"""Blocks pasted by Vibe, who enters for Esbjerg and Fanø, and what is read from them, in one line each."""

from __future__ import annotations

from goals.blocks.frame import read_frame
from goals.blocks.preview import Preview, preview
from goals.blocks.reading import read_text
from goals.numbers import format_exact
from jobcentres.models import User

ESBJERG, FANOE = "0561", "0563"
_SHORT = {"value": "", "numerator": "begyndt ", "denominator": "unge "}


def previewed(
    user: User, text: str, period: str = "2014-04", field: str = "", slug: str = "esbjerg", **choices: object
) -> Preview:
    frame = read_frame(user, slug, period, field)
    assert frame is not None
    return preview(read_text(text), frame, **choices)  # type: ignore[arg-type]


def told(shown: Preview) -> list[str]:
    """`0561 langtidsledige 2014-04: 400` for each number, `!` for a problem, `~` for what is left out."""
    lines = []
    for row in shown.rows:
        entry = row.entry
        numbers = ((name, getattr(entry, name)) for name in ("value", "numerator", "denominator"))
        said = ", ".join(f"{_SHORT[name]}{format_exact(one)}" for name, one in numbers if one is not None)
        lines.append(f"{entry.area.code} {entry.indicator.code} {entry.month}: {said}")
    lines += [f"! {problem.written}: {problem.reason}" for problem in shown.problems]
    lines += [f"~ {one.written} × {one.count}" for one in shown.skipped]
    return lines + (["?"] if shown.is_undecided else [])
