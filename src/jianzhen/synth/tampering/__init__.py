"""What is planted: each behaviour changes the world the way the act itself would, and says what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jianzhen.synth.cast import Laboratory
from jianzhen.synth.labels import Label
from jianzhen.synth.tampering import (
    automatic,
    laboratory,
    punishment,
    qualification,
    reports,
    sampling,
    whereabouts,
)
from jianzhen.synth.tampering.ground import Ground

BEHAVIOURS: Mapping[str, Callable[[Ground], Label]] = {
    function.__name__: function
    for function in (
        # What needs several visits or a whole laboratory chooses before the others.
        qualification.certificate_ran_out,
        qualification.reports_while_suspended,
        whereabouts.one_team_everywhere,
        whereabouts.signed_at_two_places,
        reports.data_copied,
        reports.number_used_twice,
        reports.photos_used_again,
        whereabouts.drove_too_fast,
        sampling.went_for_form,
        sampling.plant_stood_still,
        laboratory.two_runs_at_once,
        qualification.sampled_before_contract,
        sampling.never_sampled,
        sampling.sampler_ran_shortly,
        sampling.one_measurement_for_three,
        sampling.samples_too_close,
        sampling.no_port,
        sampling.broken_chain,
        sampling.more_samples_than_filters,
        whereabouts.went_alone,
        whereabouts.sampled_in_office,
        laboratory.analysed_before_taken,
        laboratory.analysed_before_receipt,
        laboratory.stale_samples,
        laboratory.incubated_too_shortly,
        laboratory.no_analysis,
        laboratory.records_missing,
        laboratory.file_rewritten,
        laboratory.paper_differs,
        laboratory.calibration_ran_out,
        reports.value_made_better,
        reports.impossible_parts,
        reports.key_item_left_out,
        reports.ticket_retouched,
        qualification.beyond_scope,
        qualification.unlisted_method,
        qualification.borrowed_signature,
        qualification.hired_twice,
        punishment.punished_twice_before,
        automatic.signal_held,
        automatic.converted_with_other_oxygen,
    )
}
"""Every behaviour by name, in the order in which they are planted in a laboratory."""


def fits(name: str, base: Laboratory) -> bool:
    """Whether a laboratory is one of those in which a behaviour can be planted."""
    if name in {"certificate_ran_out", "reports_while_suspended"}:
        return not (base.renewed or base.paused or base.closed)
    if name == "signal_held":
        return base.number % 2 == 0
    if name == "converted_with_other_oxygen":
        return base.number % 4 == 0
    return True
