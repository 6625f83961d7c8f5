"""A made-up region: honest by construction, with planted tampering that is labelled.

Laboratories with their people, instruments and clients live through their days: they plan, drive, sample, hand
over, queue at instruments, check, report. Everything follows from one seed and one scale; the files are the same on
every machine. The generator knows what people do and how records arise from it; it knows nothing of the rules that
are to find what it plants.
"""

from __future__ import annotations

from jianzhen.synth.dimensions import Dimensions
from jianzhen.synth.labels import Label
from jianzhen.synth.planting import UnknownBehaviourError, chosen
from jianzhen.synth.tampering import BEHAVIOURS
from jianzhen.synth.writing import DATA, LABELS, LIST, ForeignFolderError, Written, write_region

__all__ = [
    "BEHAVIOURS", "DATA", "LABELS", "LIST", "Dimensions", "ForeignFolderError", "Label", "UnknownBehaviourError",
    "Written", "chosen", "write_region",
]  # fmt: skip
