"""What a lake says of itself."""

from __future__ import annotations

from pathlib import Path

from jianzhen.lake.log import find
from jianzhen.lake.place import open_lake


def newest_batch(folder: Path) -> int:
    """Number of the newest batch.

    Raises:
        jianzhen.lake.errors.LakeError: It is no lake, or an empty one.
    """
    known, _ = find(open_lake(folder), None)
    return len(known)
