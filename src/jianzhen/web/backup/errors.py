"""Why a backup was not made or not taken back."""

from __future__ import annotations

from jianzhen.words import Words


class BackupError(Exception):
    """Nothing was written; the message says what is wrong and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n  {en}")
        self.words = Words(zh, en)
