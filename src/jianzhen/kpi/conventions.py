"""What the transmission figures rest on: formulas, and every number and choice in them with its source."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.verification import Verification
from jianzhen.words import Words

STOPS = ("out_of_service", "shutdown")
"""Marks under which a plant stands still."""

HARMLESS = ("normal", "grid_connected")
"""Marks that say the plant runs."""

CHECKED_WATER = ("w01018", "w21003", "w21011", "w21001")
"""COD, ammonia nitrogen, total phosphorus, total nitrogen."""

NORMAL = "N"
ABNORMAL = ("F", "M", "S", "D", "C", "T", "B", "P")
"""Flags known to say that a value is not a normal one."""

LOST_MINUTES = 15
"""More minutes than these lost, and an hour has fewer than 45 valid ones."""

MINUTE_COUNTS = (2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60)
"""Values an hour can have, by the intervals that HJ 212 allows for minute data."""

LATE_AFTER_HOURS = 1

TARGET_NETWORKED = 1.0
TARGET_EFFECTIVE = 0.95


@dataclass(frozen=True, slots=True)
class Formula:
    """One rate: its numerator over its denominator, both columns of the output."""

    name: str
    title: Words
    numerator: str
    denominator: str
    meaning: Words
    tag: Verification | None = None

    @property
    def text(self) -> str:
        """The formula as it is written."""
        return f"{self.name} = {self.numerator} / {self.denominator}"


FORMULAS = (
    Formula(
        "networked_rate",
        Words("联网率", "networked rate"),
        "networked_devices",
        "required_devices",
        Words(
            "时段末已联网的设备数 ÷ 时段末应联网的设备数；应联网以设备台账为准",
            "devices networked at the end of the span ÷ devices that must be, as the register of devices says",
        ),
        Verification.MISSING,
    ),
    Formula(
        "transmission_rate",
        Words("传输率", "transmission rate"),
        "received",
        "due",
        Words("实传小时值个数 ÷ 应传小时值个数", "hour values received ÷ hour values due"),
        Verification.CODE,
    ),
    Formula(
        "validity_rate",
        Words("有效率", "validity rate"),
        "valid",
        "due_valid",
        Words(
            "有效小时值个数 ÷ 应有效小时值个数（实传且未剔除的；没有传到的已计入传输率，不重复扣）",
            "valid hour values ÷ hour values due valid (received, not taken out; what never came counts "
            "against the transmission rate and not twice)",
        ),
        Verification.CODE,
    ),
    Formula(
        "effective_rate",
        Words("有效传输率", "effective transmission"),
        "(received × valid)",
        "(due × due_valid)",
        Words("传输率 × 有效率", "transmission rate × validity rate"),
        Verification.EXCERPT,
    ),
    Formula(
        "transmission_rate_realtime",
        Words("传输率（即时）", "transmission rate, real-time"),
        "received_realtime",
        "due",
        Words("不计补传的传输率", "without what was back-filled"),
        Verification.CODE,
    ),
    Formula(
        "effective_rate_realtime",
        Words("有效传输率（即时）", "effective transmission, real-time"),
        "valid_realtime",
        "due",
        Words("不计补传的有效传输率", "without what was back-filled"),
        Verification.CODE,
    ),
)


@dataclass(frozen=True, slots=True)
class Convention:
    """One choice: what holds, where it comes from, how well that is known (None: this project's own choice)."""

    title: Words
    rule: Words
    source: Words
    tag: Verification | None

    @property
    def standing(self) -> Words:
        """How far the choice can be relied on."""
        return self.tag.words if self.tag else Words("本项目约定", "this project's own convention")


_PLATFORM = Words("国发平台与公共平台的软件", "software of the national and the public platform")
_HJ212 = Words("HJ 212-2017 附录 D、8.1", "HJ 212-2017, annex D and 8.1")
_OWN = Words("本项目", "this project")

CONVENTIONS = (
    Convention(
        Words("目标", "targets"),
        Words("联网率 100 %，有效传输率不低于 95 %", "100 % networked, effective transmission at least 95 %"),
        Words("工作方案的目标（未见正式稿）", "targets of the plan (its final text was not seen)"),
        Verification.EXCERPT,
    ),
    Convention(
        Words("停运", "stops"),
        Words(
            "标记为停运或停炉、且一小时内超过 15 分钟的，不计入任何分子分母；数据自带的 F 不算标记",
            "an hour marked as out of service or shut down for more than 15 minutes counts nowhere; "
            "flag F of the data alone is no mark",
        ),
        _PLATFORM,
        Verification.CODE,
    ),
    Convention(
        Words("标样核查", "standard checks"),
        Words(
            "废水 COD、氨氮、总磷、总氮，每因子每日 1 个有核查记录（2062、标记、取样时刻）的无效小时不计入",
            "waste water COD, ammonia, total phosphorus, total nitrogen: one hour a day and factor that is not valid "
            "and has a check on record (2062, mark, sampling cycle) counts nowhere",
        ),
        Words("自动监测数据有效传输率统计算法说明（2026）", "notes on the statistics of effective transmission (2026)"),
        Verification.CODE,
    ),
    Convention(
        Words("有效小时（废气）", "valid hour, gas"),
        Words(
            "小时值标 N、有数值，且非正常的分钟数据不超过 15 分钟（有效分钟 ≥ 45）",
            "flag N, a value, and minute data not normal for at most 15 minutes (valid minutes ≥ 45)",
        ),
        _HJ212,
        Verification.ORIGINAL,
    ),
    Convention(
        Words("有效小时（废水）", "valid hour, water"),
        Words("小时值标 N、有数值，且没有非正常的分钟数据", "flag N, a value, and no minute value that is not normal"),
        _HJ212,
        Verification.ORIGINAL,
    ),
    Convention(
        Words("异常标记", "marks of abnormality"),
        Words(
            "一小时内累计超过 15 分钟，该小时无效", "an hour is not valid with more than 15 minutes under such marks"
        ),
        _PLATFORM,
        Verification.CODE,
    ),
    Convention(
        Words("不能判断", "cannot tell"),
        Words(
            "没有标记或标记不在表中的小时值计为“不明”：有效率按下限给出，另给上限",
            "an hour value without a flag, or with one of no list, is unknown: the validity rate is given as a "
            "lower bound, with an upper bound beside it",
        ),
        _OWN,
        None,
    ),
    Convention(
        Words("补传", "back-filled"),
        Words(
            "有补传标志（RF）的以标志为准；没有的，小时结束 1 小时后才收到的算补传；没有接收时间的计为“不明”",
            "by the mark (RF) where there is one; otherwise what came more than 1 h after the hour's end; "
            "without a time of receipt: unknown",
        ),
        _OWN,
        None,
    ),
    Convention(
        Words("应传因子", "factors due"),
        Words(
            "备案参数中的因子（备案期内）和时段内传过的因子；两者皆无的已联网设备按每小时至少 1 个值计",
            "factors among the filed parameters, while filed, and factors that came in the period; a networked "
            "device with neither owes at least one value an hour",
        ),
        _OWN,
        None,
    ),
    Convention(
        Words("应传时段", "span due"),
        Words(
            "自联网日、验收日中较晚的一天起，至拆除日前一天；没有联网日期而有数据的，自首个有数据的日起",
            "from the later of the days of networking and acceptance, up to the day before removal; "
            "with data and no day of networking, from the first day with data",
        ),
        _OWN,
        None,
    ),
    Convention(
        Words("应联网", "networking required"),
        Words(
            "设备台账“应联网”为是；为空的计为“不明”并列出。许可证要求安装而台账没有的设备，数据中看不出",
            "“network required” in the register of devices; empty is unknown, and listed. Devices that a permit "
            "demands and the register lacks cannot be seen in the data",
        ),
        _OWN,
        None,
    ),
)
