"""What is planted: each behaviour changes the records the way the act itself would, and says what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jianzhen.synth.region import Label, Region
from jianzhen.synth.tampering import automatic, enforcement, laboratory, reports, sampling, whereabouts

BEHAVIOURS: Mapping[str, Callable[[Region], Label]] = {
    function.__name__: function
    for function in (
        # What needs a whole laboratory or a pair of visits chooses before the others.
        reports.certificate_ran_out,
        whereabouts.signed_at_two_places,
        whereabouts.drove_too_fast,
        laboratory.two_runs_at_once,
        reports.data_copied,
        reports.number_used_twice,
        sampling.samples_too_close,
        sampling.sampler_ran_shortly,
        sampling.plant_stood_still,
        sampling.went_for_form,
        laboratory.analysed_before_taken,
        laboratory.incubated_too_shortly,
        laboratory.records_missing,
        laboratory.beyond_scope,
        reports.value_made_better,
        enforcement.punished_twice_before,
        automatic.signal_held,
        automatic.converted_with_other_oxygen,
    )
}
"""Every behaviour by name, in the order in which they are planted."""
