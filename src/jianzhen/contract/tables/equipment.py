"""Laboratory and field instruments, their calibrations, and the reference table of methods."""

from __future__ import annotations

from jianzhen.contract.columns import boolean, code, integer, number, on, ref, text
from jianzhen.contract.fields import org, parameter, parameters, unit
from jianzhen.contract.model import FactTable

INSTRUMENTS = FactTable(
    "instruments", "仪器", "Instruments", "A",
    (
        text("instrument_id", "仪器编号", "Instrument", key=True, required=True, example="YQ-015",
             aliases=("设备编号",)),
        org("org_id", "机构代码", "Organisation", required=True),
        code("kind", "仪器类别", "Kind", "instrument_kind", required=True, example="spectrophotometer",
             aliases=("仪器名称", "设备名称")),
        text("model", "型号", "Model", example="X-100", aliases=("规格型号", "仪器型号")),
        text("serial_no", "出厂编号", "Serial no.", example="SN20220015"),
        code("ownership", "产权", "Ownership", "ownership", example="owned"),
        on("lease_from_on", "租赁起始日期", "Lease from", example="2026-01-01"),
        on("lease_to_on", "租赁截止日期", "Lease to", example="2028-12-31"),
        text("site_id", "所在场所编号", "Site", example="S1"),
        parameters(),
    ),
    about_zh="实验室与现场仪器台账。",
    about_en="The register of laboratory and field instruments.",
    aliases=("仪器设备", "仪器台账"),
)  # fmt: skip

CALIBRATIONS = FactTable(
    "calibrations", "检定校准", "Calibrations", "A",
    (
        ref("instrument_id", "仪器编号", "Instrument", "instruments.instrument_id", key=True, required=True,
            example="YQ-015"),
        on("done_on", "检定校准日期", "Done on", key=True, required=True, example="2026-02-10"),
        on("valid_until_on", "有效期至", "Valid until", required=True, example="2027-02-09"),
        code("result", "检定校准结果", "Result", "calibration_result", example="passed"),
        text("certificate_no", "检定校准证书编号", "Calibration certificate no.", example="JZ2026-0001"),
    ),
    about_zh="仪器的检定、校准。",
    about_en="Verifications and calibrations of instruments.",
    subject="instrument_id",
)  # fmt: skip

METHODS = FactTable(
    "methods", "方法标准", "Methods", "A",
    (
        code("method", "方法标准", "Method", "method", key=True, required=True, example="HJ 505-2009"),
        code("matrix", "介质", "Matrix", "sample_category", example="water"),
        parameter(key=True, required=True, example="五日生化需氧量"),
        on("valid_from_on", "实施日期", "In force from", example="2009-12-01"),
        on("valid_to_on", "废止日期", "In force to", example="2027-06-30"),
        code("replaced_by", "代替标准", "Replaced by", "method", example="HJ 70-2025"),
        number("detection_limit", "检出限", "Detection limit", low=0, example="0.5"),
        unit(),
        number("min_duration_min", "最短分析时长", "Shortest analysis", unit="min", low=0, example="6960"),
        number("negative_min_duration_min", "未检出最短分析时长", "Shortest analysis when nothing is found", unit="min",
               low=0, example="1320", note_zh="初步试验为阴性即可报未检出的方法",
               note_en="for methods that stop when the first step is negative"),
        number("holding_time_h", "样品保存时限", "Holding time", unit="h", low=0, example="24"),
        integer("significant_digits", "有效位数", "Significant digits", low=1, high=10, example="3"),
        boolean("automatic", "自动方法", "Automatic", example="否"),
        text("source", "依据", "Source", example="HJ 505-2009",
             note_zh="数值出自何处", note_en="where the numbers come from"),
        code("verified", "核验程度", "Verified", "verification", example="memory"),
        number("equilibration_h", "滤膜平衡时长", "Equilibration", unit="h", low=0, example="24"),
    ),
    about_zh="方法标准的时限、检出限等参考数据，随程序提供，每个数字注明出处与核验程度。",
    about_en="Reference numbers of method standards, shipped with the program, each with source and verification.",
    subject="method",
)  # fmt: skip
