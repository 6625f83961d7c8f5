"""Reports: every line says what the raw record holds, in the laboratory's own spelling."""

from __future__ import annotations

import numpy as np

from jianzhen.calendar.days import is_working_day
from jianzhen.synth import identity
from jianzhen.synth.chance import stream
from jianzhen.synth.contracts import Contract, contract_on
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE, day_of
from jianzhen.synth.frame import NO_TEXT, NOTHING, Array, Frame
from jianzhen.synth.lines import add_lines
from jianzhen.synth.results import Numbers
from jianzhen.synth.world import Visit, World

STANDARDS = {"water": ("HJ 91.1-2019", "GB 8978-1996"), "well": ("HJ 164-2020", "GB/T 14848-2017"),
             "exhaust": ("HJ/T 397-2007", "GB 16297-1996"), "fugitive": ("HJ/T 55-2000", "GB 16297-1996"),
             "noise": ("GB 12348-2008", "GB 12348-2008")}  # fmt: skip
SAMPLE_TYPES = {"water": "废水", "well": "地下水", "exhaust": "有组织废气", "fugitive": "无组织废气", "noise": "噪声"}
COPIES = 0.03
"""Share of reports of which a copy is on file as well."""


def add_reports(world: World, numbers: Numbers, contracts: dict[str, list[Contract]]) -> None:
    """The tables of reports, their lines and the register."""
    rng = stream(world.dimensions.seed, "reports", world.laboratory.number)
    from_at, to_at, signed = _analysed(world)
    issued = np.array([_issue(world, int(last), rng) for last in signed], np.int64)
    for visit in world.visits:
        visit.report_no = f"{world.laboratory.code}-JC{day_of(visit.day):%y}{visit.number + 1:05d}"
    numbers_text = [visit.report_no for visit in world.visits]
    world.tables["reports"] = _reports(world, rng, (from_at, to_at, issued))
    world.tables["report_register"] = Frame(
        "report_register",
        {
            "lab_id": world.laboratory.org_id, "report_no": numbers_text, "issued_on": issued // DAY,
            "client_id": [visit.plant.org_id for visit in world.visits],
            "contract_id": [_contract(contracts, visit) for visit in world.visits],
        },
        len(world.visits),
    )  # fmt: skip
    events = world["sampling_events"]
    by_event = {event: _contract(contracts, visit) for visit in world.visits for event in visit.events}
    events["contract_id"] = [by_event[event] for event in events["event_id"]]
    add_lines(world, numbers)
    _copy_some(world, rng)


def _contract(contracts: dict[str, list[Contract]], visit: Visit) -> str:
    return contract_on(contracts[visit.plant.org_id], visit.day).contract_id


def _analysed(world: World) -> tuple[Array, Array, Array]:
    """First and last moment of the analysis of each visit, and the last signature."""
    results, samples = world["results"], world["samples"]
    visit_of = {number: one.visit for number, one in zip(samples["sample_no"], world.taken, strict=True)}
    visit = np.array([visit_of[number] for number in results["sample_no"]], np.int64)
    ended = np.array([one.leave for one in world.visits], np.int64)
    count = len(world.visits)
    first, last, signed = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64), ended.copy()
    np.minimum.at(first, visit, results["analysed_from_at"])
    np.maximum.at(last, visit, results["analysed_to_at"])
    np.maximum.at(signed, visit, results["signed_at"])
    arrive = np.array([one.arrive for one in world.visits], np.int64)
    return np.where(last > 0, first, arrive), np.where(last > 0, last, ended), signed


def _issue(world: World, signed: int, rng: np.random.Generator) -> int:
    """A working day or some later, within office hours, and never while the institution was closed."""
    day, left = signed // DAY, int(rng.integers(1, 4))
    shut = world.laboratory.closed
    while left or (shut and shut[0] <= day <= shut[1]):
        day += 1
        if is_working_day(day_of(day)) and left:
            left -= 1
    while not is_working_day(day_of(day)):
        day += 1
    return day * DAY + 9 * HOUR + int(rng.integers(0, 460)) * MINUTE


def _approver(world: World, visit: Visit) -> str:
    """The first signs everything; the second water and noise; the third is a deputy for all."""
    signatories = world.laboratory.signatories
    if visit.category in {"water", "noise"} and visit.day % 2:
        return signatories[1]
    return signatories[2] if len(signatories) > 2 and visit.day % 5 == 0 else signatories[0]  # noqa: PLR2004


def cert_on(world: World, day: int) -> str:
    """The number of the certificate that stands on a report of that day."""
    renewed = world.laboratory.renewed
    return renewed[0] if renewed and day >= renewed[1] else world.laboratory.cert_no


def _reports(world: World, rng: np.random.Generator, times: tuple[Array, Array, Array]) -> Frame:
    from_at, to_at, issued = times
    count, visits = len(world.visits), world.visits
    submitted = issued + rng.integers(1, 9, count) * DAY
    late = submitted // DAY > world.dimensions.last_day
    client = [visit.plant.org_id for visit in visits]
    return Frame(
        "reports",
        {
            "lab_id": world.laboratory.org_id, "report_no": [visit.report_no for visit in visits], "copy": "original",
            "client_id": client, "cert_no": [cert_on(world, int(one) // DAY) for one in issued],
            "kind": ["entrusted" if visit.kind == "well" else "self_monitoring" for visit in visits],
            "category": [visit.category for visit in visits], "issued_at": issued,
            "approver_id": [_approver(world, visit) for visit in visits], "signature_device": "PC-01",
            "content_sha256": identity.digests(rng, count), "conclusion": "监测结果见结果页",
            "submitted_at": np.where(late, NOTHING, submitted),
            "submitted_by": np.where(late, NO_TEXT, np.array(client, object)),
            "client_name": [visit.plant.name for visit in visits],
            "sample_type": [SAMPLE_TYPES[visit.kind] for visit in visits], "sample_source": "现场采样",
            "sampling_standard": [STANDARDS[visit.kind][0] for visit in visits],
            "evaluation_standard": [STANDARDS[visit.kind][1] for visit in visits],
            "received_on": [NOTHING if visit.kind == "noise" else visit.received // DAY for visit in visits],
            "analysed_from_on": from_at // DAY, "analysed_to_on": to_at // DAY, "compiled_on": issued // DAY,
        },
        count,
    )  # fmt: skip


def _copy_some(world: World, rng: np.random.Generator) -> None:
    reports = world["reports"]
    copies = reports.copy(np.flatnonzero(rng.random(len(reports)) < COPIES))
    copies["copy"] = "copy"
    reports.append(copies)
