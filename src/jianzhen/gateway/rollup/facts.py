"""What one packet says, as rows of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianzhen.contract.codes import code_list
from jianzhen.hj212 import cycle_of, readings
from jianzhen.hj212.commands import raw_measurements_of, standard_checks_of
from jianzhen.hj212.times import moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from jianzhen.gateway.journal.own import Silence
    from jianzhen.hj212 import Message, Reading

Fact = tuple[str, dict[str, Any]]
"""A table and a row of it."""

_LOGS = frozenset({"i11001", "i21001", "i31001"})
_PARAMETERS = ("i13", "i23", "i33")
_FURNACE = "2111"
"""The five-minute mean of the furnace temperature: minute data by another command."""


def facts_of(message: Message, received_at: datetime) -> Iterator[Fact]:
    """Give the rows of one packet; none for a packet that carries no facts or whose time cannot be read."""
    if not message.mn:
        return
    if cycle_of(message) or message.cn == _FURNACE:
        yield from _observations(message, received_at)
    elif message.cn == "3020":
        yield from _information(message, received_at)
    elif message.cn in {"2081", "3019"}:
        yield from _events(message, received_at)
    elif message.cn == "2062":
        yield from _checks(message)
    elif message.cn == "2013":
        yield from _draws(message)


def silence_fact(silence: Silence) -> Fact:
    """Give the row of a request that a connected device left without answer."""
    asked = ";".join(f"{name}={text}" for name, text in silence.items)
    row = {"device_id": silence.mn, "at": silence.gave_up_at, "kind": "no_answer", "order_qn": silence.qn}
    return "device_events", row | {"name": f"{silence.cn} {asked}".strip()}


def _observations(message: Message, received_at: datetime) -> Iterator[Fact]:
    at = message.data_at
    # Editions before 2025 have no mark for data sent later: that they were cannot be told.
    backfilled = message.backfilled if message.edition == "2025" else None
    for one in readings(message) if at else ():
        if one.factor and (one.values or one.flag):
            row = {"device_id": message.mn, "factor": one.factor, "cycle": cycle_of(message) or "minute", "at": at}
            yield "observations", row | _values(one) | {"received_at": received_at, "backfilled": backfilled}


def _values(one: Reading) -> dict[str, Any]:
    values = one.values
    return {
        "avg": values.get("Avg", values.get("Rtd")),
        "min": values.get("Min"),
        "max": values.get("Max"),
        "total": values.get("Cou"),
        "converted": values.get("ZsAvg", values.get("ZsRtd")),
        "flag": one.flag or None,
    }


def _moment_of(message: Message, received_at: datetime) -> datetime | None:
    """The moment a packet names, that of its receipt if it names none (3019 has no DataTime), None if it is no time."""
    return received_at if message.first("DataTime") is None else message.data_at


def _information(message: Message, received_at: datetime) -> Iterator[Fact]:
    at = _moment_of(message, received_at)
    for one in readings(message) if at else ():
        text = one.texts.get("Info")
        if one.factor in _LOGS and text is not None:
            row = {"device_id": message.mn, "at": at, "kind": "log", "name": one.instrument or one.factor}
            yield "device_events", row | {"after": text.strip("/")}
        elif one.factor.startswith(_PARAMETERS) and (text is not None or "Info" in one.values):
            name = code_list("device_parameter").resolve(one.factor) or one.factor
            row = {"device_id": message.mn, "instrument": one.instrument, "name": name, "at": at, "source": "3020"}
            sent = next((sent for group in message.cp for key, sent in group if key == f"{one.factor}-Info"), text)
            repeated = sum(key == f"{one.factor}-Info" for group in message.cp for key, _ in group) > 1
            value_text = text if repeated else sent
            yield "device_parameters", row | {"value": one.values.get("Info"), "value_text": value_text}


def _events(message: Message, received_at: datetime) -> Iterator[Fact]:
    at = _moment_of(message, received_at)
    if message.cn == "2081":
        restarted = moment(message.first("RestartTime") or "") or at
        if restarted:
            yield "device_events", {"device_id": message.mn, "at": restarted, "kind": "restart"}
        return
    for one in readings(message) if at else ():
        serial = one.texts.get("SN")
        if serial:
            row = {"device_id": message.mn, "at": at, "kind": "serial_change", "name": one.instrument or one.factor}
            yield "device_events", row | {"after": serial}


def _checks(message: Message) -> Iterator[Fact]:
    for one in standard_checks_of(message):
        if one.at:
            row = {"device_id": message.mn, "factor": one.factor, "kind": "standard", "at": one.at}
            yield "device_checks", row | {"expected": one.expected, "measured": one.measured, "passed": one.passed}


def _draws(message: Message) -> Iterator[Fact]:
    """The moments of sampling of periodic measurements; their values come again as hour data."""
    for one in raw_measurements_of(message):
        if one.sampled_at:
            mode = code_list("cycle_mode").resolve(one.sample_type) if one.sample_type else None
            yield "sampling_cycles", {"device_id": message.mn, "at": one.sampled_at, "mode": mode}
