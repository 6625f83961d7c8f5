"""What outsiders check a proof with: a page for a browser, and a script short enough to be printed."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).parent / "verify.html"
SCRIPT = Path(__file__).parent / "check_proof.py"
