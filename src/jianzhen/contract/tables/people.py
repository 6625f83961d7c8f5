"""People: where they are employed and what they are authorised to do."""

from __future__ import annotations

from jianzhen.contract.columns import code, number, on, text
from jianzhen.contract.fields import PERSON, method, org, parameter, person
from jianzhen.contract.model import FactTable

EMPLOYMENTS = FactTable(
    "employments", "任职", "Employments", "A",
    (
        text("person_id", "人员代号", "Person", key=True, required=True, form="digest", example=PERSON,
             note_zh="人员代号（证件号的加密摘要），不填姓名或证件号",
             note_en="keyed digest of the identity number; neither a name nor the number itself"),
        org("org_id", "机构代码", "Organisation", key=True, required=True),
        on("from_on", "任职起始日期", "From", key=True, required=True, example="2022-05-01"),
        on("to_on", "任职截止日期", "To", example="2026-04-30", note_zh="离职当日；空白表示在职",
           note_en="day of leaving; empty while employed"),
        code("roles", "岗位", "Roles", "staff_role", many=True, example="sampler;analyst"),
        code("title_level", "职称等级", "Title level", "title_level", example="middle"),
        number("experience_years", "从业年限", "Years of experience", unit="a", low=0, high=80, example="6.5"),
        code("education", "学历", "Education", "education", example="bachelor"),
        on("insured_from_on", "社保起始日期", "Insured from", example="2022-05-01"),
        on("insured_to_on", "社保截止日期", "Insured to", example="2026-04-30"),
    ),
    about_zh="人员在机构的任职与参保，按起始日期一段一行。",
    about_en="Spells of employment and social insurance.",
    aliases=("人员", "人员名册"),
)  # fmt: skip

AUTHORIZATIONS = FactTable(
    "authorizations", "授权与上岗", "Authorisations", "A",
    (
        person("person_id", "人员代号", "Person", key=True, required=True),
        org("org_id", "机构代码", "Organisation", key=True, required=True),
        code("kind", "授权种类", "Kind", "authorization_kind", key=True, required=True, example="signatory"),
        code("category", "类别", "Category", "sample_category", key=True, example="water",
             note_zh="空白表示全部类别", note_en="empty means all categories"),
        parameter(key=True, note_zh="空白表示该类别全部项目", note_en="empty means all of the category"),
        method(key=True),
        on("valid_from_on", "生效日期", "Valid from", required=True, example="2022-06-01"),
        on("valid_to_on", "失效日期", "Valid to", example="2028-05-31"),
    ),
    about_zh="授权签字、上岗资格；类别、项目、方法空白表示前一级的全部。",
    about_en="Signatory powers and qualifications; an empty category, parameter or method means all.",
    aliases=("授权", "上岗证"),
)  # fmt: skip
