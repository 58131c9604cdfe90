"""Measurements in Excel and CSV, out and in: the grid of Registrér in a file.

Out: `skriv`. In: `laes` → `forskel` (what will change, row by row) → `gem` (all or nothing) → `fortryd`. A file knows
what each cell said when it was made, so a colleague's changes since then are told from its own.
"""
