"""The triggers that keep ``LeadTally``: whoever writes a lead, by whatever way, the counts follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

LEAD, RULE, TALLY = "leads_lead", "leads_leadrule", "leads_leadtally"
DIMENSIONS = ("rule", "family", "clause")
_CELL = ("region", "remit", "state", "grade")
_INTO = f"INSERT INTO {TALLY} ({', '.join(_CELL)}, dimension, value, number)"


class Trigger(NamedTuple):
    """What happens after which act on which table."""

    table: str
    act: str
    when: str
    statements: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the database."""
        return f"{self.table}_tally_{self.act.split()[0].lower()}"


def _lead(row: str, sign: str) -> str:
    return f"{_INTO} VALUES ({_cell(row)}, '', '', {sign}1)"


def _rules_of(row: str, sign: str) -> str:
    """All dimensions of a lead, each value once."""
    values = " UNION ".join(
        f"SELECT '{name}' AS dimension, {name} AS value FROM {RULE} WHERE lead_id = {row}.id" for name in DIMENSIONS
    )
    return f"{_INTO} SELECT {_cell(row)}, dimension, value, {sign}1 FROM ({values}) AS dimensions"


def _rule(row: str, sign: str, other: str = "") -> Iterator[str]:
    """A rule of a lead: its family and clause count once a lead, however many rules share them."""
    for name in DIMENSIONS:
        alone = (
            f" AND NOT EXISTS (SELECT 1 FROM {RULE} AS o"
            f" WHERE o.lead_id = {row}.lead_id AND o.id <> {row}.id AND o.{name} = {row}.{name})"
        )
        changed = f" AND {row}.{name} <> {other}.{name}" if other else ""
        yield (
            f"{_INTO} SELECT {_cell('l')}, '{name}', {row}.{name}, {sign}1 FROM {LEAD} AS l"
            f" WHERE l.id = {row}.lead_id{alone}{changed}"
        )


def _cell(row: str) -> str:
    return ", ".join(f"{row}.{column}" for column in _CELL)


_MOVED = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in _CELL)
TRIGGERS = (
    Trigger(LEAD, "INSERT", "", (_lead("NEW", "+"),)),
    Trigger(LEAD, "DELETE", "", (_lead("OLD", "-"),)),
    Trigger(
        LEAD,
        f"UPDATE OF {', '.join(_CELL)}",
        _MOVED,
        (_lead("OLD", "-"), _lead("NEW", "+"), _rules_of("OLD", "-"), _rules_of("NEW", "+")),
    ),
    Trigger(RULE, "INSERT", "", tuple(_rule("NEW", "+"))),
    Trigger(RULE, "DELETE", "", tuple(_rule("OLD", "-"))),
    Trigger(
        RULE,
        f"UPDATE OF {', '.join(DIMENSIONS)}",
        "",
        (*_rule("OLD", "-", "NEW"), *_rule("NEW", "+", "OLD")),
    ),
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; safe to repeat."""
    remove(connection)
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            for statement in _created(trigger, connection.vendor):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            place = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{place}")


def _created(trigger: Trigger, vendor: str) -> list[str]:
    body = "; ".join(trigger.statements) + ";"
    when = f" WHEN ({trigger.when})" if trigger.when else ""
    if vendor == "sqlite":
        return [_head(trigger, "AFTER", when) + f" BEGIN {body} END"]
    # A trigger after a row sees there all rows of its statement; one before sees those that came before it, which
    # is what tells a lead's first rule of a family from the second.
    timing = "BEFORE" if trigger.table == RULE else "AFTER"
    row = "OLD" if trigger.act == "DELETE" else "NEW"
    function = (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {body} RETURN {row}; END $$"
    )
    return [function, _head(trigger, timing, when) + f" EXECUTE FUNCTION {trigger.name}()"]


def _head(trigger: Trigger, timing: str, when: str) -> str:
    return f"CREATE TRIGGER {trigger.name} {timing} {trigger.act} ON {trigger.table} FOR EACH ROW{when}"
