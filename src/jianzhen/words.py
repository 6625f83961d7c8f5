"""A text in the two languages of the project, Chinese first."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The same text in Chinese and English; every text a user reads is one of these."""

    zh: str
    en: str

    def format(self, **values: object) -> Words:
        """Fill the same placeholders in both languages.

        Raises:
            KeyError: A placeholder has no value.
        """
        return Words(self.zh.format(**values), self.en.format(**values))
