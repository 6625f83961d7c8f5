"""Plants: production and electricity, stated reasons for not monitoring, presence on site."""

from __future__ import annotations

from jianzhen.contract.columns import at, code, number, on, ref, text
from jianzhen.contract.fields import PLANT, org, parameter
from jianzhen.contract.model import FactTable

PLANT_OPERATIONS = FactTable(
    "plant_operations", "生产与用电", "Plant operations", "C",
    (
        org("org_id", "排污单位代码", "Discharger", key=True, required=True, example=PLANT),
        ref("outlet_id", "排放口编号", "Outlet", "outlets.outlet_id", key=True, example="DA001",
            note_zh="空白表示全厂", note_en="empty means the whole plant"),
        code("source", "数据来源", "Source", "operation_source", key=True, required=True, example="meter"),
        at("from_at", "起始时间", "From", key=True, required=True, example="2026-03-01 09:00:00"),
        at("to_at", "截止时间", "To", key=True, required=True, example="2026-03-01 10:00:00"),
        number("output", "产量", "Output", low=0, example="12.5"),
        text("output_unit", "产量单位", "Output unit", example="t"),
        number("power", "生产用电量", "Power", unit="kWh", low=0, example="830", aliases=("用电量",)),
        number("treatment_power", "治理设施用电量", "Treatment power", unit="kWh", low=0, example="120"),
        number("load_pct", "生产负荷", "Load", unit="%", low=0, example="85", aliases=("负荷",)),
        code("state", "生产状态", "State", "operation_state", example="running"),
    ),
    about_zh="产量、用电、负荷与启停；来自电表、台账、申报或其他平台。",
    about_en="Output, electricity, load and state, from meters, ledgers, declarations or other platforms.",
    aliases=("生产用电", "生产工况"),
)  # fmt: skip

MONITORING_WAIVERS = FactTable(
    "monitoring_waivers", "未监测说明", "Monitoring waivers", "C",
    (
        org("org_id", "排污单位代码", "Discharger", key=True, required=True, example=PLANT),
        ref("outlet_id", "排放口编号", "Outlet", "outlets.outlet_id", key=True, required=True, example="DA001"),
        parameter(key=True, example="二氧化硫"),
        on("from_on", "起始日期", "From", key=True, required=True, example="2026-01-01"),
        on("to_on", "截止日期", "To", required=True, example="2026-03-31"),
        text("reason", "未监测理由", "Reason", required=True, example="停产"),
        at("declared_at", "申报时间", "Declared at", example="2026-04-02 10:00:00"),
    ),
    about_zh="排污单位申报的未开展自行监测的理由。",
    about_en="Why a discharger says it did not monitor.",
)  # fmt: skip

PRESENCE = FactTable(
    "presence", "视频与门禁", "Presence", "C",
    (
        text("place_id", "场所编号", "Place", key=True, required=True, example="DA001", note_zh="设备 MN 或排放口编号",
             note_en="a device_id or an outlet_id"),
        code("kind", "识别种类", "Kind", "presence_kind", key=True, required=True, example="person"),
        at("from_at", "起始时间", "From", key=True, required=True, example="2026-03-01 08:55:00"),
        at("to_at", "截止时间", "To", required=True, example="2026-03-01 10:10:00"),
    ),
    about_zh="视频、门禁识别到的人员、开门和视频缺失时段。",
    about_en="Spans in which video or gates saw people, open doors, or nothing because the camera was off.",
    subject="place_id",
)  # fmt: skip
