"""What a paper is made of: headings, prose, tables, charts. Nothing but texts and numbers, which reach the
typesetter as data: no text is ever read as markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, Literal

LEFT: Final = "left"
RIGHT: Final = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """Of a part (1) or of something within it (2, after a 1); it stays with what follows."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. `style`: `lead` opens a paper, `finding` is what a reader in a hurry reads, `note` is
    small, a `footnote` is one of many. `label` stands before it in bold."""

    kind: ClassVar[str] = "prose"
    text: str
    style: Literal["lead", "body", "finding", "note", "footnote"] = "body"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Sign and word, never one without the other."""

    kind: ClassVar[str] = "status"
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`notes` stand below the text, small; a `sign` before it."""

    text: str
    notes: tuple[str, ...] = ()
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """As wide as what stands in it, at most `most` mm (0: no limit); or a `share` of what the others leave. A
    heading may need several lines."""

    heading: str
    align: Literal["left", "right"] = RIGHT
    share: float = 0
    most: float = 0


@dataclass(frozen=True, slots=True)
class Row:
    """`is_part`: its first cell heads the rows below it; `is_strong`: what the paper is about; `is_note`: its
    one cell says more of the row above, over the whole width."""

    cells: tuple[Cell, ...]
    is_part: bool = False
    is_strong: bool = False
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`caption` says what it shows; its head is repeated on every page. `is_dense`: for many rows."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_dense: bool = False


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A small drawing and what it stands for."""

    svg: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing (`reporting.papers.drawing`). `alt` is what it says, `caption` what it is of."""

    kind: ClassVar[str] = "chart"
    svg: str
    alt: str
    caption: str
    key: tuple[KeyEntry, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Findings in the margin, what they rest on beside them."""

    kind: ClassVar[str] = "beside"
    margin: tuple[Block, ...]
    main: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Never parted by the end of a page."""

    kind: ClassVar[str] = "together"
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Set off from the rest by a frame."""

    kind: ClassVar[str] = "box"
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    kind: ClassVar[str] = "new_page"


Block = Heading | Prose | Status | Table | Chart | Beside | Together | Box | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """`lead` begins the title and `name` ends it, large. The title runs at the top of every page after the
    first, which has `kicker` there; `state` (of the data) stands opposite, `origin` at the foot, `facts`
    below the title. `made_at`: the moment of knowledge."""

    lead: str
    name: str
    kicker: str
    state: str
    origin: str
    facts: tuple[str, ...]
    made_at: datetime
    blocks: tuple[Block, ...]
    marks: tuple[str, ...] = ()
    """What must be known on every page: that the figures are made up, or not for everybody."""


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    return tuple(text if isinstance(text, Cell) else Cell(text) for text in texts)


def as_data(part: Any) -> Any:
    """As the typesetter reads it: dictionaries, lists, texts and numbers."""
    if is_dataclass(part):
        own = {field.name: as_data(getattr(part, field.name)) for field in fields(part)}
        return {"kind": part.kind, **own} if hasattr(part, "kind") else own
    if isinstance(part, str):
        return part
    if isinstance(part, datetime):
        return [part.year, part.month, part.day, part.hour, part.minute, part.second]
    if isinstance(part, Sequence):
        return [as_data(one) for one in part]
    return part
