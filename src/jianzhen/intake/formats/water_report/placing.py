"""What one report says, put into the tables of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.intake.formats.model import Place
from jianzhen.intake.formats.water_report import dates, say
from jianzhen.intake.formats.water_report.fields import Fields, begins
from jianzhen.intake.formats.water_report.lines import LinePlacer
from jianzhen.intake.formats.water_report.remains import keep
from jianzhen.intake.formats.water_report.text import label
from jianzhen.intake.formats.water_report.vocabulary import ADDRESS_LABELS, NOT_STATED

if TYPE_CHECKING:
    from datetime import datetime

    from jianzhen.intake.formats.rows import Value
    from jianzhen.intake.formats.sink import Sink
    from jianzhen.intake.formats.water_report.reports import Report, Sample

CATEGORY = "water"
_ENTRUSTED = ("委托", "送检", "送样")
_AS_PRINTED = (
    "sample_name", "sample_type", "sample_source", "sample_state", "sampling_standard", "evaluation_standard",
    "cert_no", "conclusion", "notes",
)  # fmt: skip


class ReportPlacer:
    """Puts one report of one file into the sink."""

    def __init__(self, sink: Sink, file: str, report: Report) -> None:
        """Settle who and which: the laboratory's code and the report's number."""
        self._sink = sink
        self._report = report
        self._fields = Fields(sink, file)
        self._start = Place(file, report.pages[0].sheet.name, 1)
        self.lab_id = sink.lab_id or sink.org(report.lab_name or NOT_STATED)

    def place(self) -> None:
        """Place everything; what cannot be read is told."""
        if not self._report.number:
            self._sink.fault("no_report_number", self._start, "", *say.NO_REPORT_NUMBER, table="reports")
        if not self._report.lab_name and not self._sink.lab_id:
            self._sink.fault("no_lab", self._start, "", *say.NO_LAB, table="reports")
        self._laboratory()
        client_id = self._client()
        if self._report.number:
            self._report_row(client_id)
        for sample in self._report.samples:
            self._sample(sample)
        LinePlacer(self._sink, self._fields, self._report, self.lab_id).place()
        keep(self._sink, self._fields, self._report, self._start)

    def _text(self, name: str) -> str | None:
        return self._fields.text(self._report.entries.get(name))

    # -- who ------------------------------------------------------------------------------

    def _laboratory(self) -> None:
        name = self._report.lab_name or NOT_STATED
        self._sink.add("organizations", self._start, org_id=self.lab_id, name=name, kind="lab", **self._contact())

    def _contact(self) -> dict[str, Value | None]:
        """Address and telephone on the page of notes."""
        found: dict[str, Value | None] = {}
        for page in self._report.pages:
            for cell in page.left if page.is_notes else ():
                head, _, value = cell.text.replace("：", ":").partition(":")
                if name := ADDRESS_LABELS.get(label(head)):
                    found.setdefault(name, value.strip())
        return found

    def _client(self) -> str | None:
        name = self._text("client")
        if not name:
            return None
        code = self._sink.org(name)
        place = self._fields.at(self._report.entries["client"])
        self._sink.add(
            "organizations", place, org_id=code, name=name, kind="discharger", address=self._text("client_address")
        )
        return code

    # -- the report -----------------------------------------------------------------------

    def _report_row(self, client_id: str | None) -> None:
        entries = self._report.entries
        analysed = self._fields.span(entries.get("analysed"))
        compiled = self._fields.moment(entries.get("compiled"))
        received = self._fields.moment(entries.get("received"))
        values: dict[str, Value | None] = {name: self._text(name) for name in _AS_PRINTED}
        self._sink.add(
            "reports", self._start, lab_id=self.lab_id, report_no=self._report.number, copy="original",
            client_id=client_id, client_name=self._text("client"), kind=self._kind(), category=CATEGORY,
            issued_at=self._issued(compiled), compiled_on=compiled.day if compiled else None,
            received_on=received.day if received else None,
            analysed_from_on=analysed.first if analysed else None, analysed_to_on=analysed.last if analysed else None,
            **values,
        )  # fmt: skip

    def _kind(self) -> str | None:
        entry = self._report.entries.get("sample_source")
        if entry and any(word in entry.text for word in _ENTRUSTED):
            return "entrusted"
        place = self._fields.at(entry) if entry else self._start
        self._sink.fault("report_kind", place, entry.text if entry else "", *say.REPORT_KIND, table="reports")
        return None

    def _issued(self, compiled: dates.Sampling | None) -> datetime | None:
        issued = begins(self._fields.moment(self._report.entries.get("issued")))
        if issued is not None:
            return issued
        if compiled is None:
            self._sink.fault("no_issue_date", self._start, "", *say.NO_ISSUE_DATE, table="reports")
            return None
        entry = self._report.entries["compiled"]
        self._sink.warn("issue_date_stand_in", self._fields.at(entry), entry.text, *say.STAND_IN, table="reports")
        return begins(compiled)

    # -- samples --------------------------------------------------------------------------

    def _sample(self, sample: Sample) -> None:
        entry = sample.entries.get("sample_no")
        if entry is None or not self._fields.text(entry):
            place = self._fields.at(entry) if entry else self._start
            self._sink.fault("no_sample_number", place, "", *say.NO_SAMPLE_NUMBER, table="samples")
            return
        when = self._fields.moment(sample.entries.get("sampled"))
        self._sink.add(
            "samples", self._fields.at(entry), sample_no=sample.number, lab_id=self.lab_id,
            event_id=self._event(sample, when), state=self._fields.text(sample.entries.get("sample_state")),
            collected_from_at=begins(when), collected_to_at=when.ended_at if when else None,
            received_at=begins(self._fields.moment(sample.entries.get("received"))),
        )  # fmt: skip

    def _event(self, sample: Sample, when: dates.Sampling | None) -> str | None:
        """A sampling event needs its hours: a day alone would put a crew at several places at once."""
        if when is None or when.started_at is None or when.ended_at is None:
            return None
        event = f"{self._report.number}/{sample.number}"
        self._sink.add(
            "sampling_events", self._fields.at(sample.entries["sampled"]), event_id=event, lab_id=self.lab_id,
            site_name=self._fields.text(sample.entries.get("site")), category=CATEGORY, started_at=when.started_at,
            ended_at=when.ended_at,
        )  # fmt: skip
        return event
