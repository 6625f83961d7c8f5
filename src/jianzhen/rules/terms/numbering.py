"""Sample numbers that do not name one sample, so that nothing can be concluded from records under them."""

from __future__ import annotations

import ibis

from jianzhen.rules.terms.once import throughout
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
    rows = rows.mutate(number=folded(rows.sample_no))
    by = ["lab_id", "number"]
    seen = rows.group_by(by).aggregate(
        one_report=rows.report_no.min(),
        last_report=rows.report_no.max(),
        other_day=rows.day.min() != rows.day.max(),
        other_name=rows.site_name.min() != rows.site_name.max(),
    )
    several = seen.filter((seen.one_report != seen.last_report) & (seen.other_day | seen.other_name))
    named = rows.semi_join(several.filter(~several.other_day.fill_null(False)), by)
    named = named.mutate(site=folded_name(named.site_name))
    named = named.group_by(by).aggregate(other_site=named.site.min() != named.site.max())
    return throughout(
        ibis.union(several.filter(several.other_day).select(by), named.filter(named.other_site).select(by))
    )
