"""The papers of a plan: declared once in `arter`, read, printed and fetched by the same views.

A paper is facts (`reporting/facts`) that page, PDF, Word and Excel each only print (ADR 0003, 0050). A new paper is a
line in `arter.PAPIRER` and a builder of facts; address, page, files and list of papers follow from it.
"""
