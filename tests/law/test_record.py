"""A basis as JSON says what the table says."""

from __future__ import annotations

import json
from datetime import date

from jianzhen.law import basis
from jianzhen.law.record import basis_record


def test_record_survives_json_and_keeps_every_entry_and_note():
    found = basis("fabrication.no_sampling", date(2024, 5, 1))
    record = json.loads(json.dumps(basis_record(found), ensure_ascii=False))
    assert record["act"] == "fabrication.no_sampling"
    assert record["on"] == "2024-05-01"
    assert [entry["article"] for entry in record["entries"]] == [entry.article.id for entry in found.entries]
    assert [entry["article"] for entry in record["later"]] == [entry.article.id for entry in found.later]
    assert [note["kind"] for note in record["notes"]] == [note.kind.value for note in found.notes]


def test_record_shows_verification_and_period():
    record = basis_record(basis("fabrication.no_sampling", date(2024, 5, 1)))
    (old,) = [entry for entry in record["entries"] if entry["article"] == "order39-2021/26"]
    assert old["verified"] is False
    assert old["text_verification"] == "excerpt"
    assert old["in_force_to"] == "2025-03-18"
    assert old["successors"][0]["zh"].endswith("第27条")
    (doc,) = [entry for entry in record["entries"] if entry["article"] == "doc-175/5(6)"]
    assert doc["verified"] is True
    assert doc["in_force_to"] is None
