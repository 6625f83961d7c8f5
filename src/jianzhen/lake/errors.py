"""What can go wrong with a lake, said in both languages."""

from __future__ import annotations

from jianzhen.words import Words


class LakeError(Exception):
    """A lake cannot do what was asked; the message says where, why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh} / {words.en}")
        self.words = words


class NotALakeError(LakeError):
    """The folder is no lake, or holds something else."""


class LakeBusyError(LakeError):
    """Another writer is at work."""


class LakeDamagedError(LakeError):
    """The lake is not as its own records say."""


class LakeWriteError(LakeError):
    """Nothing was written; the lake is as it was."""


class UnknownRowError(LakeError):
    """There is no such table, key or batch."""
