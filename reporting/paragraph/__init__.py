"""The paragraph on top of a municipality's page: plain text from the same results as the table below it.

The verdict on all goals, then those behind, slightly behind, on track, without a verdict, and missing.
"""

from __future__ import annotations

from reporting.paragraph.composing import paragraph_of, part_of
from reporting.paragraph.group import overall
from reporting.paragraph.telling import MOST_SENTENCES, Paragraph

__all__ = ["MOST_SENTENCES", "Paragraph", "overall", "paragraph_of", "part_of"]
