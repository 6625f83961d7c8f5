"""耗材不守恒: more samples on a day than there were filters, sampler heads or tubes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms import media
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_POOLS = {
    media.HEADS: Words("低浓度颗粒物采样头", "sampler heads for low-concentration dust"),
    media.FILTERS: Words("滤膜、滤筒和采样头", "filters and sampler heads"),
    media.TUBES: Words("吸附管", "sorbent tubes"),
}
_BASES = {
    "stock": Words("台账上当日最多可用的", "could be used that day by the ledger"),
    "issue": Words("为当日领用的", "were drawn for them by the ledger"),
}
_DAY = ("org_id", "pool", "day")


@rule(
    clause="二(二)",
    title=Words("采样耗材不守恒", "More samples than media"),
    act="fabrication.no_sampling",
    severity="high",
    family="ledgers",
    unit=Words("需要耗材的样品", "samples that need a medium"),
    measure=Words("当日样品所需耗材", "media that the samples of the day need"),
    measure_unit="pieces",
    headline=Words(
        "{day} 登记的样品要用 {needed:.0f} 个{pool_zh}，而{basis_zh}只有 {available:.0f} 个",
        "The samples of {day} need {needed:.0f} {pool_en}, yet only {available:.0f} {basis_en}",
    ),
    numbers=Words(
        "台账到当日累计入库 {brought:g}（晚登记 {late_days:g} 天以内的计入，经验值），报废 {scrapped:g}，"
        "此前已用去 {used:g}；该机构 {habit_pct:.0f}% 的采样日足额领用（低于 {least_pct:.0f}% 不比较领用，经验值）。"
        "所需 {measure:.0f} 比 {threshold:.0f} 多 {short:.0f} 个；若另有 {short:.0f} 个未登记的耗材则不再触发。",
        "By that day the ledger has {brought:g} received (booked up to {late_days:g} d late included, a starting"
        " value), {scrapped:g} scrapped, {used:g} used before; on {habit_pct:.0f} % of its days of sampling the"
        " laboratory drew what it needed (below {least_pct:.0f} % drawings are not compared: a starting value)."
        " {measure:.0f} needed are {short:.0f} more than {threshold:.0f}. With {short:.0f} more, not in the ledger, the"
        " rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("当日补领或购入，入库晚登记", "bought or fetched that day and booked late"),
            Words("送货单、发票、入库登记", "delivery notes, invoices, the ledger"),
            heeded=True,
        ),
        Innocent(
            Words("台账没有期初库存", "the ledger lacks what was there when it began"),
            Words("期初盘点表", "the opening stock-taking"),
            heeded=True,
        ),
        Innocent(
            Words("采样头称重后重复使用", "sampler heads are used again once weighed"),
            Words("采样头编号与称量记录", "numbers of the heads, weighing records"),
            heeded=True,
        ),
        Innocent(
            Words("按盒、按包登记", "booked by the box or packet"),
            Words("台账单位、每盒数量", "unit of the ledger, pieces in a box"),
            heeded=True,
        ),
        Innocent(
            Words("用了前几次领出而没用完的耗材", "media left over from earlier drawings were used"),
            Words("退库、结余登记，采样箱", "record of returns and what was left, the sampling kits"),
        ),
        Innocent(
            Words("一次领出几天的耗材", "media for several days were drawn at once"),
            Words("台账中的领用习惯", "how the laboratory draws, by its ledger"),
            heeded=True,
        ),
        Innocent(
            Words("向其他机构借用", "borrowed from another laboratory"),
            Words("借用单、出借方台账", "loan slip, the lender's ledger"),
        ),
        Innocent(
            Words("颗粒物用直读仪器测定，不用滤膜", "dust was read by an instrument without a filter"),
            Words("采样介质编号、方法", "number of the medium, method"),
            heeded=True,
        ),
    ),
    onsite=(
        Words(
            "库房实物盘点：采样头、滤膜、吸附管逐件编号", "count the store: every head, filter and tube by its number"
        ),
        Words("恒温恒湿称量系统与天平的称量记录", "records of the weighing chamber and the balance"),
        Words("购置发票、送货单与领用单原件", "invoices, delivery notes, slips of issue"),
        Words("当日各采样组带出的耗材清单", "what each crew took along that day"),
    ),
    perishable_days=60,
    reasons={
        "medium": Words(
            "颗粒物样品没有介质编号，可能是直读", "dust without a number of the medium: perhaps read directly"
        ),
        "ledger": Words("机构没有这类耗材的台账", "the laboratory has no ledger of such media"),
        "pieces": Words("台账单位不是件数", "the ledger does not count pieces"),
        "opening": Words(
            "台账晚于首个样品开始，或缺期初库存", "the ledger begins after the first sample, or lacks its opening"
        ),
    },
)
def consumable_balance(
    samples: Table,
    movements: Table,
    sampling_events: Table = OPTIONAL,
    results: Table = OPTIONAL,
    *,
    late: Annotated[
        float,
        Threshold(
            Words("入库晚登记", "late booking of receipts"), "d", 0, 60, Source.EXPERT, "starting value, not legal"
        ),
    ] = 7,
    habit: Annotated[
        float,
        Threshold(
            Words("足额领用的采样日占比下限", "least share of days with enough drawn"),
            "1",
            0.5,
            1,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 0.9,
    days: Annotated[
        float,
        Threshold(
            Words("看出领用习惯的最少天数", "fewest days to know a habit"),
            "1",
            2,
            366,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 10,
) -> Verdict:
    """More samples on a day than there were filters, sampler heads or tubes.

    Per laboratory, day d and kind of need, n media are needed: those of the day's samples, each number once. There
    were at most

    - heads (dust by HJ 836-2017): received up to d less scrapped before d, for a head serves again once weighed,
      though never twice a day;
    - filters (other dust, heads serve too) and tubes (sorbents): the same, less what was used before d, of which the
      smaller of the ledger's issues and the samples' own count is taken.

    Receipts booked up to ``late`` days after d count. Found is n > what there was. All sizes and lots of a kind count
    together, which favours the laboratory. A ledger that begins after the first sample, or that at some day has given
    out more than it got, lacks its opening stock: that cannot be told, nor one that counts boxes.

    A store may hold plenty and yet nobody took any: a laboratory that on at least ``habit`` of ``days`` or more days
    draws as much as that day's samples need is found, with severity middle, on a day on which it drew less. Media left
    over from earlier drawings would explain that; laboratories that draw for several days at once are not compared.

    Every such sample sits on a medium of its own, so some of them were not taken as recorded (环发〔2015〕175 号
    第5条(六)). It does not say which. The evidence holds the day's samples with every movement up to the day, or the
    drawings for it.
    """
    wanted = once(media.needs(samples, sampling_events, results))
    needed = wanted.filter(wanted.medium.notnull() & wanted.day.notnull())
    ledger = once(media.entries(movements))
    standing = once(media.standing(ledger, needed))
    sound = standing.filter(standing.kept & standing.in_pieces & standing.whole)
    rows = media.balances(ledger, needed, late)
    rows = rows.filter(rows.needed > rows.available)
    hits = once(rows.semi_join(sound, [rows.org_id == sound.lab_id, rows.pool == sound.pool]).select(*rows.columns))
    issued = media.issues(movements, sampling_events, needed)
    issued = issued.filter((issued.days >= days) & (issued.share >= habit) & (issued.drawn < issued.needed))
    undrawn = issued.anti_join(hits, _DAY).select(*issued.columns)
    rows = ibis.union(_by_stock(hits, ledger, late), _by_issue(undrawn))
    return Verdict(
        findings=_findings(rows, needed, {"late_days": late, "least_pct": habit * 100}), units=_units(wanted, standing)
    )


def _by_stock(hits: Table, ledger: Table, late: float) -> Table:
    """Days that needed more than there was, with every movement up to them."""
    keys = hits.select(hit_org="org_id", hit_pool="pool", hit_day="day")
    booked = ledger.join(keys, [ledger.org_id == keys.hit_org, ledger.pool == keys.hit_pool])
    booked = booked.filter(booked.day <= booked.hit_day + ibis.interval(days=int(late)))
    booked = booked.group_by("hit_org", "hit_pool", "hit_day").aggregate(movement_rows=booked.movement_row.collect())
    rows = hits.left_join(
        booked, [hits.org_id == booked.hit_org, hits.pool == booked.hit_pool, hits.day == booked.hit_day]
    )
    return rows.select(
        *_DAY, "needed", "available", "brought", "scrapped", "used", "movement_rows",
        share=ibis.null("float64"), basis=ibis.literal("stock"),
    )  # fmt: skip


def _by_issue(undrawn: Table) -> Table:
    """Days that needed more than was drawn for them, with the drawings."""
    unknown = ibis.null("float64")
    return undrawn.select(
        *_DAY, "needed", available="drawn", brought=unknown, scrapped=unknown, used=unknown,
        movement_rows="issue_rows", share="share", basis=ibis.literal("issue"),
    )  # fmt: skip


def _findings(rows: Table, needed: Table, limits: dict[str, float]) -> Table:
    keys = rows.select(hit_org="org_id", hit_pool="pool", hit_day="day")
    taken = needed.join(keys, [needed.lab_id == keys.hit_org, needed.pool == keys.hit_pool, needed.day == keys.hit_day])
    taken = taken.group_by("hit_org", "hit_pool", "hit_day").aggregate(sample_rows=taken.sample_row.collect())
    told = rows.join(taken, [rows.org_id == taken.hit_org, rows.pool == taken.hit_pool, rows.day == taken.hit_day])
    return findings(
        told,
        subject=told.org_id,
        from_at=told.day,
        to_at=told.day + ibis.interval(days=1),
        measure=told.needed,
        threshold=told.available,
        severity=ibis.ifelse(told.basis == "stock", "high", "middle"),
        evidence=[
            Evidence("samples", told.sample_rows, "sample"),
            Evidence("movements", told.movement_rows, "register"),
        ],
        detail={
            "day": told.day.strftime("%Y-%m-%d"),
            "pool_zh": _words(_POOLS, told.pool, "zh"),
            "pool_en": _words(_POOLS, told.pool, "en"),
            "basis_zh": _words(_BASES, told.basis, "zh"),
            "basis_en": _words(_BASES, told.basis, "en"),
            "needed": told.needed,
            "available": told.available,
            "brought": told.brought,
            "scrapped": told.scrapped,
            "used": told.used,
            "short": told.needed - told.available,
            "habit_pct": told.share * 100,
            **limits,
        },
    )


def _words(titles: Mapping[str, Words], key: ir.Value, language: str) -> ir.Value:
    return ibis.cases(*((key == name, getattr(words, language)) for name, words in titles.items()), else_="")


def _units(wanted: Table, standing: Table) -> Table:
    book = standing.select("kept", "in_pieces", "whole", book_lab="lab_id", book_pool="pool")
    rows = wanted.left_join(book, [wanted.lab_id == book.book_lab, wanted.pool == book.book_pool])
    return units(
        rows,
        subject=rows.lab_id,
        missing={
            "medium": rows.medium.isnull(),
            "samples.collected_from_at": rows.day.isnull(),
            "ledger": ~rows.kept,
            "pieces": ~rows.in_pieces,
            "opening": ~rows.whole,
        },
    )
