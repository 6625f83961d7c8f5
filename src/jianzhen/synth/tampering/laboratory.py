"""Laboratory work that was not done, or not when and as it is on record."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jianzhen.synth.dimensions import DAY, HOUR, MINUTE
from jianzhen.synth.labels import Label
from jianzhen.synth.tampering.ground import RESULT_TIMES, RUN_TIMES, Ground
from jianzhen.synth.world import Visit
from jianzhen.words import Words

COD, AMMONIA, BOD, COLIFORMS = "化学需氧量", "氨氮", "五日生化需氧量", "粪大肠菌群"
PHOSPHORUS, NITROGEN = "总磷", "总氮"
DAYS = 6
"""Within which forgotten runs are written up."""

RUSHED = ("总磷", "六价铬", "挥发酚", "氰化物", "阴离子表面活性剂")
"""What does not keep."""


def _has(ground: Ground, *parameters: str) -> WantedVisit:
    return WantedVisit(ground, parameters)


class WantedVisit:
    """A visit for whose report the laboratory analysed certain parameters."""

    def __init__(self, ground: Ground, parameters: Sequence[str]) -> None:
        self._ground, self._parameters = ground, parameters

    def __call__(self, visit: Visit) -> bool:
        """Whether all of them are in its report."""
        return visit.kind in {"water", "well"} and all(self._ground.measures(visit, one) for one in self._parameters)


def _one_of(ground: Ground, parameters: Sequence[str]) -> tuple[Visit, str]:
    visit = ground.choose(lambda visit: any(_has(ground, one)(visit) for one in parameters))
    own = [one for one in parameters if ground.measures(visit, one) and len(ground.results(visit, [one]))]
    if not own:
        raise LookupError("another laboratory analysed them")
    return visit, ground.at.choice(own)


def _move(ground: Ground, visit: Visit, parameter: str, by: int) -> None:
    """Move an analysis as a whole."""
    ground.shift("results", ground.results(visit, [parameter]), RESULT_TIMES, by)
    ground.shift("analysis_runs", ground.runs(visit, [parameter]), RUN_TIMES, by)


def _wait_for_results(ground: Ground, visit: Visit) -> None:
    """A report does not leave before its last result is signed."""
    signed = int(ground.world["results"]["signed_at"][ground.results(visit)].max())
    if signed >= ground.issued(visit):
        ground.reissue(visit, (signed // DAY + 1) * DAY + 10 * HOUR)


def analysed_before_taken(ground: Ground) -> Label:
    """An analysis is on record on the day before the sample was taken (OC-18)."""
    visit, parameter = _one_of(ground, (COD, NITROGEN, AMMONIA))
    results = ground.results(visit, [parameter])
    last = int(ground.world["results"]["analysed_to_at"][results].max())
    by = -((last - visit.arrive) // DAY + 1) * DAY
    _move(ground, visit, parameter, by)
    began = int(ground.world["results"]["analysed_from_at"][results].min())
    return ground.label(
        "analysed_before_taken", "OC-18", (began, visit.leave),
        Words(f"采样前已完成{parameter}分析", "analysed before it was sampled"),
        (("results", results), ("analysis_runs", ground.runs(visit, [parameter])), ("samples", ground.samples(visit))),
    )  # fmt: skip


def analysed_before_receipt(ground: Ground) -> Label:
    """An analysis began while the samples were still on the road (OC-10)."""
    visit, parameter = _one_of(ground, RUSHED)
    results, runs = ground.results(visit, [parameter]), ground.runs(visit, [parameter])
    if not len(runs):
        raise LookupError("the instrument keeps no runs")
    first = int(ground.world["analysis_runs"]["started_at"][runs].min())
    by = visit.received - ground.at.randint(25, 120) * MINUTE - first
    _move(ground, visit, parameter, by // MINUTE * MINUTE)
    return ground.label(
        "analysed_before_receipt", "OC-10", (first + by, visit.received),
        Words(f"接样前已开始{parameter}分析", "analysis began before the samples were received"),
        (("results", results), ("analysis_runs", runs), ("samples", ground.samples(visit))),
    )  # fmt: skip


def stale_samples(ground: Ground) -> Label:
    """Samples that keep for a day wait for several (OC-20)."""
    visit, parameter = _one_of(ground, RUSHED)
    _move(ground, visit, parameter, ground.at.randint(1, 4) * DAY)
    _wait_for_results(ground, visit)
    results = ground.results(visit, [parameter])
    return ground.label(
        "stale_samples", "OC-20", (visit.arrive, int(ground.world["results"]["analysed_to_at"][results].max())),
        Words(f"{parameter}样品超过保存时限才分析", "samples analysed after their holding time"),
        (("results", results), ("analysis_runs", ground.runs(visit, [parameter])), ("samples", ground.samples(visit))),
    )  # fmt: skip


def incubated_too_shortly(ground: Ground) -> Label:
    """Five days of incubation take two or three, and the report is out before five have passed (OC-20)."""
    visit = ground.choose(_has(ground, BOD))
    results, runs = ground.results(visit, [BOD]), ground.runs(visit, [BOD])
    by = -ground.at.randint(1, 3) * DAY
    ground.shift("results", results, ("analysed_to_at", "entered_at", "signed_at"), by)
    ground.shift("analysis_runs", runs, ("ended_at",), by)
    signed = int(ground.world["results"]["signed_at"][ground.results(visit)].max())
    ground.reissue(visit, min(ground.issued(visit), (signed // DAY + 1) * DAY + 10 * HOUR))
    return ground.label(
        "incubated_too_shortly", "OC-20", (visit.arrive, ground.issued(visit)),
        Words("五日生化需氧量没有培养满五天", "five-day BOD without five days"),
        (("results", results), ("analysis_runs", runs), ("reports", ground.report(visit))),
    )  # fmt: skip


def two_runs_at_once(ground: Ground) -> Label:
    """Runs that were forgotten are written into hours in which the instrument measured something else (OC-01)."""
    runs = ground.world["analysis_runs"]
    kinds = ("IC", "GC", "ICPMS", "AAS", "AFS")

    def busy(visit: Visit) -> list[tuple[int, int]]:
        """First run of this visit on an instrument, and the begin of another batch's on it, days before or after."""
        found: dict[str, int] = {}
        for row in ground.runs(visit):
            if str(runs["instrument_id"][row]).split("-")[1] in kinds:
                found.setdefault(runs["instrument_id"][row], int(row))
        pairs = []
        for instrument, row in found.items():
            same = runs.rows(instrument_id=instrument)
            same = same[np.argsort(runs["started_at"][same], kind="stable")]
            starts = runs["started_at"][same]
            near = (starts > visit.received + HOUR) & (np.abs(starts - runs["started_at"][row]) < DAYS * DAY)
            _, first = np.unique(runs["batch_id"][same].astype(str), return_index=True)
            near &= np.isin(np.arange(len(same)), first)
            pairs += [(row, int(runs["started_at"][other])) for other in same[near]
                      if runs["batch_id"][other] != runs["batch_id"][row]]  # fmt: skip
        return pairs

    visit = ground.choose(lambda visit: visit.kind != "noise" and bool(busy(visit)))
    row, start = ground.at.choice(busy(visit))
    instrument, parameter = runs["instrument_id"][row], runs["parameter"][row]
    mine = [
        one
        for one in ground.runs(visit)
        if runs["instrument_id"][one] == instrument and runs["parameter"][one] == parameter
    ]
    rows = np.array(mine)
    by = start + ground.at.randint(1, 2) * MINUTE - int(runs["started_at"][row])
    ids = set(runs["run_id"][rows])
    ground.shift("analysis_runs", rows, RUN_TIMES, by)
    results = ground.results(visit)
    results = results[[run in ids for run in ground.world["results"]["run_id"][results]]]
    ground.shift("results", results, RESULT_TIMES, by)
    _wait_for_results(ground, visit)
    return ground.label(
        "two_runs_at_once", "OC-01", (int(runs["started_at"][rows].min()), int(runs["ended_at"][rows].max())),
        Words("一台仪器同一时间运行两个样品", "one instrument measures two samples at a time"),
        (("analysis_runs", rows), ("results", results)),
    )  # fmt: skip


def records_missing(ground: Ground) -> Label:
    """A report states parameters of which there is no raw record (OC-01)."""
    visit = ground.choose(_has(ground, COD, AMMONIA))
    absent = ground.at.choice(((COD,), (COD, AMMONIA), (AMMONIA,)))
    ground.world["results"].drop(ground.results(visit, absent))
    ground.world["analysis_runs"].drop(ground.runs(visit, absent))
    lines = ground.lines(visit, absent)
    return ground.label(
        "records_missing", "OC-01", (visit.arrive, ground.issued(visit)),
        Words(f"报告中{'、'.join(absent)}没有原始记录", "no raw record for parameters of the report"),
        (("report_results", lines), ("reports", ground.report(visit))),
    )  # fmt: skip


def no_analysis(ground: Ground) -> Label:
    """Results are written down for which no instrument was ever switched on (OC-06)."""
    visit, parameter = _one_of(ground, (COLIFORMS, PHOSPHORUS, NITROGEN, COD, BOD))
    ground.world["analysis_runs"].drop(ground.runs(visit, [parameter]))
    results = ground.results(visit, [parameter])
    ground.world["results"]["run_id"][results] = None
    return ground.label(
        "no_analysis", "OC-06", (visit.arrive, ground.issued(visit)),
        Words(f"{parameter}有结果而没有任何仪器运行记录", "results without any run of an instrument"),
        (("results", results), ("report_results", ground.lines(visit, [parameter]))),
    )  # fmt: skip


def file_rewritten(ground: Ground) -> Label:
    """A data file is written anew: after the report was out, or with the clock set back (OC-04)."""
    runs = ground.world["analysis_runs"]

    def own_files(visit: Visit) -> bool:
        rows = ground.runs(visit)
        return any(name is not None and str(name).endswith(".dat") for name in runs["file_name"][rows])

    visit = ground.choose(own_files)
    rows = ground.runs(visit)
    rows = rows[[name is not None and str(name).endswith(".dat") for name in runs["file_name"][rows]]]
    rows = rows[: max(1, round(len(rows) * ground.at.uniform(0.2, 1.0)))]
    if ground.at.random() < 0.5:  # noqa: PLR2004
        runs["file_modified_at"][rows] = ground.issued(visit) + ground.at.randint(2, 90) * HOUR
    else:
        runs["file_modified_at"][rows] = runs["started_at"][rows] - ground.at.randint(1, 60) * HOUR
    return ground.label(
        "file_rewritten", "OC-04", (int(runs["started_at"][rows].min()), ground.issued(visit)),
        Words("数据文件的修改时间与运行、签发时间矛盾", "files changed before the run or after the report"),
        (("analysis_runs", rows),),
    )  # fmt: skip


def paper_differs(ground: Ground) -> Label:
    """The sheet of paper holds what was measured; the system and the report something better (OC-01)."""
    visit, parameter = _one_of(ground, (COD, AMMONIA, PHOSPHORUS, NITROGEN))
    results = ground.world["results"]
    rows = ground.results(visit, [parameter])
    rows = rows[(results["paper_value_text"][rows] != None) & (results["value"][rows] > 0)]  # noqa: E711 - element by element
    if not len(rows):
        raise LookupError("this laboratory keeps no paper")
    changed = []
    for row in rows:
        text = str(results["value_text"][row])
        places = len(text.partition(".")[2])
        better = f"{float(results['value'][row]) * ground.at.uniform(1.3, 2.5):.{places}f}"
        if results["qualifier"][row] is None and float(better) > float(text):
            results["paper_value_text"][row] = better
            changed.append(row)
    if not changed:
        raise LookupError("the values are too small to differ on paper")
    rows = np.array(changed)
    return ground.label(
        "paper_differs", "OC-01", (visit.arrive, ground.issued(visit)),
        Words("纸质记录与电子记录的数值不同", "paper and system hold different values"), (("results", rows),),
    )  # fmt: skip


def calibration_ran_out(ground: Ground) -> Label:
    """An instrument goes on working for weeks after its calibration has run out (OC-04)."""
    world = ground.world
    calibrations, runs = world["calibrations"], world["analysis_runs"]
    names, counts = np.unique(runs["instrument_id"].astype(str), return_counts=True)
    instrument = ground.at.choice(sorted(names[counts >= np.median(counts)]))
    mine = runs.rows(instrument_id=instrument)
    days = runs["started_at"][mine] // DAY
    ends = int(days.max()) - ground.at.randint(15, 90)
    back = ends + ground.at.randint(10, 150)
    rows = calibrations.rows(instrument_id=instrument)
    calibrations.drop(rows[calibrations["valid_until_on"][rows] > ends])
    for done in (ends - 364, back) if back <= world.dimensions.last_day else (ends - 364,):
        calibrations.add({"instrument_id": instrument, "done_on": done, "valid_until_on": done + 364,
                          "result": "passed",
                          "certificate_no": f"JZ-{instrument}-{done}"}, 1)  # fmt: skip
    late = mine[(days > ends) & (days < back)]
    if not len(late):
        raise LookupError("the instrument stood still just then")
    return ground.label(
        "calibration_ran_out", "OC-04", ((ends + 1) * DAY, back * DAY),
        Words("检定校准到期后继续使用仪器", "an instrument in use after its calibration ran out"),
        (("analysis_runs", late), ("calibrations", calibrations.rows(instrument_id=instrument))),
    )  # fmt: skip
