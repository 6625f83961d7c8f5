"""Roles, what each may do, and which of them one person may not hold together. Tables, no code."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from jianzhen.words import Words


class Role(StrEnum):
    """What a post is for."""

    LEADER = "leader"
    ANALYST = "analyst"
    INSPECTOR = "inspector"
    CASE_OFFICER = "case_officer"
    LEGAL_REVIEWER = "legal_reviewer"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    EXPERT = "expert"


class Right(StrEnum):
    """Something that a person may do within the reach of a post."""

    LEADS_VIEW = "leads.view"
    LEADS_IMPORT = "leads.import"
    LEADS_TRIAGE = "leads.triage"
    LEADS_ASSIGN = "leads.assign"
    PEOPLE_VIEW = "people.view"
    PEOPLE_MANAGE = "people.manage"
    PERSONAL_UNMASK = "personal.unmask"
    AUDIT_VIEW = "audit.view"
    PLATFORM_VIEW = "platform.view"
    FILINGS_VIEW = "filings.view"
    FILINGS_DECIDE = "filings.decide"
    PARTY_FILE = "party.file"
    SCREENING_RUN = "screening.run"
    SCREENING_SET = "screening.set"
    REGISTERS_VIEW = "registers.view"
    REGISTERS_EDIT = "registers.edit"
    PARTY_REGISTERS = "party.registers"


ROLE_TITLES: Mapping[Role, Words] = {
    Role.LEADER: Words("负责人", "leader"),
    Role.ANALYST: Words("分析人员", "analyst"),
    Role.INSPECTOR: Words("检查人员", "inspector"),
    Role.CASE_OFFICER: Words("办案人员", "case officer"),
    Role.LEGAL_REVIEWER: Words("法制审核人员", "legal reviewer"),
    Role.PUBLISHER: Words("信息公开人员", "publisher"),
    Role.AUDITOR: Words("审计人员", "auditor"),
    Role.ADMINISTRATOR: Words("系统管理员", "administrator"),
    Role.EXPERT: Words("专家", "expert"),
}
RIGHT_TITLES: Mapping[Right, Words] = {
    Right.LEADS_VIEW: Words("查看线索", "see leads"),
    Right.LEADS_IMPORT: Words("导入筛查结果", "import screening runs"),
    Right.LEADS_TRIAGE: Words("研判线索", "judge leads"),
    Right.LEADS_ASSIGN: Words("分派线索", "assign leads"),
    Right.PEOPLE_VIEW: Words("查看人员与岗位", "see people and posts"),
    Right.PEOPLE_MANAGE: Words("管理人员与岗位", "manage people and posts"),
    Right.PERSONAL_UNMASK: Words("查看完整个人信息", "see personal data in full"),
    Right.AUDIT_VIEW: Words("查看操作日志", "see the log of acts"),
    Right.PLATFORM_VIEW: Words("查看运行状态", "see how the platform runs"),
    Right.FILINGS_VIEW: Words("查看备案与报送", "see filings and submissions"),
    Right.FILINGS_DECIDE: Words("受理备案、设定报送期限", "decide on filings and set what is due"),
    Right.PARTY_FILE: Words("以本单位名义备案与报送", "file and submit for one's own party"),
    Right.SCREENING_RUN: Words("发起筛查、回测阈值", "start screening runs and try thresholds"),
    Right.SCREENING_SET: Words("设定阈值、筛查计划与抑制", "set thresholds, plans of runs and suppressions"),
    Right.REGISTERS_VIEW: Words("查看名录", "see registers"),
    Right.REGISTERS_EDIT: Words("维护名录", "keep registers"),
    Right.PARTY_REGISTERS: Words("查看本单位在名录中的登记", "see one's own party's entries in registers"),
}
ROLE_RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.LEADER: frozenset(
        {
            Right.LEADS_VIEW, Right.LEADS_TRIAGE, Right.LEADS_ASSIGN, Right.PEOPLE_VIEW, Right.PERSONAL_UNMASK,
            Right.FILINGS_VIEW, Right.FILINGS_DECIDE, Right.REGISTERS_VIEW, Right.REGISTERS_EDIT,
            Right.SCREENING_RUN, Right.SCREENING_SET,
        }
    ),
    Role.ANALYST: frozenset(
        {
            Right.LEADS_VIEW, Right.LEADS_IMPORT, Right.LEADS_TRIAGE, Right.FILINGS_VIEW, Right.FILINGS_DECIDE,
            Right.REGISTERS_VIEW, Right.REGISTERS_EDIT, Right.SCREENING_RUN,
        }
    ),
    Role.INSPECTOR: frozenset({Right.LEADS_VIEW, Right.FILINGS_VIEW, Right.REGISTERS_VIEW}),
    Role.CASE_OFFICER: frozenset(
        {Right.LEADS_VIEW, Right.PERSONAL_UNMASK, Right.FILINGS_VIEW, Right.REGISTERS_VIEW}
    ),
    Role.LEGAL_REVIEWER: frozenset({Right.LEADS_VIEW, Right.FILINGS_VIEW, Right.REGISTERS_VIEW}),
    Role.PUBLISHER: frozenset({Right.REGISTERS_VIEW}),
    Role.AUDITOR: frozenset({Right.AUDIT_VIEW, Right.PEOPLE_VIEW}),
    Role.ADMINISTRATOR: frozenset(
        {Right.PEOPLE_VIEW, Right.PEOPLE_MANAGE, Right.PERSONAL_UNMASK, Right.PLATFORM_VIEW}
    ),
    Role.EXPERT: frozenset({Right.LEADS_VIEW}),
}  # fmt: skip
PARTY_RIGHTS: frozenset[Right] = frozenset({Right.PARTY_FILE, Right.PARTY_REGISTERS})
"""What people of an outside party may do, and only with what is their party's."""
ONLY_ASSIGNED: frozenset[Role] = frozenset({Role.EXPERT})
"""Sees what was given to the person by name, nothing else of the region."""

SEPARATED: Mapping[frozenset[Role], Words] = {
    **{
        frozenset({Role.AUDITOR, other}): Words("审计人员不得兼任其他岗位", "an auditor audits and does nothing else")
        for other in Role
        if other is not Role.AUDITOR
    },
    **{
        frozenset({Role.ADMINISTRATOR, other}): Words(
            "系统管理员不得兼任业务岗位", "an administrator hands out posts and holds no other"
        )
        for other in Role
        if other not in {Role.ADMINISTRATOR, Role.AUDITOR}
    },
    frozenset({Role.CASE_OFFICER, Role.LEGAL_REVIEWER}): Words(
        "办案人员不得审核案件", "whoever handles cases does not review them"
    ),
    frozenset({Role.CASE_OFFICER, Role.LEADER}): Words("办案人员不得作出决定", "whoever investigates does not decide"),
    frozenset({Role.EXPERT, Role.LEADER}): Words("专家不得作出决定", "an expert advises and does not decide"),
}
"""Pairs of roles that one person does not hold at the same time, and why."""


def clash(held: frozenset[Role], wanted: Role) -> Words | None:
    """Why somebody who holds some roles may not get another; None when nothing speaks against it."""
    for role in sorted(held):
        if reason := SEPARATED.get(frozenset({role, wanted})):
            return reason
    return None
