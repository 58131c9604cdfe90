"""The portfolio: many plans side by side, from figures that are kept and say their day (ADR 0042).

`stand` works a plan's figures out, `opdatering` keeps them, `raekker` reads them for a user, `halter` says what needs
attention, `valg` filters and sorts, `side` puts the page together, `ark` and `papir` take it to Excel and A4.
"""
