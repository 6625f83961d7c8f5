"""Why something is not done, in words for the one who asked."""

from __future__ import annotations

from jianzhen.words import Words


class RefusedError(Exception):
    """An act that the rules do not allow; nothing has changed."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(f"{words.zh} {words.en}")


NO_REASON = Words("请写明理由", "Give a reason")


def reason_given(text: str) -> str:
    """The reason without blanks around it, and without NUL, which PostgreSQL cannot hold.

    Raises:
        RefusedError: There is none.
    """
    reason = text.replace("\0", "").strip()
    if not reason:
        raise RefusedError(NO_REASON)
    return reason
