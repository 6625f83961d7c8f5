"""A small data set with one planted contradiction, and the command line to run on it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from jianzhen.cli import main

LAB = "91640100MA0LAB0005"

EVENTS = f"""event_id,lab_id,site_name,category,started_at,ended_at,lon,lat
E1,{LAB},北厂总排口,water,2024-05-01 10:00,2024-05-01 11:00,106.0,38
E2,{LAB},南厂总排口,water,2024-05-01 10:20,2024-05-01 11:30,106.5,38
E3,{LAB},西厂总排口,water,2024-05-02 10:20,2024-05-02 11:30,,
"""
CREW = """event_id,person_id
E1,P001
E2,P001
E3,P002
"""


def small_data(folder: Path) -> Path:
    """Write a data set in which one person is at two places at once."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sampling_events.csv").write_text(EVENTS, encoding="utf-8")
    (folder / "sampling_crew.csv").write_text(CREW, encoding="utf-8")
    return folder


def jianzhen(*arguments: str | Path) -> Result:
    """Run the command line in this process; an exception that is no exit fails the test."""
    return CliRunner().invoke(main, [str(item) for item in arguments], catch_exceptions=False)
