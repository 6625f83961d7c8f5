"""Ledgers of materials, attendance and system logs."""

from __future__ import annotations

from jianzhen.contract.columns import at, code, integer, number, on, ref, text
from jianzhen.contract.fields import device, org, person, place, unit
from jianzhen.contract.model import FactTable

MOVEMENTS = FactTable(
    "movements", "物料台账", "Material movements", "B",
    (
        integer("entry_no", "台账序号", "Entry no.", key=True, required=True, low=0, example="1"),
        org("org_id", "机构代码", "Organisation", key=True, required=True),
        text("item", "物料名称", "Item", required=True, example="石英滤膜 47mm"),
        code("kind", "物料类别", "Kind", "movement_kind", required=True, example="filter"),
        text("lot", "批号", "Lot", example="L20260101"),
        on("expires_on", "有效期至", "Expires on", example="2027-01-01"),
        code("direction", "出入库", "Direction", "movement_direction", required=True, example="use"),
        number("quantity", "数量", "Quantity", low=0, example="3"),
        unit(example="张"),
        at("at", "发生时间", "At", required=True, example="2026-03-01 08:30:00"),
        ref("run_id", "运行编号", "Run", "analysis_runs.run_id", example="IC-20260302-007"),
        ref("event_id", "采样记录编号", "Event", "sampling_events.event_id", example="CY20260301-01"),
        device(),
        person("person_id", "经手人代号", "Person"),
        number("nominal_value", "标称值", "Nominal value", low=0, example="100", note_zh="标气、标液的标称浓度",
               note_en="nominal concentration of a standard gas or solution"),
        unit("nominal_unit", "标称值单位", "Nominal unit", example="mg/m3"),
    ),
    about_zh="标准物质、试剂、标气、滤膜、采样头等的出入库与领用。",
    about_en="Receipt, use and scrapping of reference materials, reagents, gases, filters, sampler heads.",
)  # fmt: skip

ATTENDANCE = FactTable(
    "attendance", "到岗", "Attendance", "B",
    (
        person("person_id", "人员代号", "Person", key=True, required=True),
        org("org_id", "机构代码", "Organisation", required=True),
        code("kind", "到岗种类", "Kind", "attendance_kind", key=True, required=True, example="present"),
        text("place", "地点", "Place", example="实验室"),
        at("from_at", "起始时间", "From", key=True, required=True, example="2026-03-01 08:30:00"),
        at("to_at", "截止时间", "To", required=True, example="2026-03-01 17:30:00"),
        *place(),
        code("source", "记录来源", "Source", "attendance_source", example="gate"),
    ),
    about_zh="考勤、门禁、请假、出差。",
    about_en="Presence, leave and travel.", aliases=("考勤",),
)  # fmt: skip

SYSTEM_LOGS = FactTable(
    "system_logs", "系统日志", "System logs", "B",
    (
        text("system_id", "系统编号", "System", key=True, required=True, example="LIMS-1"),
        integer("seq", "日志序号", "Sequence", key=True, required=True, low=0, example="100231"),
        at("at", "发生时间", "At", required=True, example="2026-03-02 13:00:00"),
        text("actor_id", "操作人代号", "Actor", form="digest", example="p7f3a9c2e51d04b8"),
        code("action", "操作", "Action", "log_action", required=True, example="update"),
        text("object_table", "对象表", "Object table", example="results"),
        text("object_key", "对象主键", "Object key", example="FS260301-01"),
        text("before", "修改前", "Before", example="25"),
        text("after", "修改后", "After", example="24"),
        text("reason", "修改理由", "Reason", example="录入错误"),
        text("prev_hash", "前一条摘要", "Previous digest", example="78" * 32),
        text("hash", "本条摘要", "Digest", example="9a" * 32),
    ),
    about_zh="实验室管理系统和仪器工作站的操作日志。",
    about_en="Operation logs of LIMS and instrument workstations.",
    subject="system_id",
)  # fmt: skip
