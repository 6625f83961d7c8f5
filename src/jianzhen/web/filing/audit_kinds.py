"""Acts of filing and intake."""

from __future__ import annotations

from jianzhen.web.audit import declare
from jianzhen.words import Words

UPLOADED = declare("submission.uploaded", Words("上传材料", "uploaded a submission"))
ACCEPTED = declare("submission.accepted", Words("接收报送", "accepted a submission"))
STORED = declare("submission.stored", Words("报送入库", "put a submission into the lake"))
HELD = declare("submission.held", Words("报送入库受阻", "held a submission back from the lake"))
DOWNLOADED = declare("submission.downloaded", Words("下载原始文件", "downloaded an original file"))
FILING_SAVED = declare("filing.saved", Words("填写备案", "filled in a filing"))
FILING_SUBMITTED = declare("filing.submitted", Words("提交备案", "submitted a filing"))
FILING_ACCEPTED = declare("filing.accepted", Words("受理备案", "accepted a filing"))
FILING_RETURNED = declare("filing.returned", Words("退回备案", "returned a filing"), needs_reason=True)
FILING_ADOPTED = declare("filing.adopted", Words("采纳备案入名录", "adopted a filing"), needs_reason=True)
DUTY_SET = declare("duty.set", Words("设定报送要求", "set what is to be handed in"))
DUTY_ENDED = declare("duty.ended", Words("终止报送要求", "ended a duty"), needs_reason=True)
CHASED = declare("duty.chased", Words("催报", "reminded of what is overdue"))
