"""Whatever happens to leads, the table of counts says what counting would."""

from __future__ import annotations

import random

import pytest
from django.db.models import Sum
from tests.support.web_cast import CITY, OTHER_CITY
from tests.support.web_leads import some_lead

from jianzhen.web.leads.models import Lead, LeadRule, LeadTally
from jianzhen.web.leads.services.tallying import count_anew, sum_up
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
_CELL = ("region", "remit", "state", "grade", "dimension", "value")


def counts() -> dict[tuple[object, ...], int]:
    with whole_table("a test"):
        rows = LeadTally.objects.order_by().values_list(*_CELL).annotate(n=Sum("number"))
        return {tuple(cell): number for *cell, number in rows if number}


def counted_anew() -> dict[tuple[object, ...], int]:
    count_anew()
    return counts()


def act(number: int) -> None:
    """One of the things that happen to leads, by chance but always the same."""
    chance = random.Random(number)
    lead = chance.choice(list(Lead.objects.all()))
    rule, family = chance.choice([("a", "telemetry"), ("b", "telemetry"), ("c", "values")])
    match number % 6:
        case 0:
            LeadRule.objects.update_or_create(lead=lead, rule=rule, defaults={"family": family, "clause": "二(四)"})
        case 1:
            Lead.objects.filter(pk=lead.pk).update(state=chance.choice(["in_review", "dismissed", "new"]))
        case 2:
            Lead.objects.filter(pk=lead.pk).update(region=OTHER_CITY, grade=chance.choice(["high", "low"]), remit=3)
        case 3:
            LeadRule.objects.filter(lead=lead).update(family=family)
        case 4:
            LeadRule.objects.filter(lead=lead, rule=rule).delete()
        case _:
            sum_up()


def test_the_counts_follow_whatever_is_done() -> None:
    for _ in range(4):
        some_lead()
    with whole_table("a test"):
        for number in range(90):
            act(number)
    followed = counts()
    assert followed == counted_anew()
    assert len(followed) > 10


def test_several_rules_of_a_lead_in_one_statement_count_once_a_family() -> None:
    lead = some_lead()
    rules = [LeadRule(lead=lead, rule=name, family="values", clause="二(二)") for name in ("a", "b", "c")]
    for act in (
        lambda: LeadRule.objects.bulk_create(rules),
        lambda: LeadRule.objects.filter(family="values").update(family="ledgers"),
        lambda: LeadRule.objects.filter(family="ledgers").delete(),
    ):
        act()
        assert counts() == counted_anew()


def test_summing_up_changes_nothing_but_the_length() -> None:
    leads = [some_lead(CITY) for _ in range(5)]
    with whole_table("a test"):
        Lead.objects.filter(pk=leads[0].pk).update(state="in_review")
        before = counts()
        sum_up()
        assert counts() == before
        assert LeadTally.objects.count() == len(before)


def test_a_lead_that_is_deleted_is_no_longer_counted() -> None:
    lead = some_lead()
    with whole_table("a test"):
        lead.content.delete()
        lead.delete()
    assert counts() == {}
