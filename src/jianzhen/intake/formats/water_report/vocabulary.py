"""The words that reports print as labels and headings, and what each means here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

LABELS: Mapping[str, str] = MappingProxyType({
    "样品名称": "sample_name",
    "被检单位": "client", "委托单位": "client", "受检单位": "client", "委托方": "client", "客户名称": "client",
    "被检单位地址": "client_address", "委托单位地址": "client_address", "受检单位地址": "client_address",
    "客户地址": "client_address",
    "报告编制日期": "compiled", "编制日期": "compiled", "报告日期": "compiled",
    "报告编号": "report_no", "报告号": "report_no", "编号": "report_no",
    "样品类型": "sample_type", "样品类别": "sample_type",
    "样品来源": "sample_source", "检测类别": "sample_source", "检验类别": "sample_source",
    "采样人": "sampler", "采样人员": "sampler", "采样者": "sampler", "送样人": "sampler",
    "采样日期": "sampled", "采样时间": "sampled",
    "送样日期": "delivered", "送检日期": "delivered",
    "收样日期": "received", "接样日期": "received", "样品接收日期": "received",
    "采样依据": "sampling_standard", "采样方法": "sampling_standard", "采样标准": "sampling_standard",
    "采样地点": "site", "采样点": "site", "采样点位": "site", "采样位置": "site",
    "样品状态": "sample_state", "样品性状": "sample_state", "样品描述": "sample_state",
    "样品编号": "sample_no", "样品号": "sample_no",
    "检测日期": "analysed", "检验日期": "analysed", "分析日期": "analysed",
    "产品标准": "evaluation_standard", "评价标准": "evaluation_standard", "执行标准": "evaluation_standard",
    "评价依据": "evaluation_standard", "判定依据": "evaluation_standard",
    "检测项目": "items", "检验项目": "items", "监测项目": "items",
    "检测结论": "conclusion", "检验结论": "conclusion", "结论": "conclusion",
    "附加信息": "notes", "备注": "notes",
    "编制": "compiler", "编制人": "compiler", "审核": "reviewer", "审核人": "reviewer",
    "签发": "signatory", "签发人": "signatory", "批准": "signatory", "批准人": "signatory",
    "签发日期": "issued", "批准日期": "issued",
    "资质认定证书编号": "cert_no", "证书编号": "cert_no", "CMA证书编号": "cert_no",
})  # fmt: skip
"""Label as printed, without blanks and colon, to the field it fills."""

GROUP_TITLES = frozenset({"样品信息", "检测单位业务专用章", "检测信息", "委托信息"})
"""Titles of a group of labels and the place of a seal: they say nothing of their own."""
HEADLINES = frozenset({
    "检验检测报告", "检测报告", "检验报告", "监测报告", "水质检测报告", "水质检验报告",
    "检测结果", "检验结果", "续上页", "接上页", "转下页", "接下页",
})  # fmt: skip
REPORT_HEADLINES = frozenset({"检验检测报告", "检测报告", "检验报告", "监测报告", "水质检测报告", "水质检验报告"})
NOTES_HEADLINES = frozenset({"报告说明", "说明", "注意事项", "声明"})
ADDRESS_LABELS: Mapping[str, str] = MappingProxyType({"地址": "address", "电话": "phone", "联系电话": "phone"})

ITEM_HEADINGS = frozenset({
    "项目", "检测项目", "检验项目", "分析项目", "监测项目", "检测指标", "指标", "项目名称", "检测项目及单位",
})  # fmt: skip
RESULT_HEADINGS = frozenset({"检测结果", "检验结果", "结果", "测定结果", "监测结果", "分析结果", "检测值", "测定值"})
HEADINGS: tuple[tuple[str, str], ...] = (
    ("样品编号", "sample"),
    ("序号", "number"),
    ("检出限", "other"),
    ("限值", "limit"),
    ("标准值", "limit"),
    ("标准要求", "limit"),
    ("指标要求", "limit"),
    ("单位", "unit"),
    ("方法", "method"),
    ("检测依据", "method"),
    ("检验依据", "method"),
    ("判定", "verdict"),
    ("评价", "verdict"),
    ("单项结论", "verdict"),
)
"""A heading that contains the first word means the second; the first match counts."""

END_OF_TABLE = re.compile(r"以下(?:无检测数据|无数据|空白|无正文)|[(（]?以下为?空白[)）]?")
REPORT_NO = re.compile(r"(?P<lab>.*?)(?P<no>\([^()]{1,8}\)字\(\d{4}\)第\([^()]{1,12}\)号)")
PAGE_NO = re.compile(r"第(?P<page>\d+)页(?:共(?P<pages>\d+)页)?")
FORM_NO = re.compile(r"(?:FormNo|表单编号|记录编号|表格编号)[:.].*", re.IGNORECASE)

BLANKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("全程序空白|全程空白|现场空白|运输空白"), "field_blank"),
    (re.compile("实验室空白|试剂空白|方法空白"), "lab_blank"),
)
"""How the place or type of a sample says that it is a blank, and which."""

NOT_STATED = "未注明"
"""Stands where the contract requires a text and the sheet states none."""
