"""Test reports, their lines, and the institution's own ledger of reports."""

from __future__ import annotations

from jianzhen.contract.columns import at, code, integer, number, on, ref, text
from jianzhen.contract.fields import PLANT, method, org, parameter, person, qualifier, unit
from jianzhen.contract.model import FactTable

REPORTS = FactTable(
    "reports", "检测报告", "Test reports", "B",
    (
        org("lab_id", "监测机构代码", "Laboratory", key=True, required=True),
        text("report_no", "报告编号", "Report no.", key=True, required=True, example="JC260301-01",
             aliases=("报告号",)),
        code("copy", "正副本", "Copy", "report_copy", key=True, required=True, example="original"),
        org("client_id", "委托单位代码", "Client", example=PLANT),
        ref("cert_no", "证书编号", "Certificate no.", "certificates.cert_no", example="260000000001"),
        code("kind", "报告种类", "Kind", "report_kind", required=True, example="self_monitoring"),
        code("category", "类别", "Category", "sample_category", example="water", aliases=("检测类别", "监测类别")),
        at("issued_at", "签发时间", "Issued at", required=True, example="2026-03-08 10:00:00",
           aliases=("签发日期", "报告日期")),
        person("approver_id", "批准人代号", "Approver", aliases=("签发人代号", "授权签字人代号")),
        text("signature_device", "签名设备", "Signing device", example="PC-01"),
        text("content_sha256", "报告内容摘要", "Content digest", form="sha256", example="56" * 32),
        text("replaces", "代替报告编号", "Replaces", example="JC260228-09"),
        org("subcontractor_id", "分包机构代码", "Subcontractor"),
        text("conclusion", "结论", "Conclusion", example="所检项目均符合限值要求"),
        at("submitted_at", "报送时间", "Submitted at", example="2026-03-09 09:00:00"),
        org("submitted_by", "报送单位代码", "Submitted by", example=PLANT),
        text("client_name", "受检单位名称", "Client as printed", example="示例化工有限公司",
             aliases=("被检单位", "受检单位", "委托单位")),
        text("sample_name", "样品名称", "Sample name", example="总排口废水"),
        text("sample_type", "样品类型", "Sample type", example="废水"),
        text("sample_source", "样品来源", "Sample source", example="委托采样"),
        text("sample_state", "样品状态", "Sample state", example="液态，完好"),
        text("sampling_standard", "采样依据", "Sampling standard", example="HJ 91.1-2019"),
        text("evaluation_standard", "评价标准", "Evaluation standard", example="GB 8978-1996",
             aliases=("产品标准", "执行标准")),
        on("received_on", "收样日期", "Received on", example="2026-03-01"),
        on("analysed_from_on", "检测起始日期", "Analysed from", example="2026-03-01"),
        on("analysed_to_on", "检测截止日期", "Analysed to", example="2026-03-06"),
        on("compiled_on", "编制日期", "Compiled on", example="2026-03-07", aliases=("报告编制日期",)),
        text("notes", "备注", "Notes", example="仅对来样负责", aliases=("说明", "附注")),
    ),
    about_zh="检测报告封面与签发信息；正本、副本各一行。",
    about_en="Reports as issued; original and copy on rows of their own.",
    subject="lab_id",
    aliases=("报告", "监测报告"),
)  # fmt: skip

REPORT_RESULTS = FactTable(
    "report_results", "报告结果", "Report results", "B",
    (
        org("lab_id", "监测机构代码", "Laboratory", key=True, required=True),
        ref("report_no", "报告编号", "Report no.", "reports.report_no", key=True, required=True, example="JC260301-01"),
        integer("line", "行号", "Line", key=True, required=True, low=0, example="1", aliases=("序号",)),
        ref("sample_no", "样品编号", "Sample no.", "samples.sample_no", example="FS260301-01"),
        ref("outlet_id", "排放口编号", "Outlet", "outlets.outlet_id", example="DW001", aliases=("点位编号",)),
        text("site_name", "采样点位", "Site", example="总排口", aliases=("点位名称", "采样地点", "监测点位")),
        at("sampled_from_at", "采样开始时间", "Sampled from", example="2026-03-01 09:00:00"),
        at("sampled_to_at", "采样结束时间", "Sampled to", example="2026-03-01 09:20:00"),
        parameter(required=True),
        method(required=True),
        text("value_text", "结果", "Result as written", required=True, example="25",
             note_zh="照报告填写，保留“<”“ND”“L”和末尾的0", note_en="as printed: keep <, ND, L and trailing zeros",
             aliases=("检测结果", "测定结果", "监测结果")),
        number("value", "结果数值", "Value", example="25"),
        qualifier(),
        unit(required=True),
        number("limit", "限值", "Limit", example="100"),
        text("verdict", "单项判定", "Verdict", example="合格", aliases=("评价", "判定", "单项评价")),
        text("limit_text", "限值原文", "Limit as written", example="≤100", aliases=("标准限值", "限值要求"),
             note_zh="照报告填写，如“6～9”“不应检出”", note_en="as printed, such as a range or words"),
    ),
    about_zh="报告的结果行，按行号逐行填写。",
    about_en="The lines of a report.",
    subject="lab_id",
    aliases=("报告明细", "检测结果"),
)  # fmt: skip

REPORT_REGISTER = FactTable(
    "report_register", "报告签发台账", "Report register", "B",
    (
        org("lab_id", "监测机构代码", "Laboratory", key=True, required=True),
        text("report_no", "报告编号", "Report no.", key=True, required=True, example="JC260301-01"),
        on("issued_on", "签发日期", "Issued on", required=True, example="2026-03-08"),
        org("client_id", "委托单位代码", "Client", example=PLANT),
        ref("contract_id", "合同编号", "Contract", "contracts.contract_id", example="HT2026-001"),
    ),
    about_zh="机构自己的报告签发台账。",
    about_en="The institution's own ledger of the reports it says it issued.",
    subject="lab_id",
    aliases=("报告台账",),
)  # fmt: skip
