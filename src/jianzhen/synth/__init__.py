"""A made-up region: honest by construction, with planted tampering that is labelled.

Two months of a few laboratories, plants and automatic devices. Everything is made from one seed;
the same seed gives the same files on every machine. The generator knows what people do and how
records arise from it; it knows nothing of the rules that are to find what it plants.
"""

from __future__ import annotations

from jianzhen.synth.making import make_region
from jianzhen.synth.region import Label, Region
from jianzhen.synth.writing import DATA, LABELS, ForeignFolderError, write_region

__all__ = ["DATA", "LABELS", "ForeignFolderError", "Label", "Region", "make_region", "write_region"]
