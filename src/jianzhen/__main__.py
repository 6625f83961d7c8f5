"""``python -m jianzhen``: the command line, where its script is not on the path."""

from __future__ import annotations

from jianzhen.cli import main

main()
