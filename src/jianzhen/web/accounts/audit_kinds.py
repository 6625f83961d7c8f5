"""Acts of and on people."""

from __future__ import annotations

from jianzhen.web.audit import declare
from jianzhen.words import Words

SIGNED_IN = declare("account.signed_in", Words("登录", "signed in"))
SIGNED_OUT = declare("account.signed_out", Words("退出", "signed out"))
REFUSED = declare("account.sign_in_refused", Words("登录失败", "sign-in refused"), personal=["account"])
LOCKED = declare("account.locked", Words("尝试过多，暂停登录", "locked for a while"), personal=["account"])
PASSWORD_CHANGED = declare("account.password_changed", Words("修改密码", "changed the password"))
FACTOR_ADDED = declare("account.factor_added", Words("启用第二验证方式", "added a second factor"))
FACTOR_REMOVED = declare("account.factor_removed", Words("停用第二验证方式", "removed a second factor"))
ELEVATED = declare("account.elevated", Words("进入特权模式", "entered the elevated mode"))
TOKEN_MADE = declare("token.made", Words("签发接口令牌", "made an API token"))
TOKEN_REVOKED = declare("token.revoked", Words("撤销接口令牌", "revoked an API token"))
PERSON_MADE = declare("person.made", Words("新建账号", "made an account"), personal=["name", "phone", "account"])
PERSON_STOPPED = declare("person.stopped", Words("停用账号", "stopped an account"), needs_reason=True)
PASSWORD_RESET = declare("person.password_reset", Words("重置密码", "reset a password"), needs_reason=True)
PERSON_RESUMED = declare("person.resumed", Words("恢复账号", "let an account sign in again"), needs_reason=True)
PERSON_CHANGED = declare(
    "person.changed", Words("修改人员资料", "changed details of a person"), personal=["name", "phone", "email"],
    needs_reason=True,
)  # fmt: skip
FACTOR_RESET = declare("person.factor_reset", Words("重置第二验证方式", "reset a second factor"), needs_reason=True)
PEOPLE_EXPORTED = declare("people.exported", Words("导出人员名册", "exported the list of people"))
DEPARTMENT_MADE = declare("department.made", Words("新建部门", "made a department"))
PARTY_REGISTERED = declare("party.registered", Words("登记外部单位", "registered an outside party"))
POST_GRANTED = declare("post.granted", Words("授予岗位", "granted a post"), needs_reason=True)
POST_ENDED = declare("post.ended", Words("终止岗位", "ended a post"), needs_reason=True)
UNMASKED = declare("personal.unmasked", Words("查看完整个人信息", "saw personal data in full"), needs_reason=True)
FOUNDED = declare("platform.founded", Words("平台启用", "the platform begins"))
