"""Contracts: yearly ones, framework agreements, and renewals signed while the old one still runs."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.synth.cast import Laboratory, Plant
from jianzhen.synth.chance import dice
from jianzhen.synth.dimensions import Dimensions
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import World

SCOPE = "废水、废气、厂界环境监测"


@dataclass(frozen=True)
class Contract:
    """One contract; days are day numbers."""

    contract_id: str
    plant: Plant
    signed: int
    starts: int
    ends: int
    amount: float
    framework: bool


def contracts_of(laboratory: Laboratory, dimensions: Dimensions) -> dict[str, list[Contract]]:
    """Return the contracts of each plant, by its code, in the order in which they begin."""
    at = dice(dimensions.seed, "contracts", laboratory.number)
    found: dict[str, list[Contract]] = {}
    for number, plant in enumerate(laboratory.plants, 1):
        stem = f"HT-{laboratory.code}-{number:03d}"
        amount = float(at.randint(30, 180) * 1000)
        if at.random() < 0.25:  # noqa: PLR2004
            signed = dimensions.first_day - at.randint(30, 600)
            mine = [Contract(f"{stem}K", plant, signed, signed + 3, signed + 3 * 365 + 2, 3 * amount, True)]
        else:
            # The old one runs out in the middle of the period; the new one was signed some weeks before, or,
            # where the two sides took their time, up to the last day.
            ends = dimensions.first_day + at.randint(0, dimensions.days)
            before = ends - 364 - at.randint(1, 15)
            signed = ends - at.randint(0, 25)
            mine = [Contract(f"{stem}A", plant, before, ends - 364, ends, amount, False),
                    Contract(f"{stem}B", plant, signed, ends + 1, ends + 365, amount, False)]  # fmt: skip
        found[plant.org_id] = mine
    return found


def contract_on(contracts: list[Contract], day: int) -> Contract:
    """The contract in force on a day."""
    return next((one for one in contracts if one.starts <= day <= one.ends), contracts[-1])


def add_contracts(world: World, contracts: dict[str, list[Contract]]) -> None:
    """The table of contracts."""
    sheet = Sheet("contracts")
    for one in (contract for mine in contracts.values() for contract in mine):
        if one.signed <= world.dimensions.last_day:
            sheet.put(contract_id=one.contract_id, lab_id=world.laboratory.org_id, client_id=one.plant.org_id,
                      signed_on=one.signed, starts_on=one.starts, ends_on=one.ends, amount=one.amount,
                      scope=SCOPE + ("（框架协议，按需下单）" if one.framework else ""),
                      clauses="按国家标准监测并出具报告")  # fmt: skip
    world.tables["contracts"] = sheet.frame()
