"""How much one may hand in at once."""

from __future__ import annotations

UPLOAD_BYTES = 64 << 20
"""All files of one upload together, as they arrive."""
DAY_BYTES = 2 << 30
"""All uploads of one party in a day."""
FILES = 50
"""Files of one upload."""
MEMBERS = 500
"""Files of one archive."""
UNPACKED_BYTES = 512 << 20
"""All members of one archive or workbook together."""
RATIO = 200
"""Unpacked to packed of one member; spreadsheets reach about 60."""
RATIO_FROM = 4 << 20
"""Bytes below which the ratio does not matter."""
WORKBOOK_PARTS = 1_000
SHEETS = 100
JSON_ROWS = 200_000
NAME_LENGTH = 120
FORMULAS_TOLD = 100
"""Formula cells of a sheet that are named one by one."""
