"""检定校准过期使用: an instrument gave results on days on which none of its calibrations was valid."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.clock import DAY, seconds
from jianzhen.rules.terms.issue import day_of
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_NO_DATA = ("standard", "blank")
"""Runs that give no result: they may be part of putting an instrument back into use."""


@rule(
    clause="二(一)",
    title=Words("检定校准过期的仪器仍在使用", "Instrument used after its calibration had expired"),
    act="nonconforming.calibration",
    severity="high",
    family="qualification",
    unit=Words("仪器使用日", "days of use of an instrument"),
    measure=Words("末次过期使用距有效期的天数", "days from the end of validity to the last use after it"),
    measure_unit="d",
    headline=Words(
        "仪器 {instrument_id} 的检定校准有效期至 {valid_until:%Y-%m-%d}，{first_use:%Y-%m-%d} 至 {last_use:%Y-%m-%d}"
        " 用于 {uses:.0f} 次测定或采样，期间台账中没有有效的检定校准{next_zh}",
        "The calibration of instrument {instrument_id} was valid until {valid_until:%Y-%m-%d}; it was used {uses:.0f}"
        " times from {first_use:%Y-%m-%d} to {last_use:%Y-%m-%d}, when no calibration on record was valid{next_en}",
    ),
    numbers=Words(
        "末次使用在有效期之后 {measure:.0f} 天；到下一次检定校准（没有则到末次使用）空缺 {gap:.0f} 天。空缺不超过"
        " {threshold:.0f} 天、且到期前后停用满 {away_days:.0f} 天的视为送检在途（经验值，非法定）；"
        "本例首次过期使用前停用 {rest:.0f} 天。有效期最后一天算有效；空白、标准的运行不计。",
        "The last use lies {measure:.0f} days after the end of validity; to the next calibration, or without one to the"
        " last use, {gap:.0f} days pass. Gaps of at most {threshold:.0f} days before which the instrument rested for"
        " {away_days:.0f} days or more are taken for a calibration under way (starting values, not legal); here it"
        " rested for {rest:.0f} days. The last day counts as valid; blanks and standards do not count.",
    ),
    innocent=(
        Innocent(
            Words("合格期内已送检，证书稍后出具", "sent for calibration in time, the certificate came a little later"),
            Words("送检单、检定机构受理日期", "delivery note, day of receipt at the calibration body"),
            heeded=True,
            needs=("calibrations",),
        ),
        Innocent(
            Words("期间核查或功能核查已登记并在有效期内", "an intermediate check is entered and valid"),
            Words("期间核查记录", "record of the intermediate check"),
            heeded=True,
            needs=("calibrations",),
        ),
        Innocent(
            Words("只做空白、标准或维护运行，没有出数据", "only blanks, standards or maintenance, no results"),
            Words("仪器运行序列", "sequence of the instrument"),
            heeded=True,
            needs=("analysis_runs",),
        ),
        Innocent(
            Words("上门检定校准，证书日期晚于检定日期", "calibrated on site, the certificate dated later"),
            Words("检定原始记录、上门服务单", "record of the calibration, service sheet"),
        ),
        Innocent(
            Words("检定校准证书已取得，台账未登记", "calibrated, but not entered in the register"),
            Words("检定校准证书原件", "the certificate itself"),
        ),
        Innocent(
            Words("该仪器为辅助设备，不要求检定校准", "an auxiliary device that needs no calibration"),
            Words("仪器设备检定校准计划", "calibration plan"),
        ),
    ),
    onsite=(
        Words("仪器上的检定校准标识与有效期", "calibration label on the instrument"),
        Words("检定校准证书原件及送检单", "calibration certificates and delivery notes"),
        Words("仪器使用登记与工作站序列", "use book and sequences of the workstation"),
        Words("过期期间用该仪器出具的报告清单", "list of reports that rest on the instrument in that time"),
    ),
    perishable_days=180,
    reasons={
        "no_record": Words("台账中没有该仪器的检定校准", "no calibration of the instrument is on record"),
        "earlier": Words("使用日早于台账中最早的检定校准", "used before the earliest calibration on record"),
        "under_way": Words("过期不久，可能正在送检", "expired only a short while ago: calibration may be under way"),
    },
)
def cal_expired_use(
    analysis_runs: Table,
    calibrations: Table,
    sampling_events: Table = OPTIONAL,
    instruments: Table = OPTIONAL,
    *,
    under_way_days: Annotated[
        float,
        Threshold(
            Words("视为送检在途的最长空缺", "longest gap taken for a calibration under way"),
            "d",
            0,
            366,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 30,
    away_days: Annotated[
        float,
        Threshold(
            Words("可能在外送检的最短停用", "shortest rest in which an instrument may be away for calibration"),
            "d",
            1,
            60,
            Source.EXPERT,
            "starting value, not legal; 长于一个周末 (longer than a weekend)",
        ),
    ] = 3,
) -> Verdict:
    """An instrument gave results on days on which none of its calibrations was valid.

    Calibrations of an instrument (any entry that did not fail, with or without a certificate, so that intermediate
    checks count too) cover [done, valid until], both days included. Where the next one begins later than the day
    after, there is a gap. Runs of samples, parallels and spikes that were not excluded, and sampling events with
    the instrument, on days in a gap are found when the gap, up to the next calibration or else to the last use,
    is longer than ``under_way_days``. A shorter gap with a calibration after it is found, and weighs less, only when
    the instrument rested for less than ``away_days`` before the first use in it: then it was not away, and no
    calibration was under way. Without a later calibration on record the finding weighs less: the register may not be
    up to date. Days before the first calibration on record cannot be judged.

    Data from an instrument that is not calibrated as required may be untrue data if they are wrong or cannot be
    checked (39号令 2025 第14条(二)；生态环境监测条例 第22条). The rule does not claim that the results are wrong.
    """
    uses = _uses(analysis_runs, sampling_events)
    days = once(_days(uses, calibrations))
    gaps = once(_gaps(days, under_way_days, away_days))
    long = _with_calibrations(gaps.filter(gaps.found), calibrations)
    hits = _with_rows(long, uses, instruments)
    short = gaps.filter(~gaps.found).select("lab_id", "instrument_id", "valid_until", short=True)
    keys = ["lab_id", "instrument_id", "valid_until"]
    judged = days.left_join(short, keys).drop(*(f"{key}_right" for key in keys))
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.first_use,
            to_at=hits.last_use,
            measure=seconds(hits.valid_until, hits.last_use) / DAY,
            threshold=under_way_days,
            severity=ibis.ifelse(
                hits.next_on.isnull() | (hits.gap <= under_way_days), ibis.literal("middle"), ibis.null("string")
            ),
            evidence=[
                Evidence("calibrations", hits.calibration_row, "calibration"),
                Evidence("calibrations", hits.next_row, "next_calibration"),
                Evidence("analysis_runs", hits.run_rows, "run"),
                Evidence("sampling_events", hits.event_rows, "event"),
                Evidence("instruments", hits.instrument_row, CONTEXT),
            ],
            detail={
                "instrument_id": hits.instrument_id,
                "valid_until": hits.valid_until,
                "first_use": hits.first_use,
                "last_use": hits.last_use,
                "uses": hits.uses,
                "gap": hits.gap,
                "rest": hits.rest,
                "away_days": away_days,
                "next_zh": _next(hits, "（下一次在 ", "）"),
                "next_en": _next(hits, " (the next was done on ", ")"),
            },
        ),
        units=units(
            judged,
            subject=judged.lab_id,
            missing={
                "no_record": judged.known.isnull(),
                "earlier": judged.known.notnull() & judged.valid_until.isnull(),
                "under_way": judged.short.fill_null(False),
            },
        ),
    )


def _next(rows: Table, before: str, after: str) -> ir.Value:
    return ibis.ifelse(
        rows.next_on.isnull(), ibis.literal(""), ibis.literal(before) + rows.next_on.strftime("%Y-%m-%d") + after
    )


def _uses(runs: Table, events: Table) -> Table:
    """Every use of an instrument that gave data: one row per run and per sampling event."""
    measured = runs.filter(~runs.kind.isin(_NO_DATA).fill_null(False) & ~runs.excluded.fill_null(False))
    none = ibis.null("string")
    measured = measured.select(
        "lab_id", "instrument_id", day=day_of(measured.started_at), run_row=measured.row_id, event_row=none
    )
    sampled = events.filter(events.instrument_id.notnull())
    sampled = sampled.select(
        "lab_id", "instrument_id", day=day_of(sampled.started_at), run_row=none, event_row=sampled.row_id
    )
    return measured.union(sampled)


def _days(uses: Table, calibrations: Table) -> Table:
    """Every day of use of an instrument, with the validity that had ended before it, if none held on it.

    ``valid_until`` is that end and ``next_on`` the next calibration; before the first calibration both are missing
    although the instrument is ``known``. A day that is covered has ``covered``.
    """
    days = uses.group_by("lab_id", "instrument_id", "day").aggregate(uses=uses.count())
    spans = _spans(calibrations)
    pairs = days.join(spans, days.instrument_id == spans.calibrated)
    inside = (pairs.begins <= pairs.day) & (pairs.day <= pairs.valid_until)
    before = pairs.valid_until < pairs.day
    told = pairs.group_by("lab_id", "instrument_id", "day").aggregate(
        known=ibis.literal(True),
        covered=inside.any(),
        ended=pairs.valid_until.max(where=before),
        next_on=pairs.begins.min(where=pairs.begins > pairs.day),
    )
    keys = ["lab_id", "instrument_id", "day"]
    rows = days.left_join(told, keys).drop(*(f"{key}_right" for key in keys))
    covered = rows.covered.fill_null(False)
    return rows.select(
        "lab_id", "instrument_id", "day", "uses", "known", "next_on",
        used_before=rows.day.lag().over(group_by=[rows.lab_id, rows.instrument_id], order_by=rows.day),
        covered=covered,
        # A covered day is given its own day, so that only days without any calibration before them have none.
        valid_until=ibis.ifelse(covered, rows.day, rows.ended),
    )  # fmt: skip


def _spans(calibrations: Table) -> Table:
    """When each calibration that did not fail is valid."""
    good = calibrations.filter(~(calibrations.result == "failed").fill_null(False))
    return good.select(
        calibrated=good.instrument_id,
        begins=day_of(good.done_on),
        valid_until=day_of(good.valid_until_on),
    ).distinct()


def _gaps(days: Table, under_way_days: float, away_days: float) -> Table:
    """Uses by the gap they fall into, with its length and the rest before the first of them, in days."""
    out = days.filter(~days.covered & days.valid_until.notnull())
    rows = out.group_by("lab_id", "instrument_id", "valid_until").aggregate(
        first_use=out.day.min(), last_use=out.day.max(), uses=out.uses.sum(), next_on=out.next_on.min(),
        used_before=out.used_before.max(where=out.used_before <= out.valid_until),
    )  # fmt: skip
    rows = rows.mutate(
        gap=seconds(rows.valid_until, rows.next_on.fill_null(rows.last_use)) / DAY,
        rest=seconds(rows.used_before, rows.first_use) / DAY - 1,
    )
    never_away = (rows.rest < away_days).fill_null(False) & rows.next_on.notnull()
    return rows.mutate(found=(rows.gap > under_way_days) | never_away)


def _with_calibrations(gaps: Table, calibrations: Table) -> Table:
    """Gaps with the row of the calibration that had lapsed and of the one that followed."""
    good = calibrations.filter(~(calibrations.result == "failed").fill_null(False))
    lapsed = good.group_by(old_of=good.instrument_id, old_until=day_of(good.valid_until_on)).aggregate(
        calibration_row=good.row_id.min()
    )
    following = good.group_by(new_of=good.instrument_id, new_on=day_of(good.done_on)).aggregate(
        next_row=good.row_id.min()
    )
    rows = gaps.left_join(lapsed, [gaps.instrument_id == lapsed.old_of, gaps.valid_until == lapsed.old_until])
    rows = rows.drop("old_of", "old_until").filter(lambda table: table.lab_id.notnull())
    rows = rows.left_join(following, [rows.instrument_id == following.new_of, rows.next_on == following.new_on])
    return rows.drop("new_of", "new_on").filter(lambda table: table.lab_id.notnull())


def _with_rows(gaps: Table, uses: Table, instruments: Table) -> Table:
    """The gaps with the rows of all uses in them and the row of the instrument."""
    key = gaps.select("lab_id", "instrument_id", "valid_until", "first_use", "last_use")
    met = uses.join(key, ["lab_id", "instrument_id"])
    met = met.filter((met.first_use <= met.day) & (met.day <= met.last_use))
    names = ["lab_id", "instrument_id", "valid_until"]
    rows = met.group_by(names).aggregate(run_rows=met.run_row.collect(), event_rows=met.event_row.collect())
    joined = gaps.join(rows, names)
    listed = instruments.select(listed="instrument_id", instrument_row="row_id")
    return joined.left_join(listed, joined.instrument_id == listed.listed)
