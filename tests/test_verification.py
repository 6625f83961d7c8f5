"""Only the original counts as verified, and everything else says so."""

from __future__ import annotations

from jianzhen.verification import Verification


def test_only_the_original_is_verified():
    assert [tag for tag in Verification if tag.verified] == [Verification.ORIGINAL]


def test_every_other_tag_is_shown_as_unverified():
    for tag in Verification:
        assert tag.words.zh.startswith("已核原文" if tag.verified else "未核原文")
        assert tag.words.en.startswith("verified" if tag.verified else "unverified")
