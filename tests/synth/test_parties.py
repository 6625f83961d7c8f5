from __future__ import annotations

from jianzhen.synth import Region
from jianzhen.synth.items import ITEMS, SCARCE
from jianzhen.synth.parties import CREWS, contract_of, pairs


def test_every_plant_has_a_contract(clean: Region) -> None:
    known = {row["contract_id"] for row in clean.tables["contracts"]}
    assert known == {contract_of(laboratory, plant) for laboratory, plant in pairs(clean)}


def test_nobody_works_for_two(clean: Region) -> None:
    people = [row["person_id"] for row in clean.tables["employments"]]
    assert len(people) == len(set(people))
    assert all(len(laboratory.crews) == CREWS for laboratory in clean.laboratories)


def test_half_the_laboratories_lack_the_scarce_item(clean: Region) -> None:
    accredited = [row for row in clean.tables["capabilities"] if row["parameter"] == SCARCE]
    assert len(accredited) == len(clean.laboratories) / 2
    assert len(clean.tables["capabilities"]) == len(clean.laboratories) * (len(ITEMS) - 1) + len(accredited)


def test_instruments_are_calibrated(clean: Region) -> None:
    calibrated = {row["instrument_id"] for row in clean.tables["calibrations"]}
    assert calibrated == {row["instrument_id"] for row in clean.tables["instruments"]}
