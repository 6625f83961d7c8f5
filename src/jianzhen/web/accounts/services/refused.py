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
    """The reason without blanks around it.

    Raises:
        RefusedError: There is none.
    """
    if not text.strip():
        raise RefusedError(NO_REASON)
    return text.strip()
