"""Raw results without an entry in a log: what is found, what only seems so, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest
from tests.rules.paperwork import AMMONIA, at, evidence, found, raw, run, sample, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline, numbers

RULE = "instrument_log_absent"
DUST, HUMIDITY = ("颗粒物", "HJ 836-2017"), ("含湿量", "GB/T 16157-1996")
COUNT = itertools.count()
SPAN = dt.timedelta(minutes=10)


def measured(name, day=5, what=AMMONIA, **more):
    """A raw result of a day."""
    return raw("2.31", name, what, analysed_from_at=at(day, "09:00"), analysed_to_at=at(day, "11:00"), **more)


def logged(name, day=5, what=AMMONIA, **more):
    """The run of a sample."""
    return run(f"run-{name}-{what[0]}-{next(COUNT)}", at(day, "09:30"), at(day, "09:30") + SPAN,
               **{"sample_no": name, "parameter": what[0], "method": what[1], **more})  # fmt: skip


def honest(count=8, day=5, what=AMMONIA):
    """Results with their runs."""
    names = [f"H{day}-{what[0]}-{n}" for n in range(count)]
    return {
        "results": [measured(name, day, what) for name in names],
        "analysis_runs": [logged(name, day, what) for name in names],
    }


def plus(*scenes_of_one):
    """Rows of several scenes as one laboratory's."""
    tables = {}
    for scene in scenes_of_one:
        for name, rows in scene.items():
            tables.setdefault(name, []).extend(rows)
    return tables


def named(**labs):
    """Scenes of laboratories, each with devices, filters and events of its own."""
    own = {name: {table: [_marked(name, row) for row in rows] for table, rows in scene.items()}
           for name, scene in labs.items()}  # fmt: skip
    tables = scenes(**own)
    for table in ("weighings", "field_readings"):
        if table in tables:
            tables[table] = [{key: value for key, value in row.items() if key != "lab_id"} for row in tables[table]]
    return tables


def _marked(name, row):
    return row | {
        key: f"{name}-{row[key]}" for key in ("event_id", "medium_id", "instrument_id", "run_id") if row.get(key)
    }


def filters(count, weighed):
    """Dust on filters, the first of them weighed."""
    names = [f"D{n}" for n in range(count)]
    return {
        "samples": [sample(name, at(3, "09:00"), event_id="E1" if n >= weighed else f"E-{n}", medium_id=f"LM-{n}")
                    for n, name in enumerate(names)],
        "results": [measured(name, what=DUST) for name in names],
        "weighings": [{"medium_id": f"LM-{n}", "kind": "after", "weighed_at": at(5)} for n in range(weighed)],
    }  # fmt: skip


def humid(event, count, read, day=3):
    """Samples of one event every half hour, with humidity read beside the first of them."""
    starts = [at(day, "09:00") + dt.timedelta(minutes=30 * n) for n in range(count)]
    return {
        "samples": [sample(f"{event}-{n}", start, event_id=event, collected_to_at=start + SPAN)
                    for n, start in enumerate(starts)],
        "results": [measured(f"{event}-{n}", day, HUMIDITY) for n in range(count)],
        "field_readings": [
            {"instrument_id": "YQ-9", "record_no": 100 * day + n, "event_id": event, "parameter": "含湿量",
             "started_at": start, "ended_at": start + SPAN}
            for n, start in enumerate(starts[:read])
        ],
    }  # fmt: skip


def test_results_no_log_knows_are_found(judge):
    visit = {
        "samples": [sample("X1", at(6), event_id="E1"), sample("X2", at(6), event_id="E1")],
        "results": [measured("X1", 7), measured("X2", 7)],
    }
    answer = judge(
        RULE,
        named(
            idle=plus(honest(), visit),
            busy=plus(honest(), {"results": [measured("X1", 5)]}),
            standards=plus(
                honest(),
                {
                    "results": [measured("X1", 7)],
                    "analysis_runs": [run("curve", at(7, "08:00"), at(7, "08:10"), kind="standard")],
                },
            ),
            named_run=plus(honest(), {"results": [measured("X1", 9, run_id="run-nowhere")]}),
            weighed=filters(12, 9),
            humid=plus(humid("E1", 5, 1), humid("E2", 5, 5, day=4), humid("E3", 5, 5, day=5)),
            unread=plus(humid("E1", 3, 0), humid("E2", 5, 5, day=4), humid("E3", 5, 5, day=5)),
        ),
    )
    assert severities(answer) == {
        "idle": "high",
        "busy": "middle",
        "standards": "high",
        "named_run": "high",
        "weighed": "high",
        "humid": "high",
        "unread": "high",
    }
    by = {finding.subject: finding for finding in answer.findings}
    assert (by["idle"].measure, by["idle"].detail["share_pct"]) == (2, pytest.approx(80))
    assert evidence(by["idle"]) == [("results", "record")] * 2
    assert (by["weighed"].measure, by["humid"].measure) == (3, 4)
    assert headline(find(RULE), by["idle"].detail).zh == (
        "样品 X1 等 2 个样品的 2 项原始结果在实验室仪器的运行日志中查不到：氨氮"
    )
    assert "no sample ran for 氨氮 on 2026-03-07" in numbers(find(RULE), by["idle"].detail, measure=2, threshold=0).en
    assert by["busy"].detail["ran_zh"] == "2026-03-05 有其他样品的氨氮运行，没有这个样品"
    assert by["weighed"].detail["ran_zh"] == "没有能对上这个样品滤膜的称量"
    assert by["unread"].detail["ran_zh"] == "存储中查不到这次采样的含湿量运行"
    assert by["humid"].detail["ran_zh"] == "这次采样的含湿量运行存储中有 1 次，都不在这个样品采集时段的前后 15 分钟之内"
    assert told(answer, "idle") == {"": 10}


def test_innocent_look_alikes_are_silent(judge):
    other_number = plus(honest(), {"results": [measured("ａ-1 ")], "analysis_runs": [logged("A-1")]})
    by_run = plus(honest(), {"results": [measured("A-1", run_id="r77")]})
    by_run["analysis_runs"].append(run("r77", at(5, "09:00"), at(5, "09:10")))
    by_method = plus(honest(), {"results": [measured("A-1")], "analysis_runs": [logged("A-1", parameter=None)]})
    by_sample = plus(honest(), {"results": [measured("A-1")],
                                "analysis_runs": [logged("A-1", parameter=None, method=None)]})  # fmt: skip
    reckoned = plus(honest(), {"results": [measured("A-1", what=("氨氮排放速率", "HJ 535-2009"))]})
    answer = judge(
        RULE,
        named(
            honest=honest(),
            other_number=other_number,
            by_run=by_run,
            by_method=by_method,
            by_sample=by_sample,
            reckoned=reckoned,
            dropped=plus(honest(), {"results": [measured("A-1", reported=False)]}),
            weighed=filters(9, 9),
            humid=humid("E1", 5, 5),
            one_reading=plus(humid("E1", 5, 5), {"results": [measured("E1-0", 3, HUMIDITY, replicate=2)]}),
        ),
    )
    assert found(answer) == []
    assert told(answer, "honest") == told(answer, "reckoned") == told(answer, "dropped") == {"": 8}
    assert told(answer, "other_number") == told(answer, "by_run") == {"": 9}
    assert told(answer, "by_method") == told(answer, "by_sample") == {"": 9}


def test_what_nobody_can_tell_is_counted(judge):
    by_hand = ("化学需氧量", "HJ 828-2017")
    batch = run("batch", at(7, "09:00"), at(7, "12:00"))
    answer = judge(
        RULE,
        named(
            by_hand=plus(honest(), {"results": [measured("A-1", what=by_hand)]}),
            other_method=plus(honest(), {"results": [measured("A-1", what=("氨氮", "HJ 537-2009"))]}),
            few=plus(honest(3), {"results": [measured(f"A-{n}") for n in range(4)]}),
            little=plus(honest(3), {"results": [measured("A-1", 7)]}),
            unnamed=plus(honest(), {"results": [measured("A-1", 7)], "analysis_runs": [batch]}),
            other_quarter=plus(
                honest(), {"results": [measured("A-1") | {"analysed_from_at": dt.datetime(2026, 5, 5)}]}
            ),
        ),
    )
    assert found(answer) == []
    assert told(answer, "by_hand") == told(answer, "other_method") == {"": 8, "parameter": 1}
    assert told(answer, "few") == {"": 3, "supplied": 4}
    assert told(answer, "little") == {"": 3, "supplied": 1}
    assert told(answer, "unnamed") == {"": 8, "unnamed": 1}
    assert told(answer, "other_quarter") == {"": 8, "parameter": 1}


def test_supplied_is_a_bound_that_is_allowed(judge):
    tables = named(seven=plus(honest(7), {"results": [measured(f"A-{n}", 7) for n in range(3)]}))
    (finding,) = judge(RULE, tables).findings
    assert finding.measure == 3
    assert found(judge(RULE, tables, settings={"rules": {RULE: {"supplied": 0.71}}})) == []


def test_without_results_nobody_can_tell(judge):
    answer = judge(RULE, named(lab={"analysis_runs": [logged("A")]}))
    assert {(row.status, row.reason) for row in answer.coverage} == {("cannot_tell", "results")}


def test_order_of_rows_does_not_matter(judge):
    scene = plus(honest(20), {"results": [measured(f"A-{n}", 7 + n % 2) for n in range(4)]})
    first = judge(RULE, named(lab=scene))
    for rows in scene.values():
        random.Random(5).shuffle(rows)
    second = judge(RULE, named(lab=scene))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert sorted(one.measure for one in first.findings) == [2, 2]
