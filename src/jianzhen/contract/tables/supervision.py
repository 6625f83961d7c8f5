"""Supervision: inspections, draws, cases, penalties, bans, tips."""

from __future__ import annotations

from jianzhen.contract.columns import at, boolean, code, number, on, ref, text
from jianzhen.contract.fields import org, person
from jianzhen.contract.model import FactTable

INSPECTIONS = FactTable(
    "inspections", "检查", "Inspections", "D",
    (
        text("inspection_id", "检查编号", "Inspection", key=True, required=True, example="JC2026-001"),
        text("round_id", "检查批次", "Round", example="2026-H1"),
        org("org_id", "被检机构代码", "Organisation", required=True),
        code("level", "检查层级", "Level", "inspection_level", example="region"),
        text("joint_departments", "联合部门", "Joint departments", many=True, example="生态环境;市场监管"),
        on("planned_on", "计划日期", "Planned on", example="2026-05-10"),
        at("started_at", "检查开始时间", "Started at", example="2026-05-12 09:00:00"),
        at("ended_at", "检查结束时间", "Ended at", example="2026-05-12 17:00:00"),
        code("result", "检查结果", "Result", "inspection_result", example="passed"),
    ),
    about_zh="现场检查。",
    about_en="Inspections on site.",
)  # fmt: skip

DRAWS = FactTable(
    "draws", "抽取", "Draws", "D",
    (
        text("draw_id", "抽取编号", "Draw", key=True, required=True, example="CQ2026-01"),
        at("held_at", "抽取时间", "Held at", required=True, example="2026-05-01 10:00:00"),
        text("register_sha256", "名录摘要", "Register digest", required=True, form="sha256", example="bc" * 32),
        text("seed", "随机种子", "Seed", required=True, example="20260501-7781"),
        text("commitment", "承诺值", "Commitment", example="de" * 32),
        text("result_sha256", "抽取结果摘要", "Result digest", form="sha256", example="f0" * 32),
    ),
    about_zh="双随机抽取及其可复验的种子与摘要。",
    about_en="Random draws with what is needed to repeat them.",
    subject="draw_id",
)  # fmt: skip

CASES = FactTable(
    "cases", "案件", "Cases", "D",
    (
        text("case_id", "案件编号", "Case", key=True, required=True, example="AJ2026-001"),
        org("org_id", "当事机构代码", "Organisation"),
        person("person_id", "当事人代号", "Person"),
        code("act", "违法行为", "Act", "act", example="fabrication.no_sampling"),
        on("act_on", "行为发生日期", "Act on", example="2026-02-01"),
        on("found_on", "发现日期", "Found on", example="2026-05-12"),
        on("filed_on", "立案日期", "Filed on", example="2026-05-20"),
        on("decided_on", "决定日期", "Decided on", example="2026-07-15"),
        on("effective_on", "生效日期", "Effective on", example="2026-07-20"),
        on("published_on", "公示日期", "Published on", example="2026-08-01"),
        on("referred_on", "移送日期", "Referred on", example="2026-07-18"),
        number("illegal_income", "违法所得", "Illegal income", unit="CNY", low=0, example="52000"),
        code("status", "案件状态", "Status", "case_status", example="decided"),
        on("stop_from_on", "停业起始日期", "Stop from", example="2026-07-20"),
        on("stop_to_on", "停业截止日期", "Stop to", example="2026-10-20"),
    ),
    about_zh="查办的案件及责令停业（整改）期间。",
    about_en="Cases, and the spans in which an institution must not issue.",
)  # fmt: skip

PENALTIES = FactTable(
    "penalties", "处罚", "Penalties", "D",
    (
        text("penalty_id", "处罚编号", "Penalty", key=True, required=True, example="CF2026-001",
             aliases=("处罚决定书文号",)),
        ref("case_id", "案件编号", "Case", "cases.case_id", example="AJ2026-001"),
        org("org_id", "被罚机构代码", "Organisation"),
        person("person_id", "被罚人代号", "Person"),
        code("act", "违法行为", "Act", "act", required=True, example="fabrication.no_sampling"),
        on("act_on", "行为发生日期", "Act on", example="2026-02-01"),
        on("decided_on", "决定日期", "Decided on", required=True, example="2026-07-15", aliases=("处罚日期",)),
        on("effective_on", "生效日期", "Effective on", example="2026-07-20"),
        text("authority", "处罚机关", "Authority", example="示例市生态环境局"),
        text("region", "行政区划代码", "Division code", form="division", example="640100"),
        number("fine", "罚款金额", "Fine", unit="CNY", low=0, example="100000"),
        on("revoked_on", "撤销日期", "Revoked on", example="2026-12-01"),
    ),
    about_zh="行政处罚决定，含外省和其他部门的。",
    about_en="Administrative penalties, also of other regions and departments.",
)  # fmt: skip

BANS = FactTable(
    "bans", "禁限与名单", "Bans and lists", "D",
    (
        text("ban_id", "名单编号", "Ban", key=True, required=True, example="MD2026-001"),
        org("org_id", "机构代码", "Organisation"),
        person("person_id", "人员代号", "Person"),
        code("kind", "禁限种类", "Kind", "ban_kind", required=True, example="procurement"),
        on("from_on", "起始日期", "From", required=True, example="2026-07-20"),
        on("to_on", "截止日期", "To", example="2029-07-19", note_zh="空白表示无期限",
           note_en="empty means without end"),
        text("basis", "依据", "Basis", example="处罚决定 CF2026-001"),
        on("lifted_on", "解除日期", "Lifted on", example="2028-07-20"),
    ),
    about_zh="不良记录、限制采购和禁业名单。",
    about_en="Bad records, procurement bans and occupational bans.",
)  # fmt: skip

TIPS = FactTable(
    "tips", "举报线索", "Tips", "D",
    (
        text("tip_id", "举报编号", "Tip", key=True, required=True, example="JB2026-001"),
        at("received_at", "接收时间", "Received at", required=True, example="2026-04-01 10:00:00"),
        boolean("named", "实名举报", "Named", example="否"),
        org("org_id", "被举报机构代码", "Organisation"),
        at("accepted_at", "受理时间", "Accepted at", example="2026-04-02 09:00:00"),
        at("decided_at", "办结时间", "Decided at", example="2026-04-20 16:00:00"),
        on("extended_to_on", "延期至", "Extended to", example="2026-05-10"),
        at("answered_at", "答复时间", "Answered at", example="2026-04-21 10:00:00"),
    ),
    about_zh="举报的接收、受理、办结与答复。",
    about_en="Tips: received, accepted, decided, answered.",
)  # fmt: skip
