"""Acts on the platform as a whole."""

from __future__ import annotations

from jianzhen.web.audit import declare
from jianzhen.words import Words

BACKED_UP = declare("platform.backed_up", Words("备份平台", "backed the platform up"))
RESTORED = declare("platform.restored", Words("恢复平台", "restored the platform"))
