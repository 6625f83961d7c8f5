"""What the loggers themselves know: what they sent, and what was acknowledged to them."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO


class Sent(NamedTuple):
    """One packet of one logger, without its line end."""

    mn: str
    qn: str
    cn: str
    raw: bytes


class Ledger:
    """Keeps the acknowledgements, apart from anything the gateway says of itself."""

    def __init__(self, path: Path | None = None) -> None:
        self._file: TextIO | None = path.open("w", encoding="utf-8") if path else None
        self.acknowledged: dict[tuple[str, str, str], str] = {}
        self.counts: Counter[str] = Counter()
        self.waits: list[float] = []

    def acknowledge(self, sent: Sent, waited: float) -> None:
        """Write down an acknowledgement, ``waited`` seconds after the packet was first sent."""
        digest = sha256(sent.raw).hexdigest()
        self.acknowledged[sent.mn, sent.qn, sent.cn] = digest
        self.waits.append(waited)
        if self._file is not None:
            line = {"mn": sent.mn, "qn": sent.qn, "cn": sent.cn, "sha256": digest, "waited": round(waited, 4)}
            self._file.write(json.dumps(line) + "\n")

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def report(self, seconds: float, meanwhile: int) -> dict[str, float]:
        """The figures of a run that sent for so many seconds; ``meanwhile`` were acknowledged while it sent."""
        waits = sorted(self.waits)
        told: dict[str, float] = {"seconds": round(seconds, 2), "acknowledged": len(waits), **self.counts}
        told["acknowledged_per_second"] = round(meanwhile / seconds, 1) if seconds else 0.0
        for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1.0)):
            told[f"{name}_seconds"] = round(waits[min(len(waits) - 1, int(share * len(waits)))], 4) if waits else 0.0
        return told
