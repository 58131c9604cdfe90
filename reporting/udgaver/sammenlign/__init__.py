"""Two editions of a paper held against each other, for people: what came, what went, what changed (docs/regler.md).

What a paper's rows are, is declared per kind of facts in `linjer`; finding and saying the differences is the same for
all (`forskel`). A new kind of facts needs a function in `linjer.LINJER`.
"""
