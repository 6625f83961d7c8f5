"""Made-up report workbooks and raw records for the tests of the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

LAB = "示例水质监测中心"
NUMBER = "(10)字(2026)第(0042)号"


@dataclass
class Item:
    """A result line: what a person types into it."""

    name: str
    unit: str = "mg/L"
    value: Any = "<0.010"
    shape: str = "General"
    limit: Any = 0.3
    method: str = "GB/T 5750.6-2023 5.3\n电感耦合等离子体发射光谱法"


@dataclass
class SampleInfo:
    number: str = "W260301A08"
    site: str = "示例水厂"
    sampled: str = "2026.01.05"
    items: list[Item] = field(default_factory=list)


def usual_items(count: int = 5) -> list[Item]:
    usual = [
        Item("pH", "/", 7.7, "0.00_ ", "不小于6.5且不大于8.5", "GB/T 5750.4-2023 8.1\n玻璃电极法"),
        Item("铁", value="<0.030"),
        Item("氟化物", value=0.1, shape="0.000_ ", limit=1),
        Item("菌落总数", "CFU/mL", "未检出", limit=100, method="GB/T 5750.12-2023 4.1\n平皿计数法"),
        Item("总硬度(以CaCO3计)", value=172, limit=450, method="GB/T 5750.4-2023 10.1\n乙二胺四乙酸二钠滴定法"),
    ]
    return [usual[n % len(usual)] if n < len(usual) else Item(f"示例项目{n}", value=n / 100) for n in range(count)]


def report_book(
    samples: list[SampleInfo] | None = None, *, number: str = NUMBER, lines_per_page: int = 22, notes: bool = True,
    cover: bool = True, information: bool = True, end_mark: str = "以下无检测数据", pages: int | None = None,
) -> openpyxl.Workbook:  # fmt: skip
    """A report as laboratories write it: every page on a sheet of its own."""
    samples = samples or [SampleInfo(items=usual_items())]
    book = openpyxl.Workbook()
    book.remove(book.active)
    if cover:
        write_cover(book.create_sheet("1"), number)
    for sample in samples:
        info = ""
        if information:
            info = f"信息{len(book.sheetnames)}"
            write_information(book.create_sheet(info), number, sample)
        for start in range(0, len(sample.items), lines_per_page):
            last = start + lines_per_page >= len(sample.items)
            sheet = book.create_sheet(f"结果{len(book.sheetnames)}")
            write_results(
                sheet, sample, start, sample.items[start : start + lines_per_page], info, end_mark if last else ""
            )
    if notes:
        write_notes(book.create_sheet("说明"))
    total = len(book.sheetnames) if pages is None else pages
    for page, sheet in enumerate(book.worksheets, start=1):
        sheet.cell(2 if sheet.title == "1" else 1, 9, f"     第 {page} 页 共 {total} 页")
    return book


def write_cover(sheet: Worksheet, number: str) -> None:
    sheet["B1"] = " " + number.replace("(", "( ").replace(")", " )")
    sheet.merge_cells("B1:C1")
    sheet["A4"] = LAB[:4]
    sheet["A5"] = LAB[4:]
    sheet["A6"] = "检验检测报告"
    sheet["B8"], sheet["C8"] = "样   品   名  称：  ", "出厂水【示例水厂】"
    sheet["B9"], sheet["C9"] = "被   检   单  位：", "示例供水有限责任公司"
    sheet["C10"] = "第一分公司"
    sheet["B11"], sheet["C11"] = "被检单位地址：", "示例市示例区"
    sheet["B12"], sheet["C12"] = "报告编制日期：", "2026年 01月23日"


def write_information(sheet: Worksheet, number: str, sample: SampleInfo) -> None:
    rows = [
        (f"{LAB} {number}",),
        ("检测结果",),
        ("样品信息", "样品类型", "出厂水", "样品来源", "委托采样"),
        ("", "采样人", "甲", "采样日期", sample.sampled),
        ("", "采样依据", "GB/T 5750.2-2023", "收样日期", "2026.01.05"),
        ("", "采样地点", sample.site),
        ("", "样品状态", "样品完好，液态"),
        ("", "样品编号", sample.number, "检测日期", "2026.01.05~01.16"),
        ("", "产品标准", "《生活饮用水卫生标准》 GB5749-2022"),
        ("", "检测项目", f"pH、铁\n等共计{len(sample.items)}项指标"),
        (),
        ("检测结论", f"该水样所检{len(sample.items)}项指标\n均符合标准限值要求"),
        ("附加信息", "/"),
        ("编制：", "", "", "  检测单位业务专用章"),
        ("     审核：",),
        ("签发：", "", "", "签发日期："),
        ("Form No:XX/CX-29-04:0",),
    ]
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value:
                sheet.cell(row, column, value)
    sheet.merge_cells("B10:B11")


def write_results(
    sheet: Worksheet, sample: SampleInfo, start: int, items: list[Item], info: str, end_mark: str
) -> None:
    sheet["A2"], sheet["A3"] = "检测结果", "续上页"
    sheet["A4"], sheet["E4"] = "样品类型", "样品编号"
    if info:
        sheet["A1"], sheet["C4"], sheet["F4"] = f"={info}!A1", f"='{info}'!C3", f"={info}!C8"
    else:
        sheet["A1"], sheet["F4"] = f"{LAB} {NUMBER}", sample.number
    for column, heading in enumerate(("序号", "项目", "单位", "检测结果", "GB5749-2022", "检测方法"), start=1):
        sheet.cell(6, column, heading)
    sheet["E7"] = "标准限值"
    for letter in "ABCDF":
        sheet.merge_cells(f"{letter}6:{letter}7")
    for row, item in enumerate(items, start=8):
        for column, value in enumerate(
            (start + row - 7, item.name, item.unit, item.value, item.limit, item.method), start=1
        ):
            sheet.cell(row, column, value)
        sheet.cell(row, 4).number_format = item.shape
        sheet.merge_cells(start_row=row, end_row=row, start_column=6, end_column=7)
    below = 8 + len(items)
    if end_mark:
        sheet.cell(below, 1, end_mark)
    sheet.cell(below + 2, 1, "Form No：XX/CX-29-05:0")


def write_notes(sheet: Worksheet) -> None:
    for row, text in enumerate(
        (
            "报告说明",
            "　　1.报告不得涂改、增删。",
            "　　2.检测结果仅对收到的样品负责。",
            "    地址：示例市示例路1号",
            "    电话：0000-0000000",
        ),
        start=2,
    ):
        sheet.cell(row, 1, text)


def as_xls(book: openpyxl.Workbook, path: Path) -> None:
    """Write the same cells, number formats and merged areas as an .xls; references become what they show."""
    old = xlwt.Workbook()
    for sheet in book.worksheets:
        page = old.add_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                while isinstance(value, str) and value.startswith("="):
                    name, _, ref = value[1:].partition("!")
                    value = book[name.strip("'")][ref].value
                if value is not None:
                    page.write(cell.row - 1, cell.column - 1, value, xlwt.easyxf(num_format_str=cell.number_format))
    old.save(str(path))


def raw_summary(samples: dict[str, dict[str, Any]]) -> openpyxl.Workbook:
    """Register and a sheet with items down, samples across; two decimals are shown."""
    book = openpyxl.Workbook()
    register = book.active
    register.title = "登记"
    register["A1"] = f"{LAB}              样品登记表"
    register["A2"] = "交接日期：2026年01月05日            登记人："
    for column, heading in enumerate(("序号", "采样地点/样品类型", "采样编号", "样品编号", "分析项目"), start=1):
        register.cell(3, column, heading)
    for row, number in enumerate(samples, start=4):
        place = "全程序空白样" if number.startswith("K") else "示例水厂 出厂水"
        for column, value in enumerate((row - 3, place, f"W{row:02d}", number), start=1):
            register.cell(row, column, value)
    register.cell(4 + len(samples), 1, "以下空白")
    sheet = book.create_sheet("汇总")
    sheet["A1"] = "分析结果汇总表"
    sheet["A2"] = "        样品编号\n项 目"
    items = sorted({item for values in samples.values() for item in values})
    for column, (number, values) in enumerate(samples.items(), start=3):
        sheet.cell(2, column, number)
        for row, item in enumerate(items, start=3):
            sheet.cell(row, 1, item)
            if item in values:
                sheet.cell(row, column, values[item]).number_format = "0.00_ "
    return book


def raw_by_item(samples: dict[str, dict[str, Any]], *, done: int | None = None) -> openpyxl.Workbook:
    """Items down, samples across with describing rows, and the sheet of completion; no number formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    items = sorted({item for values in samples.values() for item in values})
    for row, head in enumerate(["检测项目", "水厂", "样品类型", "采样编号", *items], start=1):
        sheet.cell(row, 1, head)
    for column, (number, values) in enumerate(samples.items(), start=2):
        place = ("全程序空白样", None) if number.startswith("K") else ("示例水厂", "出厂水")
        for row, value in enumerate([number, *place, f"W{column}"], start=1):
            sheet.cell(row, column, value)
        for row, item in enumerate(items, start=5):
            sheet.cell(row, column, values.get(item))
    completion = book.create_sheet("检测完成情况")
    completion.append(["样品编号", "应检项目数", "已检项目数", "完成率"])
    for number, values in samples.items():
        completion.append([number, len(items), len(values) if done is None else done, "90%"])
    return book


def methods_book() -> openpyxl.Workbook:
    """The laboratory's list of methods and instruments."""
    book = openpyxl.Workbook()
    for row in (
        ["序号", "检测项目", "检测方法", "方法依据/标准", "仪器设备", "备注"],
        [1, "pH值", "玻璃电极法", "GB/T 5750.4-2023 (8.1)", "酸度计 X221 (YQ-ZJ-091)", "校正"],
        [
            2,
            "总大肠菌群",
            "滤膜法 / 酶底物法",
            "GB/T 5750.12-2023 (5.2) / HJ 1001-2018",
            "培养箱A(YQ-FJ-117), 培养箱B(YQ-FJ-197)",
            None,
        ],
        [3, "藻类", "待定", "-", "-", None],
    ):
        book.active.append(row)
    return book
