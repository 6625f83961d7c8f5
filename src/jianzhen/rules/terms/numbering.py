"""Sample numbers that do not name one sample, so that nothing can be concluded from records under them."""

from __future__ import annotations

from jianzhen.rules.terms.spelling import folded, folded_name
from jianzhen.rules.verdict import Table


def given_twice(report_results: Table) -> Table:
    """Numbers that stand on several reports of one laboratory with other days or sites of sampling.

    A raw record under such a number may belong to either sample; that the number was used twice is
    a fact of its own (rule ``sample_number_reused``) and must not count again as another kind of evidence.

    Returns:
        ``lab_id`` and ``number`` (folded), one row each.
    """
    lines = report_results.filter(report_results.sample_no.notnull())
    day = lines.sampled_from_at.truncate("D")
    # A report has many lines of one sample: what differs is made few before it is spelt alike, which is slow.
    rows = lines.select("lab_id", "report_no", "sample_no", "site_name", day=day).distinct()
    rows = rows.mutate(number=folded(rows.sample_no), site=folded_name(rows.site_name))
    seen = rows.group_by("lab_id", "number").aggregate(
        reports=rows.report_no.nunique(), days=rows.day.nunique(), sites=rows.site.nunique()
    )
    return seen.filter((seen.reports > 1) & ((seen.days > 1) | (seen.sites > 1))).select("lab_id", "number")
