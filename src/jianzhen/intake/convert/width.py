"""Full-width digits, letters and marks, as Chinese input methods give them."""

from __future__ import annotations

import unicodedata


def narrow(text: str) -> str:
    """Half-width form without spaces around; ``−`` and ``﹣`` become the ASCII minus."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
