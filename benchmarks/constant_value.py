"""Scores constant_value on real series: what it finds untouched, and what it finds of planted freezes.

Real is not clean: a finding on untouched data is no proof of a false alarm. Stacks are split by a digest of
their plant into a half on which the rule's lines were chosen and a half on which they are scored.

    .venv/bin/python benchmarks/constant_value.py ../shared/data
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from jianzhen.rules.automatic_monitoring.constant_value import constant_value
from jianzhen.rules.series import Columns, SeriesVerdict
from jianzhen.rules.terms.telemetry import seconds_of

HOURS_A_YEAR = 8760
NOX, HEAT = "a21002", "a00000"
SEEDS, STACKS_A_SEED, LENGTHS = 30, 10, (12, 24, 48)
FLAGS = {1: "N", 2: "N"}
"""Source codes read as measured and calculated; substituted and undetermined values are no measurements."""


def observations(factors: dict[str, pd.Series], flags: pd.Series | None = None, cycle: str = "hour") -> Columns:
    """Series with a common time index as rows of ``observations``."""
    parts = []
    for factor, values in factors.items():
        part = pd.DataFrame({"at": values.index, "avg": values.to_numpy(dtype=float), "factor_code": factor})
        part["flag"] = "N" if flags is None else flags.to_numpy()
        parts.append(part[part.avg.notna()])
    rows = pd.concat(parts, ignore_index=True)
    nothing = np.full(len(rows), np.nan)
    return Columns(
        {
            "row_id": np.arange(len(rows)).astype(str).astype(object),
            "factor_code": rows.factor_code.to_numpy(dtype=object),
            "cycle": np.full(len(rows), cycle, dtype=object),
            "at": rows["at"].to_numpy().astype("datetime64[us]"),
            "avg": rows.avg.to_numpy(),
            "min": nothing,
            "max": nothing,
            "flag": rows.flag.to_numpy(dtype=object),
        }
    )


def empty(*names: str) -> Columns:
    """A table without rows."""
    kinds = {"from_at": "datetime64[us]", "to_at": "datetime64[us]", "value": float, "revision": float}
    numbers = {"output": float, "power": float, "load_pct": float}
    return Columns({name: np.empty(0, {**kinds, **numbers}.get(name, object)) for name in ("row_id", *names)})


NOTHING = {
    "marks": empty("mark_id", "revision", "mark", "factor_code", "from_at", "to_at"),
    "filed_parameters": empty("factor_code", "name", "value"),
    "device_parameters": empty("instrument", "name", "value"),
    "plant_operations": empty("source", "from_at", "to_at", "output", "power", "load_pct", "state"),
}


def judged(rows: Columns) -> SeriesVerdict:
    """Run the rule with its defaults."""
    return constant_value(rows, **NOTHING)


def stacks(folder: Path) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Plant, unit and hours of every stack of 2007."""
    data = pd.concat([pd.read_parquet(path) for path in sorted(folder.glob("*_hourly.parquet"))])
    data["at"] = pd.to_datetime("20" + data.yymmdd, format="%Y%m%d") + pd.to_timedelta(data.hour.astype(int), "h")
    data["flag"] = data.noxr_measure.map(FLAGS).fillna("D")
    data.loc[data.optime <= 0, "flag"] = "F"
    data = data.replace({"noxrate_lb_mmbtu": {-9.0: np.nan}, "htinput_mmbtu": {-9.0: np.nan}})
    for (plant, unit), rows in data.groupby(["orisid", "blrid"]):
        yield str(plant), str(unit), rows.sort_values("at").set_index("at")


def half(plant: str) -> str:
    """The half a plant belongs to, by its digest."""
    return "scored" if hashlib.sha256(plant.encode()).digest()[-1] % 2 else "chosen"


def of_stack(rows: pd.DataFrame) -> Columns:
    """Hourly NOx rate, and heat input as the companion."""
    return observations({NOX: rows.noxrate_lb_mmbtu, HEAT: rows.htinput_mmbtu}, rows.flag)


def naive(rows: pd.DataFrame, hours: int) -> int:
    """Runs of unchanged NOx rate over so many operating hours, as a bare run-length rule counts them."""
    values = rows.noxrate_lb_mmbtu[(rows.optime > 0) & (rows.noxrate_lb_mmbtu > 0)].to_numpy()
    if values.size == 0:
        return 0
    ends = np.flatnonzero(np.concatenate((values[1:] != values[:-1], [True])))
    return int(np.count_nonzero(np.diff(np.concatenate(([-1], ends))) >= hours))


def untouched(everything: list[tuple[str, str, pd.DataFrame]]) -> None:
    """Findings on untouched stacks, per half and unit-year, with a bootstrap over plants."""
    print("| half | plants | unit-years | naive runs >= 24 h | findings | units | per unit-year (95 %) |")
    print("|---|---|---|---|---|---|---|")
    for name in ("chosen", "scored"):
        plants: dict[str, list[float]] = {}
        bare, units, reasons = 0, 0, Counter()
        for plant, _, rows in everything:
            if half(plant) != name:
                continue
            bare += naive(rows, 24)
            verdict = judged(of_stack(rows))
            found = [one for one in verdict.episodes if one.detail["factor"] == NOX]
            years = float((rows.flag == "N").sum()) / HOURS_A_YEAR
            tally = plants.setdefault(plant, [0.0, 0.0])
            tally[0] += len(found)
            tally[1] += years
            units += bool(found)
            reasons.update(verdict.units)
        counts = np.array(list(plants.values()))
        low, high = bootstrap(counts)
        rate = counts[:, 0].sum() / counts[:, 1].sum()
        print(
            f"| {name} | {len(counts)} | {counts[:, 1].sum():.1f} | {bare} | {counts[:, 0].sum():.0f} | {units} |"
            f" {rate:.3f} ({low:.3f}-{high:.3f}) |"
        )
        print(f"    values: {dict(reasons)}", file=sys.stderr)


def bootstrap(counts: np.ndarray, draws: int = 2000) -> tuple[float, float]:
    """95 % interval of a ratio of sums, drawing rows anew."""
    rng = np.random.default_rng(0)
    picks = rng.integers(0, len(counts), (draws, len(counts)))
    sums = counts[picks].sum(axis=1)
    low, high = np.quantile(sums[:, 0] / sums[:, 1], (0.025, 0.975))
    return float(low), float(high)


def planted(everything: list[tuple[str, str, pd.DataFrame]]) -> None:
    """Share of planted freezes that are found, on the scored half."""
    fit = [item for item in everything if half(item[0]) == "scored" and (item[2].flag == "N").sum() >= 1440]
    outcomes = ("found", "typical", "floor", "ceiling", "still", "resolution")
    print("\n| hours | freezes | recall (95 % over plants) | " + " | ".join(outcomes[1:]) + " |")
    print("|---|---|---|" + "---|" * (len(outcomes) - 1))
    for hours in LENGTHS:
        told: Counter[str] = Counter()
        by_plant: dict[str, list[float]] = {}
        for seed in range(SEEDS):
            rng = np.random.default_rng(1000 * hours + seed)
            for number in rng.integers(0, len(fit), STACKS_A_SEED):
                plant, _, rows = fit[number]
                outcome = plant_one(rows, hours, rng)
                told[outcome] += 1
                tally = by_plant.setdefault(plant, [0.0, 0.0])
                tally[0] += outcome == "found"
                tally[1] += 1
        counts = np.array(list(by_plant.values()))
        low, high = bootstrap(counts)
        total = int(counts[:, 1].sum())
        shares = " | ".join(f"{told[name] / total:.2f}" for name in outcomes[1:])
        print(f"| {hours} | {total} | {told['found'] / total:.2f} ({low:.2f}-{high:.2f}) | {shares} |")


def plant_one(rows: pd.DataFrame, hours: int, rng: np.random.Generator) -> str:
    """Hold the NOx rate at a random value of ordinary operation and say what the rule makes of it."""
    usable = np.flatnonzero((rows.flag == "N").to_numpy() & (rows.noxrate_lb_mmbtu > 0).to_numpy())
    first = int(rng.integers(0, usable.size - hours))
    held = usable[first : first + hours]
    column = rows.columns.get_loc("noxrate_lb_mmbtu")
    touched = rows.copy()
    touched.iloc[held, column] = touched.iloc[held[0], column]
    before, after = judged(of_stack(rows)), judged(of_stack(touched))
    start, end = rows.index[held[0]], rows.index[held[-1]]
    for one in after.episodes:
        if one.detail["factor"] == NOX and one.from_at <= np.datetime64(end) and one.to_at > np.datetime64(start):
            return "found"
    for reason in ("floor", "ceiling", "still", "resolution"):
        if after.units.get(reason, 0) >= before.units.get(reason, 0) + hours // 2:
            return reason
    return "resolution" if after.units.get("resolution", 0) > 0 else "typical"


def ambient(folder: Path) -> None:
    """Six stations of ambient air, four years, six pollutants."""
    found: Counter[str] = Counter()
    years = 0.0
    for path in sorted(folder.glob("*.parquet")):
        rows = pd.read_parquet(path)
        rows.index = pd.to_datetime(rows[["year", "month", "day", "hour"]])
        factors = ["PM2.5", "PM10", "SO2", "NO2", "CO", "O3"]
        verdict = judged(observations({name: rows[name] for name in factors}))
        found.update(str(one.detail["factor"]) for one in verdict.episodes)
        years += len(rows) / HOURS_A_YEAR
    print(f"\nAmbient air, 6 stations, {years:.0f} station-years x 6 pollutants: {dict(found)} findings;"
          f" {sum(found.values()) / years / 6:.3f} per series-year")  # fmt: skip


def turbine(folder: Path) -> None:
    """One gas turbine, hourly means without time stamps."""
    names = ["AT", "AP", "AH", "AFDP", "GTEP", "TIT", "TAT", "CDP", "TEY", "CO", "NOX"]
    rows = pd.concat([read_headless(path, names) for path in sorted(folder.glob("*.parquet"))], ignore_index=True)
    rows.index = pd.date_range("2011-01-01", periods=len(rows), freq="h")
    verdict = judged(observations({"CO": rows.CO, "NOX": rows.NOX, "TEY": rows.TEY}))
    print(f"Gas turbine, {len(rows)} hours: {len(verdict.episodes)} findings; values {verdict.units}")


def read_headless(path: Path, names: list[str]) -> pd.DataFrame:
    """A file whose first row of data became its header."""
    rows = pd.read_parquet(path)
    first = pd.DataFrame([[float(name) for name in rows.columns]], columns=names)
    rows.columns = names
    return pd.concat([first, rows], ignore_index=True)


def waste_water(folder: Path) -> None:
    """A treatment plant's sensors every few minutes (a shuffled subset), and one outfall without companion."""
    rows = pd.read_parquet(folder / "wwtp_tilburg" / "train_subset.parquet")
    rows.index = pd.to_datetime(rows.DATETIME)
    rows = rows.sort_index()
    verdict = judged(observations({name: rows[name] for name in ("NO3", "NH4", "Q_inf", "Temp")}, cycle="minute"))
    print(f"Waste-water sensors, {len(rows)} rows: {len(verdict.episodes)} findings; values {verdict.units}")
    outfall = pd.read_parquet(folder / "ww_outfall_hourly_cn" / "series_2021.parquet")
    values = pd.Series(
        pd.to_numeric(outfall.monitorAvgValue, errors="coerce").to_numpy(), pd.to_datetime(outfall.monitorTime)
    )
    verdict = judged(observations({"w00001": values.sort_index()}))
    print(f"Outfall, {len(values)} hours: {len(verdict.episodes)} findings; values {verdict.units}")


def speed(everything: list[tuple[str, str, pd.DataFrame]]) -> None:
    """Rows a second of the rule alone, one core."""
    tables = [of_stack(rows) for _, _, rows in everything]
    start = time.perf_counter()
    for table in tables:
        judged(table)
    took = time.perf_counter() - start
    total = sum(len(seconds_of(table.at)) for table in tables)
    print(f"\nSpeed: {total:,} rows in {took:.1f} s, {total / took / 1e6:.2f} million rows a second on one core")


def main(folder: Path) -> None:
    """Print all figures as Markdown."""
    everything = list(stacks(folder / "cems_us_2007"))
    untouched(everything)
    planted(everything)
    ambient(folder / "air_beijing_prsa")
    turbine(folder / "gas_turbine_uci")
    waste_water(folder)
    speed(everything)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
