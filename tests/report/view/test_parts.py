"""The smaller parts of a lead: law, explanations, what to look for, what could not be judged, provenance, who."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import hashlib

import pytest
from tests.support.report_data import HOSTILE, LAB, MN, PLANT

from jianzhen.report.lead_page import render_lead
from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.view import lead_view
from jianzhen.report.view.explanations import explanations_view
from jianzhen.report.view.inputs import inputs_view
from jianzhen.report.view.law import law_view
from jianzhen.report.view.listing import listing
from jianzhen.report.view.matrix import matrix
from jianzhen.report.view.onsite import MOST, onsite_view
from jianzhen.report.view.reasons import reason_view
from jianzhen.report.view.unjudged import coverage_view
from jianzhen.report.view.who import party
from jianzhen.rules import catalogue


def moved(lead: LeadRecord, day: dt.datetime | None) -> LeadRecord:
    """The same lead on another day."""
    found = tuple(dataclasses.replace(item, from_at=day, to_at=day) for item in lead.findings)
    return dataclasses.replace(lead, from_at=day, to_at=day, findings=found)


def test_the_law_is_that_of_the_day_of_the_fact(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    [then], [now] = law_view(results, lead), law_view(results, moved(lead, dt.datetime(2026, 9, 1)))
    assert then.days == (dt.date(2024, 5, 1),)
    assert then.entries
    assert all(entry.instrument.in_force(dt.date(2024, 5, 1)) for entry in then.entries)
    assert {entry.article.id for entry in then.entries} != {entry.article.id for entry in now.entries}


def test_an_unknown_day_takes_the_day_of_the_run_and_says_so(results: Results, lead_of) -> None:
    [view] = law_view(results, moved(lead_of("person_two_places"), None))
    assert (view.days, view.day_known) == ((dt.date(2026, 6, 30),), False)


def test_days_with_the_same_law_are_one_entry(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    later = moved(lead, dt.datetime(2024, 5, 3))
    both = dataclasses.replace(lead, findings=(*lead.findings, *later.findings))
    [view] = law_view(results, both)
    assert view.days == (dt.date(2024, 5, 1), dt.date(2024, 5, 3))


def test_an_act_that_the_library_lacks_is_told(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    odd = dataclasses.replace(lead, findings=(dataclasses.replace(lead.findings[0], act="no.such.act"),))
    [view] = law_view(results, odd)
    assert view.entries == ()
    assert "no.such.act" in view.notes[0].zh


def test_what_the_data_cannot_tell_is_asked_first(results: Results, lead_of) -> None:
    view = explanations_view(results, lead_of("person_two_places"))
    heeded = [item.heeded for item in view.items]
    assert heeded == sorted(heeded)
    assert {True, False} == set(heeded)
    assert "证书场所" in [table.zh for table in view.absent]  # a table the rule would have used
    assert "样品" not in [table.zh for table in view.absent]


def with_all_but(results: Results, *tables: str) -> Results:
    """The same run, told to hold every table that a rule uses except these."""
    used = {name for rule in results.run["rules"] for name in results.rule(rule["id"]).uses}
    held = dict.fromkeys({*results.run["data"]["tables"], *used} - {*tables}, 1)
    other = copy.copy(results)
    vars(other)["run"] = results.run | {"data": results.run["data"] | {"tables": held}}
    return other


def test_what_a_rule_heeds_counts_as_checked_only_with_its_tables(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    heeded = [item for item in explanations_view(with_all_but(results), lead).items if item.heeded]
    assert heeded
    assert all(item.checked for item in heeded)
    for item in explanations_view(with_all_but(results, "certificate_sites"), lead).items:
        assert not item.checked
        assert [table.zh for table in item.missing] == (["证书场所"] if item.heeded else [])


def test_an_explanation_may_name_the_table_that_would_show_it(results: Results, lead_of) -> None:
    lead, rule = lead_of("person_two_places"), results.rule("person_two_places")
    named = tuple(dataclasses.replace(item, needs=("sampling_events",)) for item in rule.innocent)
    fewer = with_all_but(results, "certificate_sites")
    vars(fewer)["rule"] = lambda _: dataclasses.replace(rule, innocent=named)
    assert any(item.checked for item in explanations_view(fewer, lead).items)


def test_the_page_does_not_claim_a_check_that_was_impossible(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    page = render_lead(results, lead.lead_id)
    assert "规则会考虑此情形，但缺少" in page
    assert "已在提交的数据中查找，未见此情形" not in page
    assert "已在提交的数据中查找，未见此情形" in render_lead(with_all_but(results), lead.lead_id)


def test_a_few_things_on_site_the_perishable_first(results: Results, lead_of) -> None:
    one, other = lead_of("person_two_places"), lead_of("analysis_before_sampling")
    view = onsite_view(results, dataclasses.replace(one, findings=(*other.findings, *one.findings)))
    assert view.items[0] == results.rule("person_two_places").onsite[0]  # 30 days against 60
    assert 3 <= len(view.items) <= MOST
    assert len(set(view.items)) == len(view.items)
    assert (view.days, view.gone_on, view.gone) == (30, dt.date(2024, 5, 31), True)
    assert not onsite_view(results, moved(one, dt.datetime(2026, 6, 20))).gone
    assert onsite_view(results, moved(one, None)).gone_on is None
    assert onsite_view(results, moved(one, dt.datetime(9999, 12, 30))).gone_on == dt.date.max


def test_what_could_not_be_judged_and_what_would_settle_it(results: Results, lead_of) -> None:
    view = coverage_view(results, lead_of("person_two_places"))
    told = {item.reason.words.zh: item for item in view.unjudged}
    missing = told["没有填写“采样记录”的“经度”"]
    assert missing.reason.remedy.zh == "补填“采样记录”的“经度”"
    assert ("一人两地", 1) in [(rule.title.zh, rule.units) for rule in missing.rules]


@pytest.mark.parametrize(
    ("reason", "zh", "remedy"),
    [
        ("samples;reports", "没有“样品”、“检测报告”的数据", "补交“样品”、“检测报告”"),
        ("samples.received_at", "没有填写“样品”的“接样时间”", "补填“样品”的“接样时间”"),
        ("error: ValueError", "规则本身出错，没有判断（ValueError）", "把 errors.log 报告给维护者"),
        ("something else", "something else", None),
    ],
)
def test_reasons_in_words(reason: str, zh: str, remedy: str | None) -> None:
    view = reason_view(catalogue.find("person_two_places"), reason)
    assert view.words.zh == zh
    assert (view.remedy.zh if view.remedy else None) == remedy


def test_every_reason_of_every_rule_has_words() -> None:
    for rule in catalogue.catalogue().values():
        for reason, words in rule.reasons.items():
            assert reason_view(rule, reason).words == words


def test_the_matrix_counts_every_answer_once(results: Results) -> None:
    rows = {row.id: row for row in matrix(results)}
    assert set(rows) == {rule["id"] for rule in results.run["rules"]}
    for rule_id, row in rows.items():
        mine = [answer for answer in results.coverage if answer["rule"] == rule_id]
        assert row.judged_units + row.untold_units == sum(answer["units"] for answer in mine)
    two_places = rows["person_two_places"]
    assert (two_places.found, two_places.untold_units) == (1, 1)
    idle = [row.idle for row in matrix(results)]
    assert idle == sorted(idle)


def test_subjects_are_looked_up(results: Results) -> None:
    lab = party(results, "organization", LAB)
    assert (lab.name, lab.region) == (HOSTILE, "640100")
    assert "0951-0000000" in [text for _, text in lab.facts]
    device = party(results, "device", MN)
    assert device.name == "示例电厂"
    assert {"DA001", PLANT} <= {text for _, text in device.facts}
    assert party(results, "organization", "unknown").name == ""
    assert party(results, "gate", "G1").kind.zh == "gate"


def test_the_list_is_in_reading_order_with_age(results: Results, lead_of) -> None:
    lines = listing(results)
    assert [line.lead_id for line in lines] == [lead.lead_id for lead in results.leads]
    [line] = [line for line in lines if "person_two_places" in line.rules]
    assert (line.on, line.age_days) == (dt.date(2024, 5, 1), (dt.date(2026, 6, 30) - dt.date(2024, 5, 1)).days)
    assert line.rows == 5
    assert line.last_day is not None
    assert line.gone == (line.last_day < dt.date(2026, 6, 30))


def test_provenance_names_run_rules_inputs_and_commands(results: Results, lead_of, run_folder) -> None:
    lead = lead_of("person_two_places")
    view = lead_view(results, lead).provenance
    assert view.run_id == results.run["run_id"]
    [rule] = view.rules
    assert (rule.id, len(rule.sha256)) == ("person_two_places", 64)
    assert "slack=5" in rule.parameters
    digests = {one.name: one.sha256 for one in view.inputs}
    assert set(digests) == {"sampling_events.csv", "sampling_crew.csv"}
    source = (run_folder.parent / "data" / "sampling_crew.csv").read_bytes()
    assert digests["sampling_crew.csv"] == hashlib.sha256(source).hexdigest()
    assert lead.lead_id[:12] in view.pack


def test_inputs_are_counted(results: Results) -> None:
    view = inputs_view(results)
    assert view.rows == sum(results.run["data"]["tables"].values())
    assert {table.name for table in view.tables} == set(results.run["data"]["tables"])
    assert view.counts["faults"] == results.run["data"]["faults"]["faults"]
