"""People who are on record where they cannot have been, or did not go."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.cast import Plant
from jianzhen.synth.dimensions import HOUR, MINUTE
from jianzhen.synth.geography import kilometres
from jianzhen.synth.labels import Label
from jianzhen.synth.tampering import invented
from jianzhen.synth.tampering.ground import Ground, span_of
from jianzhen.synth.world import Visit
from jianzhen.words import Words

APART = 3.0
FAR = 65.0
"""Kilometres."""

BUSIEST = 2
"""Days on which most was done, of which one is chosen."""


def _apart(one: Plant, other: Plant) -> float:
    return float(kilometres(one.lon, one.lat, other.lon, other.lat))


def signed_at_two_places(ground: Ground) -> Label:
    """A sampler signs the sheets of another crew, too, whose second person was not on duty (OC-19)."""

    def at_once(here: Visit, there: Visit) -> bool:
        apart = here.crew != there.crew and _apart(here.plant, there.plant) > APART
        return (
            apart
            and here.day == there.day
            and here.arrive < there.leave - 2 * HOUR
            and there.arrive < here.leave - 2 * HOUR
        )

    choice = ground.free(lambda visit: visit.kind in {"water", "exhaust", "fugitive"})
    pairs = [(here, there) for here in choice for there in choice if here is not there and at_once(here, there)]
    if not pairs:
        raise LookupError("no two crews were out at once")
    here, there = map(ground.take, ground.at.choice(pairs))
    crew = ground.world["sampling_crew"]
    rows = ground.crew(there)
    signed = rows[crew["person_id"][rows] == there.people[1]]
    crew["person_id"][signed] = here.people[0]
    return ground.label(
        "signed_at_two_places", "OC-19", span_of(here),
        Words("一名采样员同时在两个厂签名采样", "one sampler signs at two plants at the same time"),
        (("sampling_events", np.r_[ground.events(here), ground.events(there)]), ("sampling_crew", signed)),
    )  # fmt: skip


def drove_too_fast(ground: Ground) -> Label:
    """The crew hands samples over and writes up noise at a far plant within the half hour (OC-03)."""
    plants = ground.world.laboratory.plants

    def far(visit: Visit) -> list[Plant]:
        base = ground.world.laboratory
        return [plant for plant in plants if kilometres(base.lon, base.lat, plant.lon, plant.lat) > FAR
                and visit.kind != "noise" and visit.plant is not plant]  # fmt: skip

    visit = ground.choose(lambda visit: bool(far(visit)))
    start = visit.received + ground.at.randint(8, 26) * MINUTE
    noise = invented.noise(ground, visit, ground.at.choice(far(visit)), start)
    return ground.label(
        "drove_too_fast", "OC-03", (visit.received, noise.leave),
        Words("交样后半小时内在远处测噪声", "noise far away within half an hour of a hand-over"),
        (("sampling_events", ground.events(noise)), ("samples", ground.samples(visit))),
    )  # fmt: skip


def one_team_everywhere(ground: Ground) -> Label:
    """The only pair with certificates signs for every crew that was at a stack that day (OC-20)."""
    days: dict[int, list[Visit]] = {}
    for visit in ground.free(lambda visit: visit.kind == "exhaust"):
        days.setdefault(visit.day, []).append(visit)
    busiest = sorted(days.values(), key=lambda visits: sum(visit.leave - visit.arrive for visit in visits))[-BUSIEST:]
    visits = ground.at.choice(busiest) if busiest else []
    if len(visits) < 2:  # noqa: PLR2004
        raise LookupError("no two crews were at stacks on one day")
    first, *others = map(ground.take, visits)
    for visit in others:
        _sign_for(ground, visit, first.people)
    return ground.label(
        "one_team_everywhere", "OC-20", (first.arrive, max(visit.leave for visit in visits)),
        Words("两个人一天做完几个厂的采样", "two people sample several plants in one day"),
        (("sampling_events", np.concatenate([ground.events(visit) for visit in visits])),
         ("sampling_crew", np.concatenate([ground.crew(visit) for visit in visits]))),
    )  # fmt: skip


def _sign_for(ground: Ground, visit: Visit, people: tuple[str, ...]) -> None:
    """Put the names of a pair on another crew's sheets."""
    crew = ground.world["sampling_crew"]
    rows = ground.crew(visit)
    for old, new in zip(visit.people[:2], people[:2], strict=True):
        crew["person_id"][rows[crew["person_id"][rows] == old]] = new


def went_alone(ground: Ground) -> Label:
    """One sampler goes alone; somebody of the plant holds the other end and signs (条例 and 补充要求 第18条)."""
    visit = ground.choose(lambda visit: visit.kind in {"water", "exhaust", "well"} and len(visit.people) == 2)  # noqa: PLR2004
    crew = ground.world["sampling_crew"]
    rows = ground.crew(visit)
    second = rows[crew["person_id"][rows] == visit.people[1]]
    if ground.at.random() < 0.5:  # noqa: PLR2004
        had = set(crew["event_id"][rows[crew["client_staff"][rows] == 1]])
        plain = second[[event not in had for event in crew["event_id"][second]]]
        crew["person_id"][plain], crew["client_staff"][plain] = visit.plant.signer, 1
        second = np.setdiff1d(second, plain)
    crew.drop(second)
    return ground.label(
        "went_alone", "OC-17", span_of(visit), Words("一个人采样", "one person samples alone"),
        (("sampling_events", ground.events(visit)), ("sampling_crew", ground.crew(visit))),
    )  # fmt: skip


def sampled_in_office(ground: Ground) -> Label:
    """The pumps run in the laboratory's own yard; the handset says so (OC-11)."""
    visit = ground.choose(lambda visit: visit.kind in {"fugitive", "exhaust"} and _from_base(ground, visit) > APART)
    base, events, photos = ground.world.laboratory, ground.world["sampling_events"], ground.world["photos"]
    for frame, rows in ((events, ground.events(visit)), (photos, ground.photos(visit))):
        known = rows[~np.isnan(frame["lon"][rows])]
        for name, place in (("lon", base.lon), ("lat", base.lat)):
            frame[name][known] = [round(place + ground.at.gauss(0, 5e-5), 6) for _ in known]
    return ground.label(
        "sampled_in_office", "OC-11", span_of(visit), Words("在机构驻地空抽", "pumps run at the laboratory"),
        (("sampling_events", ground.events(visit)), ("photos", ground.photos(visit))),
    )  # fmt: skip


def _from_base(ground: Ground, visit: Visit) -> float:
    base = ground.world.laboratory
    return float(kilometres(base.lon, base.lat, visit.plant.lon, visit.plant.lat))
