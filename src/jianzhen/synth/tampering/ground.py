"""The ground on which a behaviour is planted: a laboratory's world, what has been touched, and how to find rows."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from jianzhen.synth.dimensions import DAY
from jianzhen.synth.frame import NOTHING, Array
from jianzhen.synth.labels import Label
from jianzhen.synth.world import Visit, World
from jianzhen.words import Words

SAMPLE_TIMES = ("collected_from_at", "collected_to_at")
RESULT_TIMES = ("analysed_from_at", "analysed_to_at", "entered_at", "signed_at")
RUN_TIMES = ("started_at", "ended_at", "file_created_at", "file_modified_at")
READING_TIMES = ("started_at", "ended_at", "written_at", "ticket_started_at", "ticket_ended_at")
LINE_TIMES = ("sampled_from_at", "sampled_to_at")
CREW_TIMES = ("signed_in_at", "signed_out_at")
EVENT_TIMES = ("started_at", "ended_at")


@dataclass
class Ground:
    """One laboratory's world with a generator of its own for what is planted."""

    world: World
    at: random.Random
    touched: set[int] = field(default_factory=set)
    """Numbers of visits on which something was planted; nothing second is laid over them."""

    certificate: bool = False
    """Something was planted on the certificate."""

    @property
    def lab_id(self) -> str:
        """The laboratory's code."""
        return self.world.laboratory.org_id

    def choose(self, wanted: Callable[[Visit], bool]) -> Visit:
        """Choose a visit that nothing was planted on, and mark it.

        Raises:
            LookupError: There is none.
        """
        choice = self.free(wanted)
        if not choice:
            raise LookupError("no untouched visit of this kind is left")
        return self.take(self.at.choice(choice))

    def free(self, wanted: Callable[[Visit], bool]) -> list[Visit]:
        """Untouched visits of a kind; what was issued twice for a slip is left alone."""
        reports = self.world["reports"]
        corrected = {number for number in reports["replaces"] if number}
        return [visit for visit in self.world.visits
                if visit.number not in self.touched and visit.report_no not in corrected and wanted(visit)]  # fmt: skip

    def take(self, visit: Visit) -> Visit:
        """Mark a visit."""
        self.touched.add(visit.number)
        return visit

    def pair(self, wanted: Callable[[Visit, Visit], bool], kind: str) -> tuple[Visit, Visit]:
        """Choose two untouched visits of a kind, the first earlier than the second, and mark both.

        Raises:
            LookupError: There are none.
        """
        choice = self.free(lambda visit: visit.kind == kind)
        self.at.shuffle(choice)
        for later in choice:
            for earlier in choice:
                if earlier.day < later.day and wanted(earlier, later):
                    return self.take(earlier), self.take(later)
        raise LookupError("no two visits of this kind are left")

    def events(self, visit: Visit) -> Array:
        """Rows of the visit's sampling events."""
        return self.world["sampling_events"].rows(event_id=visit.events)

    def crew(self, visit: Visit) -> Array:
        """Rows of who was there."""
        return self.world["sampling_crew"].rows(event_id=visit.events)

    def samples(self, visit: Visit) -> Array:
        """Rows of its samples."""
        return self.world["samples"].rows(event_id=visit.events)

    def readings(self, visit: Visit) -> Array:
        """Rows of the field instruments' memory."""
        return self.world["field_readings"].rows(event_id=visit.events)

    def photos(self, visit: Visit) -> Array:
        """Rows of its photographs."""
        return self.world["photos"].rows(event_id=visit.events)

    def lines(self, visit: Visit, parameters: Iterable[str] | None = None) -> Array:
        """Rows of the report's lines, of some parameters."""
        rows = self.world["report_results"].rows(report_no=visit.report_no)
        return rows if parameters is None else self._named("report_results", rows, parameters)

    def report(self, visit: Visit) -> Array:
        """Rows of the report: the original, and a copy perhaps."""
        return self.world["reports"].rows(report_no=visit.report_no)

    def results(self, visit: Visit, parameters: Iterable[str] | None = None) -> Array:
        """Rows of its raw results, of some parameters."""
        return self._of_samples("results", visit, parameters)

    def runs(self, visit: Visit, parameters: Iterable[str] | None = None) -> Array:
        """Rows of its instrument runs, of some parameters."""
        return self._of_samples("analysis_runs", visit, parameters)

    def _of_samples(self, table: str, visit: Visit, parameters: Iterable[str] | None) -> Array:
        numbers = self.world["samples"]["sample_no"][self.samples(visit)]
        frame = self.world[table]
        stems = set(numbers)
        rows = np.flatnonzero([number in stems for number in frame["sample_no"]])
        return rows if parameters is None else self._named(table, rows, parameters)

    def _named(self, table: str, rows: Array, parameters: Iterable[str]) -> Array:
        wanted = set(parameters)
        named = self.world[table]["parameter"][rows]
        keep = [
            isinstance(name, str) and any(name == one or name.startswith(f"{one}(") for one in wanted) for name in named
        ]
        return np.asarray(rows[np.array(keep, bool)])

    def measures(self, visit: Visit, parameter: str) -> bool:
        """Whether the laboratory analysed this parameter for the visit."""
        return len(self.lines(visit, [parameter])) > 0

    def watched(self, visit: Visit) -> bool:
        """Whether the plant has an automatic device."""
        devices = set(self.world["devices"]["outlet_id"]) if "devices" in self.world.tables else set()
        return any(outlet.outlet_id in devices for outlet in visit.plant.outlets)

    def issued(self, visit: Visit) -> int:
        """When the report was issued."""
        return int(self.world["reports"]["issued_at"][self.report(visit)[0]])

    def reissue(self, visit: Visit, moment: int) -> None:
        """Let the report carry another time of issue, in the register too."""
        reports, register = self.world["reports"], self.world["report_register"]
        rows = self.report(visit)
        reports["issued_at"][rows] = moment
        reports["compiled_on"][rows] = moment // DAY
        reports["analysed_to_on"][rows] = np.minimum(reports["analysed_to_on"][rows], moment // DAY)
        late = moment // DAY + 1
        sent = reports["submitted_at"][rows]
        reports["submitted_at"][rows] = np.where(sent == NOTHING, sent, np.maximum(sent, late * DAY))
        register["issued_on"][register.rows(report_no=visit.report_no)] = moment // DAY

    def shift(self, table: str, rows: Array, columns: Iterable[str], seconds: int) -> None:
        """Move moments."""
        for name in columns:
            column = self.world[table][name]
            column[rows] = np.where(column[rows] == NOTHING, NOTHING, column[rows] + seconds)

    def label(
        self, behaviour: str, case: str, span: tuple[int, int], what: Words, rows: Iterable[tuple[str, Array]],
        subject: str | None = None,
    ) -> Label:  # fmt: skip
        """Say what was done; ``rows`` are tables and positions."""
        named = tuple((table, self.world[table].serial[places].copy()) for table, places in rows)
        return Label(behaviour, case, subject or self.lab_id, int(span[0]), int(span[1]), what, named)


def span_of(visit: Visit) -> tuple[int, int]:
    """From arrival to hand-over."""
    return visit.arrive, visit.received
