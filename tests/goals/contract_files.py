"""PDF files of a few bytes, sound ones and others."""

from __future__ import annotations

import zlib


def a_pdf(*objects: bytes) -> bytes:
    """One empty page, and these objects."""
    parts = [
        b"%PDF-1.4\n",
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
        *(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 4)),
        b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n",
    ]
    return b"".join(parts)


def a_stream(content: bytes, header: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (header, len(content), content)


def packed(content: bytes, header: bytes = b"/Type /ObjStm /N 1 /First 4") -> bytes:
    return a_stream(zlib.compress(content), header + b" /Filter /FlateDecode")
