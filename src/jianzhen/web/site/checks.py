"""What must be in order before the platform starts."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

VENDOR = ("tabler.min.css", "tabler.min.js", "htmx.min.js")
_BEIJING = 8 * 3600


@register()
def assets_are_there(**_: Any) -> list[CheckMessage]:
    """Styles and scripts were fetched at set-up."""
    folder = Path(__file__).parent / "static" / "vendor"
    missing = [name for name in VENDOR if not (folder / name).is_file()]
    if not missing:
        return []
    named = ", ".join(missing)
    return [Error(f"缺少样式与脚本 missing: {named}", hint="运行 run: make setup", id="jianzhen.E001")]


@register()
def the_clock_shows_beijing(**_: Any) -> list[CheckMessage]:
    """Without the zone's file the C library falls back to UTC and says nothing."""
    if time.localtime().tm_gmtoff == _BEIJING:
        return []
    hint = "安装系统软件包 install the system package: tzdata"
    return [Error("进程时间不是北京时间 the process does not keep Beijing time", hint=hint, id="jianzhen.E002")]


@register()
def the_secret_is_there(**_: Any) -> list[CheckMessage]:
    """``jianzhen init`` writes the key that signs sessions."""
    # Django lets nobody look at its own setting while that is empty.
    if settings.OPTIONS.secret_key:
        return []
    return [Error("还没有密钥 there is no secret key yet", hint="运行 run: jianzhen init", id="jianzhen.E003")]
