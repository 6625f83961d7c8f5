"""采样早于合同: samples were taken before the contract they name was signed."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.clock import DAY, seconds
from jianzhen.rules.terms.issue import day_of, holds_on
from jianzhen.rules.terms.spelling import mentions
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

ORAL = ("应急", "突发", "口头", "补签", "追认", "事后签订", "emergency", "oral order")
"""Words by which a contract says itself that the work was ordered before it was put on paper."""


@rule(
    clause="二(六)",
    title=Words("采样早于合同签订", "Sampled before the contract"),
    act="market.before_contract",
    severity="middle",
    family="market",
    unit=Words("采样记录", "sampling events"),
    measure=Words("最早的采样早于签订的天数", "days by which the earliest sampling precedes the contract"),
    measure_unit="d",
    headline=Words(
        "合同 {contract_id} 于 {signed_on:%Y-%m-%d} 签订，写明该合同的采样记录中有 {events} 次在此之前，"
        "最早为 {first_on:%Y-%m-%d}（{event_id}，{place}）",
        "Contract {contract_id} was signed on {signed_on:%Y-%m-%d}; {events} sampling event(s) that name it took place"
        " before, the first on {first_on:%Y-%m-%d} ({event_id}, {place})",
    ),
    numbers=Words(
        "最早的采样比签订早 {measure:.0f} 天，参考线 {threshold:.0f} 天（先口头委托、随后补签的余地，经验值，可调）。"
        "当日没有双方的其他合同在有效期内，合同也未写明更早的服务起始日。参考线提高到 {measure:.0f} 天则不再触发。",
        "The first sampling precedes the signature by {measure:.0f} days; line: {threshold:.0f} days (room for an oral"
        " order that is put on paper at once; a starting value, settable). No other contract of the two parties was"
        " in force that day, and the contract names no earlier start of service. With a line of {measure:.0f} days the"
        " rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("有框架合同或前一份合同在有效期内", "a framework contract or the one before was still in force"),
            Words("框架合同、上一年度合同", "the framework contract, last year's contract"),
            heeded=True,
        ),
        Innocent(
            Words("突发事件应急监测，先口头委托后补签", "an emergency was sampled on an oral order, signed for later"),
            Words("应急通知、合同中的说明", "the emergency notice, the contract's own words"),
            heeded=True,
        ),
        Innocent(
            Words("合同写明服务自更早的日期开始", "the contract says that the service began earlier"),
            Words("合同的服务起始日期", "start of service in the contract"),
            heeded=True,
        ),
        Innocent(
            Words("监管部门下达的任务，合同只为结算", "an authority gave the order, the contract settles the bill"),
            Words("监测任务书、委托单位类别", "the task order, kind of the client"),
            heeded=True,
            needs=("organizations",),
        ),
        Innocent(
            Words("采样记录填错了合同编号", "the sampling record names the wrong contract"),
            Words("报告签发台账中的合同编号", "the contract in the register of reports"),
        ),
    ),
    onsite=(
        Words("合同原件：签订日期、用印登记、电子签时间", "the contract itself: date, seal book, electronic signature"),
        Words("合同评审与监测方案的日期", "dates of contract review and monitoring plan"),
        Words("报价单、开票与收款时间", "quotation, invoice and payment dates"),
        Words("采样任务单：何时、由谁下达", "the sampling order: when and by whom it was given"),
    ),
    perishable_days=365,
    reasons={
        "unnamed": Words("采样记录没有写明合同", "the sampling event names no contract"),
        "unknown": Words("写明的合同不在数据中", "the contract named is not in the data"),
    },
)  # fmt: skip
def sample_before_contract(
    sampling_events: Table,
    contracts: Table,
    outlets: Table = OPTIONAL,
    organizations: Table = OPTIONAL,
    *,
    grace: Annotated[
        float,
        Threshold(Words("补签余地", "room for a signature afterwards"), "d", 0, 365, Source.EXPERT,
                  "starting value, not legal"),
    ] = 3,
) -> Verdict:  # fmt: skip
    """Samples were taken before the contract they name was signed.

    An event of day d that names a contract signed on s is counted when s - d > ``grace`` days. It is explained, and
    not counted, when another contract of the laboratory with the same client, or with the owner of the outlet, was
    signed by d and had not ended; when the contract itself starts its service by d; when its scope or clauses speak
    of an emergency or an oral order; and when the client is an authority. One finding per contract, with all its
    events.

    Monitoring is done on a contract that was reviewed before the work begins, and contracts are kept with the records
    (评审补充要求 (2025) 第22条；条例 33 条). Work before the contract is a sign that contract, plan or sampling date
    was written afterwards; it does not say which, and it is no offence by itself.
    """
    named = _named(sampling_events, contracts, outlets, organizations)
    early = named.filter((named.early_days > grace) & ~named.explained)
    hits = _unframed(early, contracts)
    return Verdict(findings=_findings(hits, grace), units=_units(sampling_events, contracts))


def _named(events: Table, contracts: Table, outlets: Table, organizations: Table) -> Table:
    """Events with the contract they name, by how many days they precede it, and whether it explains itself."""
    own = contracts.filter(contracts.signed_on.notnull()).select(
        "client_id", "signed_on", "starts_on", "scope", "clauses",
        contract_lab="lab_id", named_contract="contract_id", contract_row="row_id",
    )  # fmt: skip
    events = events.filter(events.contract_id.notnull())
    pairs = events.join(own, [events.contract_id == own.named_contract, events.lab_id == own.contract_lab])
    day = day_of(pairs.started_at)
    pairs = pairs.mutate(day=day, early_days=(seconds(day, day_of(pairs.signed_on)) / DAY)).filter(
        lambda table: table.early_days > 0
    )
    owners = outlets.select(known_outlet="outlet_id", owner="org_id")
    offices = organizations.filter(organizations.kind == "authority").select(office="org_id")
    rows = pairs.left_join(owners, pairs.outlet_id == owners.known_outlet)
    rows = rows.select(pairs, owner=rows.owner)
    rows = rows.left_join(offices, rows.client_id == offices.office)
    begun = (day_of(rows.starts_on) <= rows.day).fill_null(False)
    return rows.select(
        "lab_id", "client_id", "owner", "contract_id", "contract_row", "signed_on", "event_id", "day", "early_days",
        place=rows.site_name.fill_null(rows.outlet_id).fill_null(rows.event_id),
        explained=begun | mentions(rows.scope, ORAL) | mentions(rows.clauses, ORAL) | rows.office.notnull(),
        event_row=rows.row_id,
    )  # fmt: skip


def _unframed(early: Table, contracts: Table) -> Table:
    """Early events on whose day no other contract with the same client, or the owner of the outlet, was in force."""
    frames = contracts.filter(contracts.signed_on.notnull()).select(
        frame_lab="lab_id", frame_client="client_id", frame_from="signed_on", frame_to="ends_on"
    )
    for party in ("client_id", "owner"):
        held = frames.view()
        in_force = holds_on(early.day, held.frame_from, held.frame_to)
        early = early.anti_join(held, [early.lab_id == held.frame_lab, early[party] == held.frame_client, in_force])
    return early


def _findings(early: Table, grace: float) -> Table:
    """One finding per contract."""
    first = ibis.row_number().over(
        group_by=[early.lab_id, early.contract_id], order_by=[early.day, early.event_id, early.event_row]
    )
    early = early.mutate(place_in_order=first)
    one: ir.BooleanValue = early.place_in_order == 0
    rows = early.group_by("lab_id", "contract_id").aggregate(
        signed_on=early.signed_on.max(),
        first_on=early.day.min(),
        last_on=early.day.max(),
        early_days=early.early_days.max(),
        events=early.event_row.nunique(),
        event_id=early.event_id.max(where=one),
        place=early.place.max(where=one),
        event_rows=early.event_row.collect(),
        contract_rows=early.contract_row.collect(distinct=True),
    )
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.first_on,
        to_at=rows.last_on,
        measure=rows.early_days,
        threshold=grace,
        evidence=[
            Evidence("contracts", rows.contract_rows, "contract"),
            Evidence("sampling_events", rows.event_rows, "sampling"),
        ],
        detail={
            "contract_id": rows.contract_id,
            "signed_on": rows.signed_on,
            "first_on": rows.first_on,
            "events": rows.events,
            "event_id": rows.event_id,
            "place": rows.place,
        },
    )


def _units(events: Table, contracts: Table) -> Table:
    """Sampling events, and why some cannot be judged."""
    known = contracts.group_by("contract_id", "lab_id").aggregate(dated=contracts.signed_on.notnull().any())
    known = known.rename(known_contract="contract_id", known_lab="lab_id")
    rows = events.left_join(known, [events.contract_id == known.known_contract, events.lab_id == known.known_lab])
    rows = rows.select("lab_id", "contract_id", "known_contract", "dated")
    missing: dict[str, ir.Value] = {
        "unnamed": rows.contract_id.isnull(),
        "unknown": rows.known_contract.isnull(),
        "contracts.signed_on": ~rows.dated,
    }
    return units(rows, subject=rows.lab_id, missing=missing)
