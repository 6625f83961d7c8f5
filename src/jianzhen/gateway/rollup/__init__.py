"""From packets of the journal to facts of the contract, in batches, each exactly once."""

from __future__ import annotations

from jianzhen.gateway.rollup.run import Rolled, roll_up
from jianzhen.gateway.rollup.sinks import FolderSink, LakeSink, Sink

__all__ = ["FolderSink", "LakeSink", "Rolled", "Sink", "roll_up"]
