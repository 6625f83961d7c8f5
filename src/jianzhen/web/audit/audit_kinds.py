"""Acts on the log itself."""

from __future__ import annotations

from jianzhen.web.audit.kinds import declare
from jianzhen.words import Words

ERASED = declare("audit.erased", Words("依法删除个人信息", "personal data erased by law"), needs_reason=True)
KEY_CHANGED = declare("audit.key_changed", Words("更换日志签名密钥", "signing key of the log changed"))
EXPORTED = declare("audit.proof_exported", Words("导出日志条目的证明", "proof of an entry exported"))
