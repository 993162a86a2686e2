"""`python -m tests.reporting.sample_digests FILE`: a checksum for each format, of the sample in FILE.

For comparing what two processes make of the same choice.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from datetime import datetime


def main(database: str) -> None:
    os.environ |= {"DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    import django

    django.setup()
    for name, content in files():
        print(name, hashlib.sha256(content).hexdigest())


def files() -> Iterator[tuple[str, bytes]]:
    from goals.months import Month
    from jobcentres.access import OUTSIDER
    from jobcentres.clock import COPENHAGEN
    from reporting import papers
    from reporting.exports.extract import Extract
    from reporting.exports.files import FORMATS
    from reporting.exports.shapes import SHAPES
    from reporting.slides import slides
    from reporting.summaries import Choice, load

    known = datetime(2014, 6, 3, 8, tzinfo=COPENHAGEN)
    choice = Choice.of(2014, as_of=Month(2014, 4), known_on=known)
    for shape in SHAPES.values():
        for kind in shape.formats:
            extract = Extract(choice, areas=frozenset({"0340", "HS"}), shape=shape.word)
            yield f"{shape.word}/{kind}", b"".join(FORMATS[kind].write(extract.read(OUTSIDER)))
    book = load(choice, OUTSIDER, areas=["0340"], **papers.needs("municipality"))
    area = book.places.of_code("0340")
    yield "paper", papers.municipality_paper(book, area).parts
    yield "slides", slides(book, area)


if __name__ == "__main__":
    main(sys.argv[1])
