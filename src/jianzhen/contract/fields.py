"""Columns that many tables share: parties, places, parameters, methods, units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from jianzhen.contract.columns import Traits, code, number, ref

if TYPE_CHECKING:
    from jianzhen.contract.model import Column

# Made-up codes; their check digits are right.
LAB = "91640100MA0LAB0005"
OPERATOR = "91640100MA00M0007W"
PLANT = "91640200MA0PLANT5F"
VENDOR = "91640000MA0DFG018J"
AUTHORITY = "11640000MB0AUTH001"
PERSON = "p7f3a9c2e51d04b8"
MN = "64020000000000000000AB01"

_PARAMETER_HEADINGS = ("检测项目", "分析项目", "检验项目", "污染物", "项目", "项目名称", "污染因子")
_METHOD_HEADINGS = ("检测方法", "分析方法", "监测方法", "检验方法", "检测依据", "方法依据", "标准方法")


def org(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """A unified social credit code of 18 characters."""
    more.setdefault("example", LAB)
    more["form"] = "uscc"
    return ref(name, zh, en, "organizations.org_id", **more)


def person(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """A keyed digest that stands for a person: never a name, never an identity number."""
    more.setdefault("example", PERSON)
    more.setdefault("note_zh", "人员代号（证件号的加密摘要），不填姓名或证件号")
    more.setdefault("note_en", "keyed digest of the identity number; neither a name nor the number itself")
    # People head such a column 接样人, not 接样人代号.
    more["aliases"] = (zh.removesuffix("代号"), *more.get("aliases", ()))
    more["form"] = "digest"
    return ref(name, zh, en, "employments.person_id", **more)


def device(**more: Unpack[Traits]) -> Column:
    """An automatic device by its MN."""
    more.setdefault("example", MN)
    more.setdefault("aliases", ("MN", "MN号", "设备编号"))
    return ref("device_id", "设备唯一标识(MN)", "Device (MN)", "devices.device_id", **more)


def place(zh: str = "", en: str = "", prefix: str = "") -> tuple[Column, Column]:
    """Longitude and latitude, WGS-84 degrees."""
    return (
        _degrees(f"{prefix}lon", f"{zh}经度", f"{en}longitude", 180, "106.2309"),
        _degrees(f"{prefix}lat", f"{zh}纬度", f"{en}latitude", 90, "38.4872"),
    )


def _degrees(name: str, zh: str, en: str, most: float, example: str) -> Column:
    return number(name, zh, en.capitalize(), unit="°", low=-most, high=most, example=example,
                  note_zh="WGS-84 坐标", note_en="WGS-84")  # fmt: skip


def parameter(**more: Unpack[Traits]) -> Column:
    """A monitored parameter: HJ 212 factor code, CAS number or name."""
    more.setdefault("example", "化学需氧量")
    more["aliases"] = _PARAMETER_HEADINGS
    return code("parameter", "监测项目", "Parameter", "parameter", **more)


def parameters() -> Column:
    """Several parameters in one cell, separated by ``;``."""
    return code("parameters", "监测项目", "Parameters", "parameter", many=True, example="化学需氧量;氨氮",
                aliases=_PARAMETER_HEADINGS, note_zh="多个项目用分号隔开", note_en="separated by ;")  # fmt: skip


def factor(**more: Unpack[Traits]) -> Column:
    """A factor of automatic monitoring (HJ 212 code)."""
    more.setdefault("example", "a21026")
    more["aliases"] = ("因子", "因子编码", "污染物编码")
    return code("factor", "监测因子", "Factor", "parameter", **more)


def method(**more: Unpack[Traits]) -> Column:
    """A method standard with its year."""
    more.setdefault("example", "HJ 828-2017")
    more.setdefault("note_zh", "标准号须带年号，如 HJ 828-2017")
    more.setdefault("note_en", "with the year, as HJ 828-2017")
    more["aliases"] = _METHOD_HEADINGS
    return code("method", "方法标准", "Method", "method", **more)


def unit(name: str = "unit", zh: str = "单位", en: str = "Unit", **more: Unpack[Traits]) -> Column:
    """A unit of measure."""
    more.setdefault("example", "mg/L")
    return code(name, zh, en, "unit", **more)


def qualifier() -> Column:
    """What a reported text says beyond its number."""
    return code("qualifier", "限定符", "Qualifier", "qualifier", example="<",
                note_zh="<、>、ND 等；空白表示等于", note_en="empty means equal")  # fmt: skip
