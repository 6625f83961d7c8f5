"""The cast of the platform's tests: people with a place."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.web.accounts.models import Department
from jianzhen.web.scope.rights import Role

PASSWORD = "Right-Horse-42"
REGION, CITY, COUNTY, OTHER_CITY = "640000", "640100", "640104", "640200"


@dataclass(frozen=True)
class Person:
    """Somebody in the tests: role, kind of department, region."""

    role: Role
    kind: str
    region: str


CAST = {
    "region_leader": Person(Role.LEADER, "ecology", REGION),
    "region_analyst": Person(Role.ANALYST, "ecology", REGION),
    "city_leader": Person(Role.LEADER, "ecology", CITY),
    "city_analyst": Person(Role.ANALYST, "ecology", CITY),
    "other_city_analyst": Person(Role.ANALYST, "ecology", OTHER_CITY),
    "county_analyst": Person(Role.ANALYST, "ecology", COUNTY),
    "city_market": Person(Role.ANALYST, "market", CITY),
    "city_police": Person(Role.CASE_OFFICER, "police", CITY),
    "city_inspector": Person(Role.INSPECTOR, "ecology", CITY),
    "city_case_officer": Person(Role.CASE_OFFICER, "ecology", CITY),
    "city_reviewer": Person(Role.LEGAL_REVIEWER, "ecology", CITY),
    "city_publisher": Person(Role.PUBLISHER, "ecology", CITY),
    "city_expert": Person(Role.EXPERT, "ecology", CITY),
    "city_admin": Person(Role.ADMINISTRATOR, "ecology", CITY),
    "other_city_leader": Person(Role.LEADER, "ecology", OTHER_CITY),
    "city_market_leader": Person(Role.LEADER, "market", CITY),
    "other_city_admin": Person(Role.ADMINISTRATOR, "ecology", OTHER_CITY),
    "city_auditor": Person(Role.AUDITOR, "ecology", CITY),
}
IN_THE_MATRIX = [name for name in CAST if name not in {"other_city_leader", "city_market_leader", "other_city_admin"}]


def department(kind: str, region: str) -> Department:
    return Department.objects.get_or_create(kind=kind, region=region, name_zh=f"{region}示例{kind}")[0]
