"""耗材不守恒: more samples on a day than there were filters, sampler heads or tubes."""

from __future__ import annotations

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
        "{day} 登记的样品要用 {needed:.0f} 个{pool_zh}，而台账上当日最多只有 {available:.0f} 个可用",
        "The samples of {day} need {needed:.0f} {pool_en}, yet by the ledger at most {available:.0f} could be used that"
        " day",
    ),
    numbers=Words(
        "台账到当日累计入库 {brought:g}（晚登记 {late_days:g} 天以内的计入，经验值），报废 {scrapped:g}，"
        "此前已用去 {used:g}；所需 {measure:.0f} 比可用 {threshold:.0f} 多 {short:.0f} 个。"
        "若另有 {short:.0f} 个未登记的耗材则不再触发。",
        "By that day the ledger has {brought:g} received (booked up to {late_days:g} d late included, a starting"
        " value), {scrapped:g} scrapped, {used:g} used before; {measure:.0f} needed are {short:.0f} more than"
        " {threshold:.0f} there were. With {short:.0f} more, not in the ledger, the rule would be silent.",
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

    Every such sample sits on a medium of its own, so some of them were not taken as recorded (环发〔2015〕175 号
    第5条(六)). It does not say which. The evidence holds the day's samples and every movement up to the day.
    """
    wanted = once(media.needs(samples, sampling_events, results))
    needed = wanted.filter(wanted.medium.notnull() & wanted.day.notnull())
    ledger = once(media.entries(movements))
    standing = once(media.standing(ledger, needed))
    sound = standing.filter(standing.kept & standing.in_pieces & standing.whole)
    days = media.balances(ledger, needed, late)
    days = days.filter(days.needed > days.available)
    hits = once(
        days.semi_join(sound, [days.org_id == sound.lab_id, days.pool == sound.pool]).select(*days.columns)
    )  # fmt: skip
    return Verdict(findings=_findings(hits, needed, ledger, late), units=_units(wanted, standing))


def _findings(hits: Table, needed: Table, ledger: Table, late: float) -> Table:
    by = ["org_id", "pool", "day"]
    keys = hits.select(hit_org="org_id", hit_pool="pool", hit_day="day")
    taken = needed.join(
        keys, [needed.lab_id == keys.hit_org, needed.pool == keys.hit_pool, needed.day == keys.hit_day]
    ).group_by("hit_org", "hit_pool", "hit_day")
    taken = taken.aggregate(sample_rows=ibis._.sample_row.collect())
    booked = ledger.join(keys, [ledger.org_id == keys.hit_org, ledger.pool == keys.hit_pool])
    booked = booked.filter(booked.day <= booked.hit_day + ibis.interval(days=int(late)))
    booked = booked.group_by(book_org="hit_org", book_pool="hit_pool", book_day="hit_day").aggregate(
        movement_rows=booked.movement_row.collect()
    )
    rows = hits.join(taken, [hits[name] == taken[f"hit_{name.removesuffix('_id')}"] for name in by])
    rows = rows.select(*hits.columns, "sample_rows")
    rows = rows.left_join(booked, [rows[name] == booked[f"book_{name.removesuffix('_id')}"] for name in by])
    return findings(
        rows,
        subject=rows.org_id,
        from_at=rows.day,
        to_at=rows.day + ibis.interval(days=1),
        measure=rows.needed,
        threshold=rows.available,
        evidence=[
            Evidence("samples", rows.sample_rows, "sample"),
            Evidence("movements", rows.movement_rows, "register"),
        ],
        detail={
            "day": rows.day.strftime("%Y-%m-%d"),
            "pool_zh": _words(rows.pool, "zh"),
            "pool_en": _words(rows.pool, "en"),
            "needed": rows.needed,
            "available": rows.available,
            "brought": rows.brought,
            "scrapped": rows.scrapped,
            "used": rows.used,
            "short": rows.needed - rows.available,
            "late_days": late,
        },
    )


def _words(pool: ir.Value, language: str) -> ir.Value:
    return ibis.cases(*((pool == name, getattr(words, language)) for name, words in _POOLS.items()), else_="")


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
