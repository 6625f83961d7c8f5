"""Laboratory work: instrument runs, raw results, chromatograms, weighings, quality control."""

from __future__ import annotations

from jianzhen.contract.columns import at, boolean, code, integer, number, on, ref, text
from jianzhen.contract.fields import method, org, parameter, person, place, qualifier, unit
from jianzhen.contract.model import FactTable

ANALYSIS_RUNS = FactTable(
    "analysis_runs", "仪器运行", "Instrument runs", "B",
    (
        text("run_id", "运行编号", "Run", key=True, required=True, example="IC-20260302-007"),
        org("lab_id", "监测机构代码", "Laboratory", required=True),
        ref("instrument_id", "仪器编号", "Instrument", "instruments.instrument_id", required=True, example="YQ-015"),
        ref("sample_no", "样品编号", "Sample no.", "samples.sample_no", example="FS260301-01"),
        code("kind", "运行种类", "Kind", "run_kind", example="sample"),
        parameter(),
        method(),
        person("analyst_id", "分析人代号", "Analyst"),
        at("started_at", "运行开始时间", "Started at", required=True, example="2026-03-02 10:00:00"),
        at("ended_at", "运行结束时间", "Ended at", required=True, example="2026-03-02 10:15:00"),
        integer("sequence_no", "进样序号", "Sequence no.", low=0, example="7"),
        text("batch_id", "批次编号", "Batch", example="B20260302"),
        text("file_name", "数据文件名", "File name", example="20260302-007.dat"),
        text("file_sha256", "数据文件摘要", "File digest", form="sha256", example="12" * 32),
        at("file_created_at", "文件创建时间", "File created at", example="2026-03-02 10:15:03"),
        at("file_modified_at", "文件修改时间", "File modified at", example="2026-03-02 10:15:03"),
        boolean("manual_integration", "手工积分", "Manual integration", example="否"),
        number("raw_value", "仪器读数", "Raw value", example="0.512"),
        unit("raw_unit", "读数单位", "Raw unit"),
        text("peak_areas", "峰面积", "Peak areas", many=True, form="numbers", example="10234.5;8871.2"),
        boolean("excluded", "是否剔除", "Excluded", example="否"),
        text("exclusion_reason", "剔除理由", "Reason of exclusion", example="进样针堵塞"),
        *place("分析", "analysis "),
    ),
    about_zh="实验室仪器每一次运行（进样、测定）。",
    about_en="Every run of a laboratory instrument.",
    subject="lab_id",
    aliases=("仪器运行记录",),
)  # fmt: skip

RESULTS = FactTable(
    "results", "原始记录结果", "Raw results", "B",
    (
        org("lab_id", "监测机构代码", "Laboratory", key=True, required=True),
        ref("sample_no", "样品编号", "Sample no.", "samples.sample_no", key=True, required=True, example="FS260301-01"),
        parameter(key=True, required=True),
        method(required=True),
        integer("replicate", "平行号", "Replicate", key=True, low=0, example="1",
                note_zh="平行、复测的序号；空白表示单次",
                note_en="number of the replicate or retest; empty for a single one"),
        person("analyst_id", "分析人代号", "Analyst"),
        at("analysed_from_at", "分析开始时间", "Analysed from", example="2026-03-02 09:00:00"),
        at("analysed_to_at", "分析结束时间", "Analysed to", example="2026-03-02 12:30:00"),
        at("entered_at", "录入时间", "Entered at", example="2026-03-02 13:00:00"),
        text("value_text", "结果", "Result as written", required=True, example="25",
             note_zh="照原始记录填写，保留“<”“ND”“L”和末尾的0", note_en="as written: keep <, ND, L and trailing zeros",
             aliases=("检测结果", "测定结果", "分析结果", "监测结果")),
        number("value", "结果数值", "Value", example="25"),
        qualifier(),
        unit(required=True),
        ref("run_id", "运行编号", "Run", "analysis_runs.run_id", example="IC-20260302-007"),
        text("paper_value_text", "纸质记录结果", "Result on paper", example="25"),
        person("reviewer_id", "复核人代号", "Reviewer"),
        person("signed_by", "签名人代号", "Signed by"),
        at("signed_at", "签名时间", "Signed at", example="2026-03-02 16:00:00"),
        text("signature_device", "签名设备", "Signing device", example="PC-07"),
        boolean("reported", "是否报出", "Reported", example="是"),
        text("reason", "复测或修改理由", "Reason", example="平行超差复测"),
    ),
    about_zh="原始记录中每个样品、项目、平行的测定结果。",
    about_en="Results as the raw records hold them, per sample, parameter and replicate.",
    subject="lab_id",
    aliases=("原始记录", "原始结果"),
)  # fmt: skip

CHROMATOGRAMS = FactTable(
    "chromatograms", "谱图", "Chromatograms", "B",
    (
        ref("run_id", "运行编号", "Run", "analysis_runs.run_id", key=True, required=True, example="IC-20260302-007"),
        text("detector", "检测器", "Detector", key=True, example="FID"),
        text("file_sha256", "谱图文件摘要", "File digest", form="sha256", example="34" * 32),
        number("interval_s", "采集间隔", "Interval", unit="s", low=0, example="0.2"),
        text("points", "信号点", "Points", many=True, form="numbers", example="0.1;0.1;0.4;2.8;0.3"),
        text("peaks", "峰表", "Peaks", many=True, form="peaks", example="3.21,2.8,10234.5",
             note_zh="每峰“保留时间,峰高,峰面积”，峰间用分号", note_en="per peak: time,height,area"),
        boolean("manual", "手工处理", "Manual", example="否"),
    ),
    about_zh="谱图信号与峰表。",
    about_en="Chromatogram signals and peak tables.",
    subject="run_id",
)  # fmt: skip

WEIGHINGS = FactTable(
    "weighings", "称量", "Weighings", "B",
    (
        text("medium_id", "采样介质编号", "Medium", key=True, required=True, example="LM-0001",
             aliases=("滤膜编号", "滤筒编号")),
        code("kind", "称量阶段", "Kind", "weighing_kind", key=True, required=True, example="before"),
        integer("repeat", "称量次序", "Repeat", key=True, low=0, example="1"),
        at("weighed_at", "称量时间", "Weighed at", required=True, example="2026-02-27 10:00:00"),
        number("mass", "质量", "Mass", unit="g", low=0, example="0.35214"),
        ref("balance_id", "天平编号", "Balance", "instruments.instrument_id", example="YQ-021"),
        at("equilibrated_from_at", "平衡开始时间", "Equilibrated from", example="2026-02-26 09:30:00"),
        number("temperature", "温度", "Temperature", unit="℃", low=-90, high=100, example="20.5"),
        number("humidity", "相对湿度", "Humidity", unit="%", low=0, high=100, example="50"),
        person("analyst_id", "称量人代号", "Analyst"),
    ),
    about_zh="滤膜、滤筒采样前后的称量。",
    about_en="Weighings of filters before and after sampling.",
    subject="medium_id",
)  # fmt: skip

QC_RESULTS = FactTable(
    "qc_results", "质控结果", "Quality control", "B",
    (
        org("lab_id", "监测机构代码", "Laboratory", key=True, required=True),
        text("batch_id", "批次编号", "Batch", key=True, required=True, example="B20260302"),
        code("kind", "质控种类", "Kind", "qc_kind", key=True, required=True, example="parallel"),
        parameter(key=True, required=True),
        integer("seq", "质控序号", "No.", key=True, low=0, example="1"),
        ref("sample_no", "样品编号", "Sample no.", "samples.sample_no", example="FS260301-01"),
        number("value", "测定值", "Value", example="25.3"),
        number("expected", "期望值", "Expected", example="25.0"),
        number("limit_low", "允许下限", "Lower limit", example="23.8"),
        number("limit_high", "允许上限", "Upper limit", example="26.2"),
        unit(),
        boolean("passed", "是否合格", "Passed", example="是"),
    ),
    about_zh="空白、平行、加标、标准样品和曲线的质控结果。",
    about_en="Blanks, parallels, spikes, reference samples and curves.",
    subject="lab_id",
    aliases=("质控", "质控记录"),
)  # fmt: skip

PROFICIENCY_TESTS = FactTable(
    "proficiency_tests", "能力验证", "Proficiency tests", "B",
    (
        org("org_id", "机构代码", "Organisation", key=True, required=True),
        text("round", "能力验证轮次", "Round", key=True, required=True, example="PT2026-03"),
        parameter(key=True, required=True),
        on("held_on", "实施日期", "Held on", example="2026-04-15"),
        code("result", "能力验证结果", "Result", "pt_result", example="satisfactory"),
        on("stop_from_on", "停止报出起始日期", "Stop from", example="2026-05-01"),
        on("stop_to_on", "停止报出截止日期", "Stop to", example="2026-06-30"),
    ),
    about_zh="能力验证及不合格后的整改期。",
    about_en="Proficiency tests and the stops that follow failures.",
)  # fmt: skip
