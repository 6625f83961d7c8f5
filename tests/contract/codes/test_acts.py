"""The contract's list of acts and the law's own may not import each other; here they are held equal."""

from __future__ import annotations

from jianzhen.contract.codes import code_list
from jianzhen.law.basis import acts


def test_the_acts_of_the_contract_are_those_of_the_law():
    assert dict(code_list("act").titles) == {act.id: act.title for act in acts()}
