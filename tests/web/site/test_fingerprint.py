from __future__ import annotations

from pathlib import Path

from jianzhen.web.site.fingerprint import fingerprint


def test_it_changes_with_contents_names_and_files(tmp_path: Path) -> None:
    seen = {fingerprint(tmp_path)}
    (tmp_path / "a").write_text("1")
    seen.add(fingerprint(tmp_path))
    (tmp_path / "a").write_text("2")
    seen.add(fingerprint(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")
    seen.add(fingerprint(tmp_path))
    assert len(seen) == 4
    assert fingerprint(tmp_path) in seen
