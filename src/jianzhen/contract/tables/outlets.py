"""Where discharge and environment are monitored: outlets, their limits, automatic devices."""

from __future__ import annotations

from jianzhen.contract.columns import boolean, code, number, on, ref, text
from jianzhen.contract.fields import MN, OPERATOR, PLANT, VENDOR, device, factor, org, parameter, place, unit
from jianzhen.contract.model import FactTable

OUTLETS = FactTable(
    "outlets", "排放口", "Outlets", "A",
    (
        text("outlet_id", "排放口编号", "Outlet", key=True, required=True, example="DA001",
             aliases=("点位编号", "排口编号")),
        org("org_id", "排污单位代码", "Discharger", required=True, example=PLANT),
        code("kind", "点位类别", "Kind", "outlet_kind", required=True, example="air"),
        *place(),
        boolean("has_sampling_port", "有规范采样口", "Has a sampling port", example="是"),
        code("position", "进出口位置", "Position", "outlet_position", example="outlet"),
        text("treatment_process", "治理工艺", "Treatment", example="SNCR+布袋除尘"),
        text("permit_no", "排污许可证编号", "Permit no.", example="91640200MA0PLANT5F001P"),
        ref("receiving_section", "受纳断面编号", "Receiving section", "sections.section_id", example="SEC-01"),
    ),
    about_zh="排放口和监测点位。",
    about_en="Outlets and monitoring points.", aliases=("排放口/点位", "点位", "排口"),
)  # fmt: skip

PERMIT_LIMITS = FactTable(
    "permit_limits", "许可限值", "Permit limits", "A",
    (
        ref("outlet_id", "排放口编号", "Outlet", "outlets.outlet_id", key=True, required=True, example="DA001"),
        parameter(key=True, required=True, example="二氧化硫"),
        number("limit", "限值", "Limit", example="50"),
        unit(example="mg/m3"),
        number("o2_reference", "基准氧含量", "Reference oxygen", unit="%", low=0, high=21, example="6"),
        number("times_per_year", "年监测频次", "Times a year", unit="次/年", low=0, example="4"),
        on("valid_from_on", "生效日期", "Valid from", key=True, required=True, example="2024-01-01"),
        on("valid_to_on", "失效日期", "Valid to", example="2028-12-31"),
    ),
    about_zh="排污许可证对每个排放口、项目规定的限值与监测频次。",
    about_en="Limits and monitoring frequency that a permit sets per outlet and parameter.",
    subject="outlet_id",
)  # fmt: skip

DEVICES = FactTable(
    "devices", "自动监测设备", "Automatic devices", "A",
    (
        text("device_id", "设备唯一标识(MN)", "Device (MN)", key=True, required=True, example=MN,
             aliases=("MN", "MN号", "设备编号", "数采仪编号")),
        ref("outlet_id", "排放口编号", "Outlet", "outlets.outlet_id", required=True, example="DA001"),
        org("om_org_id", "运维机构代码", "O&M operator", example=OPERATOR),
        org("vendor_org_id", "设备厂商代码", "Vendor", example=VENDOR),
        code("kind", "设备类别", "Kind", "device_kind", example="gas"),
        boolean("network_required", "应联网", "Network required", example="是"),
        on("networked_on", "联网日期", "Networked on", example="2021-07-01"),
        on("accepted_on", "验收日期", "Accepted on", example="2021-06-15"),
        on("removed_on", "拆除日期", "Removed on", example="2026-05-31"),
        *place("站房", "station ", prefix="station_"),
    ),
    about_zh="自动监测设备（数采仪 MN）台账。",
    about_en="Automatic devices, one row per MN.",
    subject="device_id",
)  # fmt: skip

FILED_PARAMETERS = FactTable(
    "filed_parameters", "备案参数", "Filed parameters", "A",
    (
        device(key=True, required=True),
        factor(key=True, required=True),
        code("name", "参数名称", "Name", "device_parameter", key=True, required=True, example="range"),
        number("value", "备案值", "Filed value", example="200"),
        unit(example="mg/m3"),
        on("filed_on", "备案日期", "Filed on", key=True, required=True, example="2024-01-10"),
        on("ended_on", "终止日期", "Ended on", example="2025-01-09"),
    ),
    about_zh="自动监测设备经备案的量程、斜率、截距、基准氧等。",
    about_en="Range, slope, intercept, reference oxygen and so on as filed with the authority.",
    subject="device_id",
)  # fmt: skip
