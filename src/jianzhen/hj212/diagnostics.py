"""What the codec found odd about a packet: one entry each, with position, and what was expected."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from jianzhen.words import Words


class Severity(StrEnum):
    """How much an entry weighs."""

    NOTE = "note"
    """A tolerance was used; the content is whole."""
    FAULT = "fault"
    """The packet is damaged; the message is partial or cannot be trusted."""
    BLIND = "blind"
    """Cannot tell: something needed to read or check the packet is not at hand."""


class Diagnostic(NamedTuple):
    """One finding about one packet.

    Attributes:
        code: Key of `CATALOGUE`.
        at: Byte offset from the first ``#`` of the packet; negative for bytes that stand before it.
        details: What fills the placeholders of the text.
    """

    code: str
    at: int
    details: tuple[str | int, ...] = ()

    @property
    def severity(self) -> Severity:
        """Whether it is a tolerance, damage, or something that could not be told."""
        return CATALOGUE[self.code][0]

    @property
    def words(self) -> Words:
        """The text for people: what, where, what was expected."""
        text = CATALOGUE[self.code][1]
        return Words(text.zh.format(*self.details), text.en.format(*self.details))


def _note(zh: str, en: str) -> tuple[Severity, Words]:
    return Severity.NOTE, Words(zh, en)


def _fault(zh: str, en: str) -> tuple[Severity, Words]:
    return Severity.FAULT, Words(zh, en)


def _blind(zh: str, en: str) -> tuple[Severity, Words]:
    return Severity.BLIND, Words(zh, en)


CATALOGUE: dict[str, tuple[Severity, Words]] = {
    "frame.noise": _note("包前有 {0} 个无关字节", "{0} bytes before the packet that are no packet"),
    "frame.no_head": _fault("没有包头 ##", "no packet head ##"),
    "frame.foreign": _fault(
        "## 后是 {0}，不是四位长度：不是 HJ 212 的包",
        "## is followed by {0}, not by four digits of length: no HJ 212 packet",
    ),
    "frame.truncated": _fault("包不完整：应有 {0} 字节，实有 {1}", "packet cut short: {0} bytes expected, {1} present"),
    "frame.too_long": _fault("{0} 字节内没有包尾", "no end of packet within {0} bytes"),
    "length.absent": _fault("## 后没有长度，应为四位数字", "no length after ##; four digits expected"),
    "length.digits": _note("长度字段 {0} 位，应为 4 位", "length field of {0} digits instead of 4"),
    "length.wrong": _note("声明长度 {0}，实际 {1}", "declared length {0}, actual {1}"),
    "segment.long": _note("数据段 {0} 字节，超过 1024", "data segment of {0} bytes, over 1024"),
    "tail.missing": _note("包尾没有 CR LF", "no CR LF at the end"),
    "tail.lf": _note("包尾只有 LF，应为 CR LF", "ends with LF alone instead of CR LF"),
    "tail.blank": _note("包尾是空白，应为 CR LF", "ends with blanks instead of CR LF"),
    "tail.other": _note("包尾是 {0}，应为 CR LF", "ends with {0} instead of CR LF"),
    "crc.absent": _fault("没有校验码，应为 {0}", "no checksum; {0} expected"),
    "crc.mismatch": _fault("校验码 {0} 不符，应为 {1}", "checksum {0} does not match; {1} expected"),
    "crc.impossible": _fault(
        "校验码 {0} 不符，应为 {1}；该值也不是任何报文的 HJ 212 校验码（算法不同或随意填写）",
        "checksum {0} does not match; {1} expected; no message has this value: another algorithm, or made up",
    ),
    "crc.modbus": _note(
        "校验码 {0} 是 Modbus 算法，HJ 212 应为 {1}", "checksum {0} is CRC-16/Modbus; HJ 212 expects {1}"
    ),
    "crc.modbus_swapped": _note(
        "校验码 {0} 是高低字节对调的 Modbus 算法，HJ 212 应为 {1}",
        "checksum {0} is CRC-16/Modbus, low byte first; HJ 212 expects {1}",
    ),
    "crc.lowercase": _note("校验码 {0} 为小写", "checksum {0} in lower case"),
    "header.absent": _note("缺字段 {0}", "field {0} is absent"),
    "header.no_command": _fault("缺命令编码 CN", "command code CN is absent"),
    "header.unknown": _note("未知字段 {0}={1}，已保留", "unknown field {0}={1}, kept"),
    "header.repeated": _note("字段 {0} 重复，取第一个", "field {0} repeats; the first one is taken"),
    "header.order": _note("字段 {0} 次序与标准不同", "field {0} is out of the standard's order"),
    "header.separator": _note("字段间缺分号", "semicolon between fields is missing"),
    "header.comma": _note("字段间用了逗号，应为分号", "comma between fields instead of a semicolon"),
    "header.no_value": _note("字段 {0} 没有等号", "field {0} has no equals sign"),
    "header.after_cp": _note("字段 {0} 在数据区之后", "field {0} stands after the data area"),
    "flag.form": _note("标志 {0} 不是 0 至 255 的整数", "flag {0} is not a whole number of 0 to 255"),
    "flag.packet_numbers": _note(
        "标志位与包号不一致：标志 {0}，总包数{1}", "flag bit and packet numbers disagree: flag {0}, packet total {1}"
    ),
    "flag.edition": _note("标志称 {0} 版，内容不是", "flag claims edition {0}, the content does not fit"),
    "number.form": _note("{0}={1} 不是通常的写法，应为 {2}", "{0}={1} is not the usual form; {2} expected"),
    "qn.form": _note("请求编码 {0} 应为 17 位数字", "request number {0}; 17 digits expected"),
    "st.form": _note("系统编码 {0} 应为 2 位", "system code {0}; 2 characters expected"),
    "cn.form": _note("命令编码 {0} 应为 4 位数字", "command code {0}; 4 digits expected"),
    "pw.form": _note("密码长 {0} 位，应为 6 位", "password of {0} characters; 6 expected"),
    "mn.form": _note(
        "设备标识 {0} 不合 {2} 版写法，应为 {1} 位",
        "device number {0} is not of the form of {2}; {1} characters expected",
    ),
    "cp.absent": _fault("没有数据区 CP", "data area CP is absent"),
    "cp.unopened": _note("数据区没有开头的 &&", "data area does not open with &&"),
    "cp.unclosed": _note("数据区没有结尾的 &&", "data area does not close with &&"),
    "cp.empty_item": _note(
        "数据区有空项（多余的逗号或分号）", "empty item in the data area (stray comma or semicolon)"
    ),
    "cp.separator": _note("{0} 前缺分号，已分开", "semicolon before {0} is missing; taken apart"),
    "cp.blank": _note("数据项名 {0} 前后有空白，已去掉", "blanks around item name {0}, taken off"),
    "cp.no_value": _note("数据项 {0} 没有等号", "item {0} has no equals sign"),
    "cp.repeated_item": _note("数据项 {0} 重复，全部保留", "item {0} repeats; all are kept"),
    "cp.split_factor": _note("因子 {0} 分在两组", "factor {0} stands in two groups"),
    "cp.flag_without_factor": _note("数据标记 {0} 没有因子", "data flag {0} without a factor"),
    "cp.flag_case": _note("{0} 的大小写不合标准，应为 -Flag", "{0} is not in the standard's case; -Flag expected"),
    "cp.open_log": _note("日志文本没有结尾的 //", "log text does not close with //"),
    "time.form": _note("{0}={1} 应为 14 位的时间", "{0}={1}; a time of 14 digits expected"),
    "text.gb18030": _note("文本是 GB18030，应为 UTF-8", "text is GB18030 instead of UTF-8"),
    "text.undecodable": _fault(
        "字节既非 UTF-8 也非 GB18030，已逐字节保留", "bytes are neither UTF-8 nor GB18030; kept one by one"
    ),
    "cipher.sm4": _note(
        "数据区为 SM4 密文，已解密，校验码按明文核对", "data area in SM4, decrypted; checksum over the plain text"
    ),
    "cipher.hex_text": _note(
        "密文写成十六进制文字，应为原始字节", "cipher text spelled in hexadecimal instead of raw bytes"
    ),
    "cipher.no_key": _blind("数据区像密文，没有密钥，未解读", "data area looks encrypted; no key, not read"),
    "cipher.wrong_key": _fault("数据区像密文，现有密钥解不开", "data area looks encrypted; no key at hand opens it"),
    "part.conflict": _fault("第 {0} 包收到两次且内容不同", "part {0} came twice with different content"),
    "part.outside": _fault("包号 {0} 超出总包数 {1}", "packet number {0} is outside the total of {1}"),
}
"""Every code with its severity and text; the placeholders are filled by `Diagnostic.details`."""
