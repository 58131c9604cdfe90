"""Text prepared for search: one expression, the same in the index and in the question, so the index is used.

It is an index on an expression, not a column or a table of its own: PostgreSQL computes it from the row, whoever
writes the row and by whatever road, so it can never be out of step with the text (docs/adr/0024).
"""

from django.db.models import BooleanField, Func, TextField, Value

CAPITALS, SMALL = "ÆØÅÉ", "æøåé"
"""Letters that a database with the C locale may not know as capitals of one another (docs/adr/0005)."""

SEPARATORS = "./-_@:&<>=+~#?[]{}()«»“”„‘’–—…•·\u00a0\u00ad"
"""What parts words here. Left alone, PostgreSQL reads "uddannelse/job" as a file, "trivsel.Flere" as a host, "<b>" as
a tag and "«café»" as one word; none of them would be found. A full stop parts too: 2.1 is found as 2 followed by 1."""

LONGEST = 200_000
"""Characters of a row that are indexed. PostgreSQL refuses to save a row with more than a megabyte of words."""

assert len(CAPITALS) == len(SMALL)
_FROM, _TO = CAPITALS + SEPARATORS, SMALL + " " * len(SEPARATORS)
_PYTHON = str.maketrans(_FROM, _TO)


def cleaned(text: str) -> str:
    """A text with the same words as the database finds in it: capitals made small, what parts words made spaces."""
    return text.translate(_PYTHON).lower()


class Soegevektor(Func):
    """The words of the columns, as the Danish dictionary of PostgreSQL knows them (word forms and stop words)."""

    function = "to_tsvector"
    arg_joiner = " || ' ' || "
    template = f"to_tsvector('danish'::regconfig, translate(left(%(expressions)s, {LONGEST}), '{_FROM}', '{_TO}'))"
    output_field = TextField()

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields whose words it holds, in their order."""
        return tuple(column.name for column in self.source_expressions if hasattr(column, "name"))


class Traeffer(Func):
    """Whether the words match a question: `rows.filter(Traeffer(vektor, tsquery))`, the question as PostgreSQL's own
    text form of it."""

    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, vektor: Soegevektor, question: str) -> None:
        super().__init__(vektor, Func(Value(question), template="%(expressions)s::tsquery", output_field=TextField()))
