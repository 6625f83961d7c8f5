"""Everything that can be wrong with the log, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jianzhen.words import Words

MEANINGS: Mapping[str, Words] = {
    "missing": Words("条目缺失：中间被删除", "missing: deleted from the middle"),
    "content": Words(
        "内容与其摘要不符：写下之后被改动", "the content is not that of its digest: changed after it was written"
    ),
    "unreadable": Words("内容无法读取：被破坏", "the content cannot be read: it was damaged"),
    "number": Words(
        "内容写明的是另一编号：次序被调换，或条目被挪动",
        "the content names another number: entries were reordered or moved",
    ),
    "log": Words("内容属于另一本日志", "the content belongs to another log"),
    "columns": Words(
        "检索用的列与内容不符：列被改动", "the columns for searching differ from the content: they were changed"
    ),
    "nodes": Words(
        "树上的摘要与此前各条不符：某条的内容连同摘要被改写",
        "digests of the tree do not fit the entries before: content was rewritten together with its digest",
    ),
    "head": Words(
        "日志头与条目不符：头被改动，或条目被改写",
        "the head of the log does not fit the entries: one of them was changed",
    ),
    "head_missing": Words("日志头缺失", "the head of the log is missing"),
    "tail": Words("尾部被截去：日志曾写到这里", "the tail was cut off: the log once went this far"),
    "beyond": Words("条目在日志头之外：绕过平台写入", "entries beyond the head: written past the platform"),
    "root": Words(
        "已签名的根与条目不符：该根覆盖的条目被改写",
        "a signed root does not fit the entries: what it covers was rewritten",
    ),
    "root_signature": Words(
        "根的签名无效：根被改动或伪造", "the signature of a root is not valid: it was changed or forged"
    ),
    "root_unchecked": Words("根无法核对：其下的条目缺失", "a root cannot be checked: entries under it are missing"),
    "key": Words("签名密钥没有前一密钥的担保", "a signing key that the key before does not vouch for"),
    "published_root": Words(
        "与此前公布的根不符：公布之后，日志被改写",
        "not the log of an earlier published root: it was rewritten after publication",
    ),
    "published_tail": Words(
        "此前公布的根覆盖更多条目：尾部被截去",
        "an earlier published root covers more entries: the tail was cut off",
    ),
    "published_log": Words("公布的根属于另一本日志", "the published root is of another log"),
    "published_signature": Words(
        "公布文件中的签名无效：文件被改动或伪造",
        "a signature in the published file is not valid: it was changed or forged",
    ),
    "published_key": Words(
        "公布的密钥不在日志中：密钥记录被换掉", "a published key is not in the log: the record of keys was replaced"
    ),
    "apart_changed": Words(
        "分存的个人信息与摘要不符：被改动", "personal data kept apart are not those of their digest: changed"
    ),
    "apart_missing": Words(
        "分存的个人信息缺失，没有依法删除的记录",
        "personal data kept apart are missing without a record of their erasure",
    ),
    "apart_stray": Words("分存的个人信息不属于任何条目", "personal data kept apart that no entry speaks of"),
    "apart_not_erased": Words("记录为已依法删除，数据却还在", "on record as erased by law, but still there"),
    "database": Words("数据库文件本身损坏", "the database itself is damaged"),
    "trigger": Words("数据库的保护触发器缺失或被改", "a trigger that guards the tables is missing or was changed"),
}


class Fault(NamedTuple):
    """Something that is not as it was written.

    Attributes:
        code: What it is; a key of ``MEANINGS``.
        first, last: The entries it is about; 0 if about none.
        detail: What tells this one from others of its kind.
    """

    code: str
    first: int = 0
    last: int = 0
    detail: str = ""

    def words(self) -> Words:
        """The fault in a sentence."""
        zh, en = MEANINGS[self.code]
        place = self._place()
        detail = Words(f"（{self.detail}）", f" ({self.detail})") if self.detail else Words("", "")
        return Words(f"{place.zh}{zh}{detail.zh}", f"{place.en}{en}{detail.en}")

    def _place(self) -> Words:
        if not self.first:
            return Words("", "")
        if self.first == self.last:
            return Words(f"第 {self.first} 条：", f"entry {self.first}: ")
        return Words(f"第 {self.first} 至 {self.last} 条：", f"entries {self.first} to {self.last}: ")


@dataclass(slots=True)
class Faults:
    """Collects faults; neighbouring entries with the same fault become one."""

    found: list[Fault] = field(default_factory=list)
    _open: dict[str, Fault] = field(default_factory=dict)

    def at(self, code: str, number: int, detail: str = "") -> None:
        """A fault of one entry; entries come in order."""
        self.span(code, number, number, detail)

    def span(self, code: str, first: int, last: int, detail: str = "") -> None:
        """A fault of some neighbouring entries."""
        before = self._open.get(code)
        if before and before.last + 1 == first and before.detail == detail:
            first = before.first
        elif before:
            self.found.append(before)
        self._open[code] = Fault(code, first, last, detail)

    def tell(self, code: str, detail: str = "") -> None:
        """A fault of the log as a whole."""
        self.found.append(Fault(code, detail=detail))

    def all(self) -> list[Fault]:
        """Every fault, by the first entry it is about; those about the whole log come first."""
        return sorted([*self.found, *self._open.values()], key=lambda fault: (fault.first, fault.last, fault.code))
