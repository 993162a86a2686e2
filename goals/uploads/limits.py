"""How large a file, what it unfolds to, and the table in it may be; and what its reader may spend."""

MEGABYTE = 1024 * 1024

FILE = 5 * MEGABYTE

MEMBERS = 200
UNPACKED = 50 * MEGABYTE
RATIO = 100
"""Unpacked to packed. Only members above `SMALL` are weighed: a short file of blanks proves nothing."""
SMALL = 256 * 1024

ROWS = 20_000
COLUMNS = 200
CELLS = 200_000
"""Filled ones, and the empty ones before them in their rows. Ten years of a jobcentre are some 3,000."""
CELL_TEXT = 2_000
LINE = 64_000
TEXT = 5_000_000
"""Signs in all cells together."""

MEMORY = 512 * MEGABYTE
SECONDS = 20
ANSWER = 32 * MEGABYTE
