"""The dossier: what a plan agreed, issued, can document and decided, as one ZIP for an auditor or the fund.

`dele` says which parts there are; each tells what goes in as `reporting.pakke.Post`. `lav` writes the ZIP with its
table of contents, `opgave` does it in the background.
"""
