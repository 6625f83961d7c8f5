"""Who works in the demonstration: one account for each role, with invented names. A table, no code."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.web.scope.rights import ROLE_TITLES, Role
from jianzhen.words import Words

PASSWORD = "Demo-Region-2026"  # noqa: S105 - known to everybody on purpose, and of use in a marked folder only
REGION, CITY = "640000", "640100"
OFFICES: dict[tuple[str, str], str] = {
    ("ecology", REGION): "示例自治区生态环境部门",
    ("market", REGION): "示例自治区市场监管部门",
    ("police", REGION): "示例自治区公安部门",
    ("justice", REGION): "示例自治区司法行政部门",
    ("ecology", CITY): "示例市生态环境部门",
    ("market", CITY): "示例市市场监管部门",
    ("police", CITY): "示例市公安部门",
}
"""Kind and region of a department to its name."""


@dataclass(frozen=True, slots=True)
class Member:
    """An account: who it is, where the post is, and what there is to see."""

    username: str
    name: str
    role: Role
    kind: str
    region: str
    sees: Words

    @property
    def title(self) -> Words:
        """The role in words."""
        return ROLE_TITLES[self.role]


CAST = (
    Member("leader", "马示例", Role.LEADER, "ecology", REGION,
           Words("全区线索，分派、决定", "leads of the whole region; assigns and decides")),
    Member("analyst", "王示例", Role.ANALYST, "ecology", REGION,
           Words("全区线索，研判；有几条分派给本人", "leads of the whole region, some given to this person")),
    Member("city", "李示例", Role.ANALYST, "ecology", CITY, Words("只有本市的线索", "leads of one city alone")),
    Member("market", "杨示例", Role.ANALYST, "market", REGION,
           Words("只有检验检测机构的线索", "leads about testing institutions alone")),
    Member("inspector", "张示例", Role.INSPECTOR, "ecology", CITY,
           Words("本市线索，只看不判", "leads of the city, to read")),
    Member("caseofficer", "赵示例", Role.CASE_OFFICER, "ecology", CITY,
           Words("本市线索，可查看完整个人信息（留痕）", "leads of the city; may see personal data, on record")),
    Member("reviewer", "周示例", Role.LEGAL_REVIEWER, "ecology", REGION,
           Words("全区线索，只看不判", "leads of the whole region, to read")),
    Member("publisher", "吴示例", Role.PUBLISHER, "ecology", REGION, Words("信息公开", "publication")),
    Member("expert", "郑示例", Role.EXPERT, "ecology", REGION,
           Words("只有点名交给本人的线索", "only what was given to this person by name")),
    Member("auditor", "孙示例", Role.AUDITOR, "ecology", REGION, Words("人员与操作日志", "people and the log of acts")),
    Member("admin", "冯示例", Role.ADMINISTRATOR, "ecology", REGION,
           Words("人员、岗位与运行状态", "people, posts and how the platform runs")),
)  # fmt: skip
PARTNER = "lab"
"""Account of somebody of a testing institution."""
PARTNER_NAME = "陈示例"
PARTNER_TITLE = Words("检验检测机构", "testing institution")
PARTNER_SEES = Words("只有本机构自己的", "nothing but what is the institution's own")
