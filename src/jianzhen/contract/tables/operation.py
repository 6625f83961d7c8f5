"""Operation and maintenance of automatic devices: checks, visits, crews."""

from __future__ import annotations

from jianzhen.contract.columns import at, boolean, code, number, ref, text
from jianzhen.contract.fields import OPERATOR, device, factor, org, person, unit
from jianzhen.contract.model import FactTable

DEVICE_CHECKS = FactTable(
    "device_checks", "校准与核查", "Device checks", "C",
    (
        device(key=True, required=True),
        factor(key=True, required=True),
        code("kind", "核查种类", "Kind", "device_check_kind", key=True, required=True, example="span"),
        at("at", "核查时间", "At", key=True, required=True, example="2026-03-01 14:00:00"),
        number("expected", "标准值", "Expected", example="100", aliases=("标气浓度", "参比值")),
        number("measured", "测定值", "Measured", example="98.7", aliases=("仪器示值",)),
        number("tolerance", "允许误差", "Tolerance", low=0, example="5"),
        unit(example="mg/m3"),
        boolean("passed", "是否合格", "Passed", example="是"),
        text("standard_lot", "标准物质批号", "Standard lot", example="L20260101"),
    ),
    about_zh="零点、量程校准，标样核查，线性与比对。",
    about_en="Zero, span, standard, linearity and comparison checks.",
    subject="device_id",
)  # fmt: skip

OM_VISITS = FactTable(
    "om_visits", "运维记录", "O&M visits", "C",
    (
        text("visit_id", "运维单号", "Visit", key=True, required=True, example="YW20260301-01"),
        device(required=True),
        org("org_id", "运维机构代码", "O&M operator", required=True, example=OPERATOR),
        at("from_at", "到站时间", "From", required=True, example="2026-03-01 13:30:00"),
        at("to_at", "离站时间", "To", required=True, example="2026-03-01 15:00:00"),
        code("kind", "运维种类", "Kind", "om_visit_kind", required=True, example="calibration"),
        text("text", "运维内容", "Text", example="量程校准并更换滤芯"),
        at("fault_reported_at", "故障报告时间", "Fault reported at", example="2026-03-01 09:00:00"),
        at("fault_fixed_at", "故障排除时间", "Fault fixed at", example="2026-03-01 15:00:00"),
        text("parts", "更换部件", "Parts", many=True, example="滤芯"),
    ),
    about_zh="运维人员每次到站的记录。",
    about_en="Each visit of the O&M operator to a station.", aliases=("运维",),
)  # fmt: skip

OM_CREW = FactTable(
    "om_crew", "运维人员", "O&M crew", "C",
    (
        ref("visit_id", "运维单号", "Visit", "om_visits.visit_id", key=True, required=True, example="YW20260301-01"),
        person("person_id", "人员代号", "Person", key=True, required=True),
    ),
    about_zh="参加运维的人员。",
    about_en="Who took part in a visit.",
    subject="visit_id",
)  # fmt: skip
