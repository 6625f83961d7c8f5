"""Work that was only written up: a noise measurement with its report."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jianzhen.synth.cast import Plant
from jianzhen.synth.dimensions import MINUTE
from jianzhen.synth.frame import Array, Frame
from jianzhen.synth.items import ITEMS, index_of
from jianzhen.synth.tampering.ground import Ground
from jianzhen.synth.world import Visit

NOISE = ITEMS[index_of("noise", "等效连续A声级")]
WALK = 15 * MINUTE


def noise(ground: Ground, visit: Visit, plant: Plant, start: int) -> Visit:
    """Write up noise at a plant by the crew of another visit; the sound meter has been run for it somewhere."""
    world, points = ground.world, plant.points("noise")
    number = len(world.visits)
    events = [f"{visit.events[0]}Z{place + 1}" for place in range(len(points))]
    made = replace(visit, number=number, plant=plant, kind="noise", arrive=start, leave=start + len(points) * WALK,
                   events=events, report_no=f"{visit.report_no}Z")  # fmt: skip
    world.visits.append(made)
    ground.touched.add(number)
    begins = start + np.arange(len(points)) * WALK
    values = [round(NOISE.median + ground.at.gauss(0, 2), 1) for _ in points]
    _events(ground, made, begins)
    _memory(ground, made, begins, values)
    _report(ground, made, begins, values)
    return made


def _events(ground: Ground, made: Visit, begins: Array) -> None:
    world, points = ground.world, made.plant.points("noise")
    world["sampling_events"].append(
        Frame("sampling_events",
              {"event_id": made.events, "lab_id": ground.lab_id, "outlet_id": [one.outlet_id for one in points],
               "site_name": [one.site for one in points], "category": "noise", "started_at": begins,
               "ended_at": begins + 10 * MINUTE, "lon": [one.lon for one in points], "lat": [one.lat for one in points],
               "instrument_id": world.laboratory.kits[made.crew]["sound_meter"], "load_pct": 80.0, "wind_speed": 1.2,
               "weather": "sunny", "client_signer_id": made.plant.signer}, len(points))
    )  # fmt: skip
    for person in made.people[:2]:
        world["sampling_crew"].append(
            Frame("sampling_crew", {"event_id": made.events, "person_id": person, "client_staff": 0,
                                    "signed_in_at": begins, "signed_out_at": begins + 10 * MINUTE}, len(points))
        )  # fmt: skip


def _memory(ground: Ground, made: Visit, begins: Array, values: list[float]) -> None:
    memory, meter = ground.world["field_readings"], ground.world.laboratory.kits[made.crew]["sound_meter"]
    rows = memory.rows(instrument_id=meter)
    later = rows[memory["started_at"][rows] > begins[0]]
    first = int(memory["record_no"][later].min() if len(later) else memory["record_no"][rows].max(initial=99) + 1)
    memory["record_no"][later] += len(values)
    memory["ticket_no"][later] = [str(number) for number in memory["record_no"][later]]
    numbers = first + np.arange(len(values))
    memory.append(
        Frame("field_readings",
              {"instrument_id": meter, "record_no": numbers, "event_id": made.events, "started_at": begins,
               "ended_at": begins + 10 * MINUTE, "written_at": begins + 10 * MINUTE + 2, "parameter": NOISE.parameter,
               "stored_value": values, "ticket_no": [str(number) for number in numbers],
               "ticket_value_text": [f"{value:.1f}" for value in values], "ticket_started_at": begins,
               "ticket_ended_at": begins + 10 * MINUTE, "ticket_template": "T-2.1", "firmware": "2.1.0"}, len(values))
    )  # fmt: skip


def _report(ground: Ground, made: Visit, begins: Array, values: list[float]) -> None:
    world, points = ground.world, made.plant.points("noise")
    reports, register = world["reports"], world["report_register"]
    old = made.report_no.removesuffix("Z")
    row = reports.rows(report_no=old, copy="original")
    again = reports.copy(row)
    again["report_no"], again["category"], again["kind"] = made.report_no, "noise", "self_monitoring"
    again["client_id"], again["client_name"] = made.plant.org_id, made.plant.name
    again["submitted_by"], again["sample_type"] = made.plant.org_id, "噪声"
    again["approver_id"] = world.laboratory.signatories[0]
    reports.append(again)
    entry = register.copy(register.rows(report_no=old))
    entry["report_no"], entry["client_id"], entry["contract_id"] = made.report_no, made.plant.org_id, None
    register.append(entry)
    world["report_results"].append(
        Frame("report_results",
              {"lab_id": ground.lab_id, "report_no": made.report_no, "line": np.arange(1, len(points) + 1),
               "outlet_id": [one.outlet_id for one in points], "site_name": [one.site for one in points],
               "sampled_from_at": begins, "sampled_to_at": begins + 10 * MINUTE, "parameter": NOISE.parameter,
               "method": NOISE.method, "value_text": [f"{value:.1f}" for value in values], "value": values,
               "unit": NOISE.unit, "limit": NOISE.limit, "verdict": "合格"}, len(points))
    )  # fmt: skip
