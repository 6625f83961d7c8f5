"""People as lines of a table that leaves the house: masked, for a file knows no reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jianzhen.web.accounts.models import User
from jianzhen.web.scope import masking
from jianzhen.web.site.spreadsheet import Cell
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

COLUMNS = (
    Words("姓名", "Name"),
    Words("账号", "Account"),
    Words("地区", "Region"),
    Words("电话", "Telephone"),
    Words("岗位或单位", "Posts or party"),
    Words("状态", "State"),
)
_ACTIVE, _STOPPED = Words("启用", "active"), Words("停用", "stopped")


def lines(people: Iterable[User]) -> Iterator[list[Cell]]:
    """One line for each person, with the posts of today fetched as ``posts_today``."""
    for one in people:
        posts: list[str] = [f"{post.department} · {chosen(post.title)}" for post in one.posts_today]  # type: ignore[attr-defined]
        state = _ACTIVE if one.is_active else _STOPPED
        yield [
            one.name, one.username, str(one.get_region_display()), masking.phone(one.phone),
            one.party.name if one.party else "; ".join(posts), chosen(state),
        ]  # fmt: skip
