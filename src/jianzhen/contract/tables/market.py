"""Contracts and bids."""

from __future__ import annotations

from jianzhen.contract.columns import at, boolean, integer, number, on, text
from jianzhen.contract.fields import PLANT, org
from jianzhen.contract.model import FactTable

CONTRACTS = FactTable(
    "contracts", "合同", "Contracts", "B",
    (
        text("contract_id", "合同编号", "Contract", key=True, required=True, example="HT2026-001"),
        org("lab_id", "监测机构代码", "Laboratory", required=True),
        org("client_id", "委托单位代码", "Client", required=True, example=PLANT),
        on("signed_on", "签订日期", "Signed on", example="2026-01-05"),
        on("starts_on", "服务起始日期", "Starts on", example="2026-01-10"),
        on("ends_on", "服务截止日期", "Ends on", example="2026-12-31"),
        number("amount", "合同金额", "Amount", unit="CNY", low=0, example="36000", aliases=("金额", "合同价款")),
        integer("sample_count", "约定样品数", "Samples agreed", low=0, example="48"),
        text("scope", "委托范围", "Scope", example="废水、有组织废气季度监测"),
        text("clauses", "主要条款", "Clauses", example="按国家标准监测并出具报告"),
    ),
    about_zh="委托监测与运维合同。",
    about_en="Monitoring and O&M contracts.",
    subject="lab_id",
)  # fmt: skip

BIDS = FactTable(
    "bids", "投标", "Bids", "B",
    (
        text("tender_id", "招标编号", "Tender", key=True, required=True, example="ZB2026-007"),
        org("org_id", "投标机构代码", "Bidder", key=True, required=True),
        number("price", "投标报价", "Price", unit="CNY", low=0, example="298000"),
        at("submitted_at", "递交时间", "Submitted at", example="2026-02-01 09:12:00"),
        text("file_author", "投标文件作者", "File author", example="user01"),
        text("ip", "递交IP", "IP address", example="192.0.2.10"),
        boolean("won", "是否中标", "Won", example="否"),
    ),
    about_zh="政府和企业采购的投标记录。",
    about_en="Bids in public and private tenders.",
)  # fmt: skip
