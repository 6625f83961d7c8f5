"""How well a fact of law or of a standard is known; what is not read in the original is shown as unverified."""

from __future__ import annotations

from enum import StrEnum

from jianzhen.words import Words


class Verification(StrEnum):
    """How an entry was verified, from the printed original down to not found."""

    ORIGINAL = "original"
    EXCERPT = "excerpt"
    CODE = "code"
    MEMORY = "memory"
    DISPUTED = "disputed"
    MISSING = "missing"

    @property
    def verified(self) -> bool:
        """Only a text read in the original counts as verified."""
        return self is Verification.ORIGINAL

    @property
    def words(self) -> Words:
        """What a user reads beside the entry."""
        return _WORDS[self]


_WORDS = {
    Verification.ORIGINAL: Words("已核原文", "verified against the original text"),
    Verification.EXCERPT: Words("未核原文：仅见摘录或转载", "unverified: read in an excerpt or reprint only"),
    Verification.CODE: Words("未核原文：取自业务软件的写死值", "unverified: a value fixed in software of the field"),
    Verification.MEMORY: Words("未核原文：凭记忆", "unverified: from memory"),
    Verification.DISPUTED: Words("未核原文：来源互相矛盾", "unverified: the sources contradict each other"),
    Verification.MISSING: Words("未核原文：未查到", "unverified: no source found"),
}
