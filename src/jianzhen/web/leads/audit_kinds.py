"""Acts on leads."""

from __future__ import annotations

from jianzhen.web.audit import declare
from jianzhen.web.leads.transitions import TRANSITIONS
from jianzhen.words import Words

IMPORTED = declare("leads.imported", Words("导入筛查结果", "imported a screening run"))
READ = declare("lead.read", Words("查看线索", "read a lead"))
ASSIGNED = declare("lead.assigned", Words("分派线索", "assigned a lead"))
MOVED = {
    act: declare(f"lead.{act}", Words(f"线索：{one.title.zh}", f"lead: {one.title.en}"), needs_reason=one.reason)
    for act, one in TRANSITIONS.items()
}
ANSWERED = declare("lead.answered", Words("答复说明要求", "answered a question"))
FILE_TAKEN = declare("lead.answer_file_taken", Words("下载答复附件", "took the file of an answer"))
EVIDENCE_TAKEN = declare("lead.evidence_taken", Words("下载证据包", "took an evidence package"))
ORIGINAL_TAKEN = declare("lead.original_taken", Words("下载原始文件", "took an original file"))
