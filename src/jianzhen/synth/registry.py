"""The registry: organisations, certificates and what they cover, instruments, outlets, permits."""

from __future__ import annotations

from jianzhen.synth.chance import dice
from jianzhen.synth.dimensions import day_number, day_of
from jianzhen.synth.geography import county
from jianzhen.synth.items import ITEMS
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import World

CERTIFICATE_DAYS = 6 * 365 + 1
LIMITS_FROM = 19_723
"""2024-01-01 as a day number."""

TIMES = {"water": 12.0, "exhaust": 4.0, "fugitive": 4.0, "noise": 4.0}
"""How often a year a permit asks for each category."""

SPARE = 1
"""An instrument of each sort that stands in the store with its calibration run out; nobody uses it."""


def add_registry(world: World) -> None:
    """All tables about who there is and what they may do."""
    _organisations(world)
    _certificates(world)
    _capabilities(world)
    _instruments(world)
    _outlets(world)


def _organisations(world: World) -> None:
    at, base = dice(world.dimensions.seed, "registry", world.laboratory.number), world.laboratory
    organisations, filings = Sheet("organizations"), Sheet("filings")
    since = world.dimensions.first_day - at.randint(1200, 3600)
    organisations.put(org_id=base.org_id, name=base.name, kind="lab", region=county(base.division, base.org_id),
                      address=f"示例市示例路{base.number + 1}号", lon=base.lon, lat=base.lat, registered_on=since,
                      industry="7461")  # fmt: skip
    filings.put(org_id=base.org_id, filed_on=world.dimensions.first_day - at.randint(20, 200),
                scope="水和废水;环境空气和废气;噪声", staff_count=len(base.staff),
                instrument_count=sum(map(len, base.instruments.values())))  # fmt: skip
    for plant in base.plants:
        organisations.put(org_id=plant.org_id, name=plant.name, kind="discharger",
                          region=county(plant.division, plant.org_id), lon=plant.lon, lat=plant.lat,
                          registered_on=since + at.randint(-900, 300))  # fmt: skip
    world.tables["organizations"], world.tables["filings"] = organisations.frame(), filings.frame()


def certificates_of(world: World) -> list[tuple[str, int, int]]:
    """Number, first and last day of the laboratory's certificates; the last one was renewed in time."""
    base, at = world.laboratory, dice(world.dimensions.seed, "certificate", world.laboratory.number)
    if base.renewed:
        number, issued = base.renewed
        ends = issued + at.randint(5, 40)
        return [(base.cert_no, ends - CERTIFICATE_DAYS, ends), (number, issued, issued + CERTIFICATE_DAYS)]
    starts = world.dimensions.first_day - at.randint(60, 1300)
    return [(base.cert_no, starts, starts + CERTIFICATE_DAYS)]


def _certificates(world: World) -> None:
    base, certificates, sites = world.laboratory, Sheet("certificates"), Sheet("certificate_sites")
    first, last = world.dimensions.first_day, world.dimensions.last_day
    for cert_no, issued, expires in certificates_of(world):
        status: dict[str, object] = {"status": "valid"}
        if base.paused:
            status = {"status": "suspended", "status_from_on": base.paused[1], "status_to_on": base.paused[2],
                      "suspended_items": base.paused[0]}  # fmt: skip
        if base.closed:
            status = {"status": "suspended", "status_from_on": base.closed[0], "status_to_on": base.closed[1]}
        edition = "2025" if issued >= day_number(day_of(LIMITS_FROM).replace(year=2026)) else "2018"
        certificates.put(cert_no=cert_no, org_id=base.org_id, issued_on=issued, expires_on=expires, edition=edition,
                         is_limited_scope=0, **status)  # fmt: skip
        sites.put(cert_no=cert_no, site_id="S1", address=f"示例市示例路{base.number + 1}号", lon=base.lon, lat=base.lat,
                  lease_from_on=first - 900, lease_to_on=last + 1500)  # fmt: skip
    world.tables["certificates"], world.tables["certificate_sites"] = certificates.frame(), sites.frame()


def _capabilities(world: World) -> None:
    base, sheet = world.laboratory, Sheet("capabilities")
    seen = set()
    for cert_no, issued, expires in certificates_of(world):
        for item in ITEMS:
            key = (cert_no, item.category, item.parameter, item.method)
            if item.parameter in base.cannot or key in seen:
                continue
            seen.add(key)
            sheet.put(cert_no=cert_no, category=item.category, parameter=item.parameter, method=item.method,
                      valid_from_on=issued, valid_to_on=expires, detection_limit=item.detection_limit or None,
                      verified_on=issued - 60)  # fmt: skip
    world.tables["capabilities"] = sheet.frame()


def _instruments(world: World) -> None:
    at, base = dice(world.dimensions.seed, "instruments", world.laboratory.number), world.laboratory
    instruments, calibrations = Sheet("instruments"), Sheet("calibrations")
    kits = [(kind, number) for kit in base.kits for kind, number in kit.items()]
    samplers = [("air_sampler", number) for four in base.air_samplers for number in four]
    bench = [(kind, number) for kind, numbers in base.instruments.items() for number in numbers]
    old = [(kind, f"{base.code}-{kind.upper().replace('_', '')}-{len(base.instruments[kind]) + SPARE}X")
           for kind in ("spectrophotometer", "balance")]  # fmt: skip
    for kind, number in (*bench, *kits, *samplers, *old):
        leased = at.random() < 0.05  # noqa: PLR2004
        first, last = world.dimensions.first_day, world.dimensions.last_day
        instruments.put(instrument_id=number, org_id=base.org_id, kind=kind, model=f"X-{at.randint(1, 9)}00",
                        site_id="S1", ownership="leased" if leased else "owned",
                        serial_no=f"SN{at.randint(10**7, 10**8 - 1)}",
                        lease_from_on=first - 400 if leased else None,
                        lease_to_on=last + 900 if leased else None)  # fmt: skip
        # Every year, before the last certificate ends; what is out of use is not sent any more.
        done = first - at.randint(5, 340) - (700 if (kind, number) in old else 0)
        while True:
            calibrations.put(instrument_id=number, done_on=done, valid_until_on=done + 364, result="passed",
                             certificate_no=f"JZ{day_of(done):%Y}-{at.randint(10**5, 10**6 - 1)}")  # fmt: skip
            done += 364 - at.randint(0, 20)
            if done > last or (kind, number) in old:
                break
    world.tables["instruments"], world.tables["calibrations"] = instruments.frame(), calibrations.frame()


def _outlets(world: World) -> None:
    outlets, limits = Sheet("outlets"), Sheet("permit_limits")
    for plant in world.laboratory.plants:
        for outlet in plant.outlets:
            outlets.put(outlet_id=outlet.outlet_id, org_id=plant.org_id, kind=outlet.kind, lon=outlet.lon,
                        lat=outlet.lat, has_sampling_port=1 if outlet.kind in {"air", "water"} else None,
                        position="inlet" if outlet.inlet else "outlet" if outlet.kind in {"air", "water"} else None,
                        permit_no=f"{plant.org_id}001P")  # fmt: skip
            if outlet.inlet or outlet.well:
                continue
            for number in (*outlet.items, *outlet.rare):
                item = ITEMS[number]
                times = 4.0 if number in outlet.rare else TIMES[outlet.category]
                limits.put(outlet_id=outlet.outlet_id, parameter=item.parameter, limit=float(item.limit),
                           unit=item.unit, times_per_year=times, valid_from_on=LIMITS_FROM,
                           valid_to_on=LIMITS_FROM + 5 * 365)  # fmt: skip
    world.tables["outlets"], world.tables["permit_limits"] = outlets.frame(), limits.frame()
