"""Acts on the pages of the log: taking it out of the house is an act too."""

from __future__ import annotations

from jianzhen.web.audit import declare
from jianzhen.words import Words

LIST_EXPORTED = declare("audit.list_exported", Words("导出操作日志", "exported entries of the log"))
ENTRY_READ = declare("audit.entry_read", Words("查看日志条目", "read an entry of the log"))
