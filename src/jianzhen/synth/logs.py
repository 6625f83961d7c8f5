"""The log of the laboratory's own system: reports compiled and exported, corrections with their reason, chained."""

from __future__ import annotations

import hashlib

from jianzhen.synth.chance import dice
from jianzhen.synth.dimensions import MINUTE
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import World


def add_logs(world: World) -> None:
    """The table of system logs."""
    at = dice(world.dimensions.seed, "logs", world.laboratory.number)
    rows: list[dict[str, object]] = []
    reports, results = world["reports"], world["results"]
    for number, person, issued in zip(reports["report_no"], reports["approver_id"], reports["issued_at"], strict=True):
        made = int(issued) - at.randint(30, 200) * MINUTE
        rows.append(
            {"at": made, "actor_id": person, "action": "create", "object_table": "reports", "object_key": number}
        )
        rows.append({"at": int(issued) + at.randint(1, 20) * MINUTE, "actor_id": person, "action": "export",
                     "object_table": "reports", "object_key": number})  # fmt: skip
    rows += [
        {"at": int(results["entered_at"][row]), "actor_id": results["signed_by"][row], "action": "update",
         "object_table": "results", "object_key": results["sample_no"][row], "after": results["value_text"][row],
         "reason": "复测"}
        for row in results.rows(replicate=3)
    ]  # fmt: skip
    rows.sort(key=lambda row: (int(str(row["at"])), str(row["object_key"]), str(row["action"])))
    sheet, before = Sheet("system_logs"), "0" * 64
    for seq, row in enumerate(rows, 1):
        text = f"{before}{seq}{row['at']}{row['actor_id']}{row['action']}{row['object_key']}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        sheet.put(system_id=f"LIMS-{world.laboratory.code}", seq=seq, prev_hash=before, hash=digest, **row)
        before = digest
    world.tables["system_logs"] = sheet.frame()
