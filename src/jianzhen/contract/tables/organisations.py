"""Who takes part: organisations, their filings, certificates, sites and capabilities."""

from __future__ import annotations

from jianzhen.contract.columns import code, integer, number, on, ref, text
from jianzhen.contract.fields import method, org, parameter, person, place
from jianzhen.contract.model import FactTable

ORGANIZATIONS = FactTable(
    "organizations", "机构", "Organisations", "A",
    (
        text("org_id", "统一社会信用代码", "Organisation code (USCC)", key=True, required=True, form="uscc",
             example="91640100MA0LAB0005", aliases=("机构代码", "社会信用代码", "信用代码")),
        text("name", "机构名称", "Name", required=True, example="示例检测有限公司", aliases=("单位名称", "企业名称")),
        code("kind", "机构类别", "Kind", "org_kind", required=True, example="lab"),
        text("region", "行政区划代码", "Division code", form="division", example="640100", aliases=("区划代码",)),
        text("address", "地址", "Address", example="示例市示例区示例路1号"),
        *place(),
        person("legal_person_id", "法定代表人代号", "Legal representative"),
        text("controller_id", "实际控制人代号", "Ultimate controller", form="digest", example="c0a4d8812be97f36",
             note_zh="自然人填人员代号，单位填统一社会信用代码", note_en="a person's digest or an organisation's USCC"),
        text("phone", "联系电话", "Telephone", example="0951-0000000"),
        on("registered_on", "成立日期", "Registered on", example="2019-03-01"),
        on("closed_on", "注销日期", "Closed on", example="2026-06-30"),
        text("industry", "行业代码", "Industry", example="7461", note_zh="GB/T 4754 行业分类代码",
             note_en="code of GB/T 4754"),
    ),
    about_zh="监测机构、运维机构、排污单位、设备厂商和监管部门，一个统一社会信用代码一行。",
    about_en="Laboratories, O&M operators, dischargers, vendors and authorities, one row per USCC.",
    aliases=("机构名录", "机构信息"),
)  # fmt: skip

FILINGS = FactTable(
    "filings", "备案", "Filings", "A",
    (
        org("org_id", "机构代码", "Organisation", key=True, required=True),
        on("filed_on", "备案日期", "Filed on", key=True, required=True, example="2026-01-15"),
        text("scope", "备案范围", "Scope", example="水和废水;环境空气和废气"),
        integer("staff_count", "备案人数", "Staff filed", unit="人", low=0, example="26"),
        integer("instrument_count", "备案仪器数", "Instruments filed", unit="台", low=0, example="58"),
        text("commitment_url", "承诺书公开网址", "Published commitment", example="https://example.org/commitment"),
        on("ended_on", "备案终止日期", "Ended on", example="2027-01-14"),
    ),
    about_zh="技术服务机构向生态环境部门的备案。",
    about_en="Filings of service institutions with the authority.",
)  # fmt: skip

CERTIFICATES = FactTable(
    "certificates", "资质证书", "Certificates", "A",
    (
        text("cert_no", "证书编号", "Certificate no.", key=True, required=True, example="260000000001",
             aliases=("资质认定证书编号", "CMA编号", "CMA证书编号")),
        org("org_id", "机构代码", "Organisation", required=True),
        on("issued_on", "发证日期", "Issued on", required=True, example="2023-03-10"),
        on("expires_on", "有效期至", "Expires on", required=True, example="2029-03-09",
           aliases=("有效期", "证书有效期至"),
           note_zh="最后一个有效日", note_en="the last day of validity"),
        code("status", "证书状态", "Status", "cert_status", example="valid"),
        on("status_from_on", "状态起始日期", "Status from", example="2023-03-10"),
        on("status_to_on", "状态截止日期", "Status to", example="2023-06-30"),
        text("suspended_items", "暂停项目", "Suspended items", many=True, example="六价铬;总铬",
             note_zh="仅暂停部分项目时填写，空白表示全部", note_en="empty means all items"),
        code("edition", "评审要求版本", "Edition of requirements", "cert_edition", example="2018"),
        integer("is_limited_scope", "仅限五类监测", "Limited scope", low=0, high=1, example="0",
                note_zh="1 表示只做噪声、振动、电磁辐射、电离辐射、油气回收",
                note_en="1: only noise, vibration, electromagnetic or ionising radiation, vapour recovery"),
    ),
    about_zh="检验检测机构资质认定证书。",
    about_en="Accreditation certificates (CMA) of laboratories.",
)  # fmt: skip

CERTIFICATE_SITES = FactTable(
    "certificate_sites", "证书场所", "Certificate sites", "A",
    (
        ref("cert_no", "证书编号", "Certificate no.", "certificates.cert_no", key=True, required=True,
            example="260000000001"),
        text("site_id", "场所编号", "Site", key=True, required=True, example="S1"),
        text("address", "场所地址", "Address", example="示例市示例区示例路1号"),
        *place("场所", "site "),
        on("lease_from_on", "租赁起始日期", "Lease from", example="2023-01-01"),
        on("lease_to_on", "租赁截止日期", "Lease to", example="2029-12-31"),
    ),
    about_zh="证书载明的实验场所；自有场所不填租期。",
    about_en="Laboratory sites named in a certificate.",
    subject="cert_no",
)  # fmt: skip

CAPABILITIES = FactTable(
    "capabilities", "能力附表", "Capabilities", "A",
    (
        ref("cert_no", "证书编号", "Certificate no.", "certificates.cert_no", key=True, required=True,
            example="260000000001"),
        code("category", "类别", "Category", "sample_category", required=True, example="water",
             aliases=("检测类别", "监测类别", "领域")),
        parameter(key=True, required=True),
        method(key=True, required=True),
        text("restriction", "限制范围", "Restriction", example="不测高氯废水", aliases=("限制说明",)),
        on("valid_from_on", "生效日期", "Valid from", required=True, example="2023-03-10"),
        on("valid_to_on", "失效日期", "Valid to", example="2029-03-09"),
        number("detection_limit", "方法验证检出限", "Verified detection limit", low=0, example="4",
               note_zh="本机构方法验证得到的检出限，单位同报告", note_en="as verified by the institution itself"),
        on("verified_on", "方法验证日期", "Method verified on", example="2023-01-20"),
    ),
    about_zh="证书附表批准的项目、方法及其有效期。",
    about_en="Parameters and methods a certificate covers.",
    subject="cert_no",
    aliases=("资质能力附表", "检测能力表"),
)  # fmt: skip
