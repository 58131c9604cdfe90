"""The question to the database: one statement that asks every kind of row in every way it can answer.

It is SQL and not querysets, for two reasons that were measured (docs/adr/0024). A subquery with OFFSET 0 is asked
before the conditions around it: the index of words finds the rows that answer, and only then are the user's plans and
what is retired looked at. Without it the planner may find the rows of the plans first and make the words of each anew:
five seconds instead of a twentieth of one. And the questions are put together once, not at every keystroke.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models.sql import Query

from helhedsplan.soegevektor import Soegevektor
from plans.models import Delaftale, Helhedsplan, Moede, Organ
from reporting.soegning.arter import ARTER, Art

MOST_OF_A_KIND = 300
"""Rows of a kind that are looked at. It is more than anybody reads; to count on would cost time for nothing."""

IS_TYPED, IN_NAME, IS_SENTENCE, IN_TEXT = range(4)
"""How a row answers, best first."""

LET_THE_INDEXES_DECIDE = """
SELECT set_config('enable_seqscan', 'off', true),
       set_config('max_parallel_workers_per_gather', '0', true),
       set_config('jit', 'off', true)
"""
"""For the transaction: a word that most rows have must not make the planner read whole tables and make the words of
every row anew; and helpers and compiled expressions take longer to start than the question takes."""


@cache
def statement(parts: int) -> str:
    """The statement: (number of the kind, how it answers, plan, key). A row may come twice; its best answer counts.

    Parameters: question (a tsquery), typed, plans (keys as an array), today, and part0, part1 … of which there are
    `parts`: a name answers if it is like one of the patterns in each. None: parts of names are not asked for.
    """
    branches = [branch for number, art in enumerate(ARTER) for branch in _branches(number, art, parts)]
    return "\nUNION ALL\n".join(branches)


def _branches(number: int, art: Art, parts: int) -> Iterator[str]:
    yield _branch(
        art, number, IN_TEXT if art.name else IS_SENTENCE, f"{_sql(art, art.whole)} @@ %(question)s::tsquery"
    )
    if art.name:
        columns = [_column(art.model, name) for name in art.name.columns]
        in_name = f"{_sql(art, art.name)} @@ %(question)s::tsquery"
        is_typed = " OR ".join(f"lower({column}) = lower(%(typed)s)" for column in columns)
        yield _branch(art, number, IN_NAME, in_name)
        yield _branch(art, number, IS_TYPED, f"{in_name} AND ({is_typed})")
        if art.takes_parts and parts:
            name = f"lower({' || chr(32) || '.join(columns)})"
            likes = " AND ".join(f"{name} LIKE ANY (%(part{place})s::text[])" for place in range(parts))
            yield _branch(art, number, IN_NAME, likes)


def _branch(art: Art, number: int, how: int, condition: str) -> str:
    """The rows that answer, then of those the ones in the user's plans that are in use, as are their owners.

    The plans and the owners are asked for in ways that cannot become joins: a join would read all of them before the
    first row comes out, and the planner would weigh a thousand plans one by one for every branch.
    """
    table = _table(art.model)
    owners = [_column(art.model, owner) for owner in art.owners]
    inner = ", ".join([f"{table}.id", f"{_plan_of(art)} AS plan", *owners])
    retired = " ".join(f"AND ({_retired(art, owner)}) IS NOT TRUE" for owner in art.owners)
    return (
        f"(SELECT {number}, {how}, plan, id FROM (SELECT {inner} FROM {table} WHERE ({condition})"
        f" AND ({table}.retired_on IS NULL OR {table}.retired_on > %(today)s) OFFSET 0) AS answer"
        f" WHERE (plan IN (SELECT unnest(%(plans)s::bigint[]))) IS TRUE {retired} LIMIT {MOST_OF_A_KIND + 1})"
    )


def _plan_of(art: Art) -> str:
    """The row's plan: its own column, the plan itself, or that of its delaftale or of its meeting's organ."""
    table = _table(art.model)
    if art.model is Helhedsplan:
        return f"{table}.id"
    if any(field.name == "helhedsplan" for field in art.model._meta.fields):
        return f"{table}.helhedsplan_id"
    if any(field.name == "moede" for field in art.model._meta.fields):
        of_meeting = (
            f"SELECT g.helhedsplan_id FROM {_table(Moede)} AS m JOIN {_table(Organ)} AS g ON g.id = m.organ_id"
        )
        return f"({of_meeting} WHERE m.id = {table}.moede_id)"
    return f"(SELECT d.helhedsplan_id FROM {_table(Delaftale)} AS d WHERE d.id = {table}.delaftale_id)"


def _retired(art: Art, owner: str) -> str:
    """Whether the owner is out of use, as an activity is when its delaftale is, a meeting when its organ is. Null
    without an owner."""
    model: Any = art.model._meta.get_field(owner).related_model
    if owner == "moede":
        return (
            f"SELECT least(o.retired_on, g.retired_on) <= %(today)s FROM {_table(model)} AS o"
            f" JOIN {_table(Organ)} AS g ON g.id = o.organ_id WHERE o.id = answer.{owner}_id"
        )
    if owner != "aktivitet":
        return f"SELECT o.retired_on <= %(today)s FROM {_table(model)} AS o WHERE o.id = answer.{owner}_id"
    return (
        f"SELECT least(o.retired_on, d.retired_on) <= %(today)s FROM {_table(model)} AS o"
        f" JOIN {_table(Delaftale)} AS d ON d.id = o.delaftale_id WHERE o.id = answer.{owner}_id"
    )


def _sql(art: Art, vektor: Soegevektor) -> str:
    """The expression of the index, word for word."""
    query = Query(art.model)
    compiler = query.get_compiler(connection=connection)
    sql, _ = compiler.compile(vektor.resolve_expression(query))
    return sql


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return f"{_table(model)}.{connection.ops.quote_name(field.column)}"
