"""Making departments and registering outside parties."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from jianzhen.contract.identity import is_uscc
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Department, Party
from jianzhen.web.accounts.reach import SUPERVISORS, reaches
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

_BEYOND = Words("该地区或部门不在您的管辖范围内", "The region or department is outside your reach")


def make_department(request: Asked, *, kind: str, region: str, name_zh: str, name_en: str = "") -> Department:
    """A new department of one's reach.

    Raises:
        RefusedError: It is beyond one's reach, or there already.
    """
    if not reaches(request.actor, Right.PEOPLE_MANAGE, region, (kind,)):
        raise RefusedError(_BEYOND)
    try:
        with transaction.atomic():
            department = Department.objects.create(kind=kind, region=region, name_zh=name_zh, name_en=name_en)
            audit.record(
                "department.made",
                actor=request.user,
                request=request,
                target=department,
                after={"kind": kind, "region": region, "name": name_zh},
                words=Words("新建部门{target}", "made the department {target}"),
            )
    except IntegrityError:
        raise RefusedError(Words("该部门已经存在", "The department exists already")) from None
    return department


def make_party(request: Asked, *, uscc: str, kind: str, name: str, region: str) -> Party:
    """Register an outside party, so that its people can be given accounts.

    Raises:
        RefusedError: Its code is wrong or registered, or its region is beyond one's reach.
    """
    if not reaches(request.actor, Right.PEOPLE_MANAGE, region, SUPERVISORS):
        raise RefusedError(_BEYOND)
    code = uscc.strip().upper()
    if not is_uscc(code):
        text = Words(
            "统一社会信用代码有误：应为 18 位，且校验码相符",
            "The credit code is wrong: 18 characters with a fitting check",
        )
        raise RefusedError(text)
    try:
        with transaction.atomic():
            party = Party.objects.create(uscc=code, kind=kind, name=name, region=region)
            audit.record(
                "party.registered",
                actor=request.user,
                request=request,
                target=party,
                after={"uscc": code, "kind": kind, "name": name, "region": region},
                words=Words("登记外部单位{target}", "registered the outside party {target}"),
            )
    except IntegrityError:
        raise RefusedError(Words("该代码已经登记", "The code is registered already")) from None
    return party
