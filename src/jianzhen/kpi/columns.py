"""The columns of the figures with their titles, as CSV, workbook and page show them."""

from __future__ import annotations

import math

from jianzhen.words import Words

FIGURE_COLUMNS: dict[str, Words] = {
    "key": Words("对象", "Group"),
    "name": Words("名称", "Name"),
    "from_at": Words("起", "From"),
    "to_at": Words("止", "To"),
    "required_devices": Words("应联网设备", "Devices required"),
    "networked_devices": Words("已联网设备", "Devices networked"),
    "unknown_devices": Words("是否应联网不明", "Devices unknown"),
    "owed": Words("时段内小时值", "Owed"),
    "due": Words("应传", "Due"),
    "received": Words("实传", "Received"),
    "received_realtime": Words("其中即时", "of these real-time"),
    "received_backfilled": Words("其中补传", "of these back-filled"),
    "received_untold": Words("即时或补传不明", "real-time or not: unknown"),
    "valid": Words("有效", "Valid"),
    "valid_realtime": Words("有效（即时）", "Valid, real-time"),
    "valid_backfilled": Words("有效（补传）", "Valid, back-filled"),
    "invalid": Words("无效", "Not valid"),
    "unknown": Words("有效性不明", "Unknown"),
    "missing": Words("缺失", "Missing"),
    "taken_out_stop": Words("停运剔除", "Taken out: stop"),
    "taken_out_check": Words("标样核查剔除", "Taken out: check"),
    "due_valid": Words("应有效", "Due valid"),
    "networked_rate": Words("联网率", "Networked rate"),
    "transmission_rate": Words("传输率", "Transmission rate"),
    "transmission_rate_realtime": Words("传输率（即时）", "Transmission rate, real-time"),
    "validity_rate": Words("有效率", "Validity rate"),
    "validity_rate_at_most": Words("有效率上限", "Validity rate, at most"),
    "effective_rate": Words("有效传输率", "Effective transmission"),
    "effective_rate_at_most": Words("有效传输率上限", "Effective transmission, at most"),
    "effective_rate_realtime": Words("有效传输率（即时）", "Effective transmission, real-time"),
}

LOSS_COLUMNS: dict[str, Words] = {
    "device_id": Words("设备", "Device"),
    "outlet_id": Words("排放口", "Outlet"),
    "org_id": Words("排污单位", "Discharger"),
    "region": Words("区划", "Region"),
    "factor": Words("因子", "Factor"),
    "from_at": Words("起", "From"),
    "to_at": Words("止", "To"),
    "hours": Words("小时数", "Hours"),
    "state": Words("状态", "State"),
    "reason": Words("原因代码", "Reason code"),
    "how": Words("即时或补传", "Real-time or back-filled"),
    "basis": Words("应传依据", "Due because"),
}

DEVICE_COLUMNS: dict[str, Words] = {
    "device_id": Words("设备", "Device"),
    "outlet_id": Words("排放口", "Outlet"),
    "org_id": Words("排污单位", "Discharger"),
    "org_name": Words("单位名称", "Name"),
    "region": Words("区划", "Region"),
    "kind": Words("类别", "Kind"),
    "status": Words("联网状态", "Status"),
    "networked_on": Words("联网日期", "Networked on"),
    "accepted_on": Words("验收日期", "Accepted on"),
    "removed_on": Words("拆除日期", "Removed on"),
    "first_at": Words("时段内首个数据", "First data in the period"),
    "filed_factors": Words("备案因子数", "Factors filed"),
    "arrived_factors": Words("未备案而传过的因子数", "Factors that came unfiled"),
}


def is_rate(column: str) -> bool:
    """Whether a column of the figures is a rate."""
    return "_rate" in column


def percent(rate: float | None) -> float | None:
    """A rate in % with two decimals, rounded down: 95.00 must not be read where 94.996 was reached."""
    return None if rate is None else math.floor(rate * 1e4 + 1e-7) / 100
