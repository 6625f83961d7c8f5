"""Acts on registers."""

from __future__ import annotations

from jianzhen.web.audit import declare
from jianzhen.web.registers.catalogue import PERSONAL
from jianzhen.words import Words

_PERSONAL = tuple(PERSONAL)
LOADED = declare("registers.loaded", Words("载入数据集到名录", "loaded a data set into the registers"))
IMPORTED = declare("registers.imported", Words("导入名录", "imported rows into a register"), needs_reason=True)
EXPORTED = declare("registers.exported", Words("导出名录", "exported a register"))
ADDED = declare("register.added", Words("名录新增", "added an entry"), personal=_PERSONAL, needs_reason=True)
EDITED = declare("register.edited", Words("名录修改", "changed an entry"), personal=_PERSONAL, needs_reason=True)
ENDED = declare("register.ended", Words("名录注销", "struck an entry off"), personal=_PERSONAL, needs_reason=True)
BULK = declare("registers.bulk", Words("名录批量修改", "changed entries in bulk"), needs_reason=True)
UNMASKED = declare(
    "register.unmasked", Words("查看名录中的完整个人信息", "saw personal data of an entry"), needs_reason=True
)
ATTACHED = declare("register.attached", Words("上传附件", "attached a file"), needs_reason=True)
DETACHED = declare("register.detached", Words("撤下附件", "took a file off"), needs_reason=True)
FETCHED = declare("register.fetched", Words("下载附件", "fetched an attached file"))
DECIDED = declare("duplicates.decided", Words("判定疑似重复", "decided on a likely duplicate"), needs_reason=True)
