"""The registry: laboratories with people, instruments and scope; plants with outlets and limits."""

from __future__ import annotations

import datetime as dt
import itertools

from jianzhen.synth import identity
from jianzhen.synth.items import CATEGORIES, ITEMS, SCARCE, items_of
from jianzhen.synth.region import Laboratory, Place, Plant, Region

CITY = Place(106.25, 38.45)
DIVISIONS = ("640100", "640200", "640300")
VALID_FROM, VALID_TO = dt.date(2023, 3, 10), dt.date(2029, 3, 9)
SINCE = dt.date(2021, 5, 1)
BENCH = ("spectrophotometer", "ic", "digester", "oven", "incubator", "balance")
FIELD = ("ph_meter", "gas_analyser", "stack_sampler", "sound_meter")
CREWS = 2
OUTLET_KINDS = {"water": ("water", "DW001"), "exhaust": ("air", "DA001"), "noise": ("noise", "ZS01")}
SITE_NAMES = {"water": "总排口", "exhaust": "1号排气筒出口", "noise": "厂界东侧"}


def add_laboratory(region: Region, number: int) -> Laboratory:
    """Add one laboratory; every other one is not accredited for the scarce item."""
    rng = region.rng
    letter = "ABCDEFGH"[number]
    place = Place(CITY.lon + rng.uniform(-0.08, 0.08), CITY.lat + rng.uniform(-0.08, 0.08))
    org_id = identity.credit_code(rng, DIVISIONS[0])
    region.add("organizations", org_id=org_id, name=f"示例检测{letter}有限公司", kind="lab", region=DIVISIONS[0],
               address=f"示例市示例路{number + 1}号", lon=place.lon, lat=place.lat, registered_on=SINCE)  # fmt: skip
    region.add("filings", org_id=org_id, filed_on=dt.date(2026, 1, 15), scope="水和废水;环境空气和废气;噪声")
    laboratory = Laboratory(
        org_id, letter, place, cert_no=f"2330{number + 1:08d}",
        crews=[[_employ(region, org_id, "sampler") for _ in range(2)] for _ in range(CREWS)],
        analysts=[_employ(region, org_id, "analyst") for _ in range(3)],
        signatory=_employ(region, org_id, "technical_head;signatory"),
        keeper=_employ(region, org_id, "other"),
        instruments={kind: _instrument(region, org_id, letter, kind, 1) for kind in BENCH},
        field_kits=[{kind: _instrument(region, org_id, letter, kind, crew + 1) for kind in FIELD}
                    for crew in range(CREWS)],
    )  # fmt: skip
    _accredit(region, laboratory, with_scarce=number % 2 == 0)
    region.laboratories.append(laboratory)
    return laboratory


def _employ(region: Region, org_id: str, roles: str) -> str:
    person = identity.person(region.rng)
    region.add("employments", person_id=person, org_id=org_id, from_on=SINCE, roles=roles, title_level="middle",
               experience_years=float(region.rng.randint(6, 20)), insured_from_on=SINCE)  # fmt: skip
    if "signatory" in roles:
        region.add("authorizations", person_id=person, org_id=org_id, kind="signatory", valid_from_on=VALID_FROM)
    return person


def _instrument(region: Region, org_id: str, letter: str, kind: str, number: int) -> str:
    instrument_id = f"{letter}-{kind.upper().replace('_', '')}-{number}"
    region.add("instruments", instrument_id=instrument_id, org_id=org_id, kind=kind, model="X-100", ownership="owned",
               serial_no=f"SN{region.rng.randint(10**7, 10**8 - 1)}")  # fmt: skip
    region.add("calibrations", instrument_id=instrument_id, done_on=dt.date(2026, 2, 10),
               valid_until_on=dt.date(2027, 2, 9), result="passed")  # fmt: skip
    return instrument_id


def _accredit(region: Region, laboratory: Laboratory, *, with_scarce: bool) -> None:
    cert_no, place = laboratory.cert_no, laboratory.place
    region.add("certificates", cert_no=cert_no, org_id=laboratory.org_id, issued_on=VALID_FROM, expires_on=VALID_TO,
               status="valid", edition="2018")  # fmt: skip
    region.add("certificate_sites", cert_no=cert_no, site_id="S1", lon=place.lon, lat=place.lat)
    for item in ITEMS:
        if with_scarce or item.parameter != SCARCE:
            region.add("capabilities", cert_no=cert_no, category=item.category, parameter=item.parameter,
                       method=item.method, valid_from_on=VALID_FROM, valid_to_on=VALID_TO)  # fmt: skip


def add_plant(region: Region, number: int, laboratory: Laboratory, load: list[float]) -> Plant:
    """Add one plant, a client of ``laboratory``; every fifth lies far out of town."""
    rng = region.rng
    reach = (1.1, 1.3) if number % 5 == 0 else (0.12, 0.45)
    place = Place(CITY.lon + rng.choice((-1, 1)) * rng.uniform(*reach), CITY.lat + rng.uniform(-0.25, 0.25))
    division = DIVISIONS[number % len(DIVISIONS)]
    org_id = identity.credit_code(rng, division)
    region.add("organizations", org_id=org_id, name=f"示例{number + 1}号制造有限公司", kind="discharger",
               region=division, lon=place.lon, lat=place.lat, registered_on=dt.date(2015, 6, 1))  # fmt: skip
    outlets = {category: _outlet(region, number, org_id, place, category) for category in CATEGORIES}
    plant = Plant(org_id, place, outlets, load, power_kw=rng.uniform(600, 2400))
    region.add("contracts", contract_id=contract_of(laboratory, plant), lab_id=laboratory.org_id, client_id=org_id,
               signed_on=dt.date(2026, 1, 12), starts_on=dt.date(2026, 1, 15), ends_on=dt.date(2026, 12, 31),
               amount=float(rng.randint(30, 90) * 1000), scope="废水、有组织废气、厂界噪声监测")  # fmt: skip
    region.plants.append(plant)
    return plant


def contract_of(laboratory: Laboratory, plant: Plant) -> str:
    """Return the number of the contract between the two."""
    return f"HT2026-{laboratory.letter}{plant.org_id[-6:]}"


def _outlet(region: Region, number: int, org_id: str, place: Place, category: str) -> str:
    kind, code = OUTLET_KINDS[category]
    outlet_id = f"P{number + 1:02d}-{code}"
    region.add("outlets", outlet_id=outlet_id, org_id=org_id, kind=kind, lon=place.lon, lat=place.lat,
               has_sampling_port=True, position="outlet" if category != "noise" else None)  # fmt: skip
    for item in items_of(category):
        region.add("permit_limits", outlet_id=outlet_id, parameter=item.parameter, limit=float(item.limit),
                   unit=item.unit, o2_reference=6.0 if category == "exhaust" else None, times_per_year=4.0,
                   valid_from_on=dt.date(2024, 1, 1), valid_to_on=dt.date(2028, 12, 31))  # fmt: skip
    return outlet_id


def pairs(region: Region) -> list[tuple[Laboratory, Plant]]:
    """Return who works for whom: laboratories in turn."""
    return list(zip(itertools.cycle(region.laboratories), region.plants, strict=False))
