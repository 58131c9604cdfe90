"""Reads an agreement: blocks of a document become everything in the plan, each value with its place.

The door is `indsatser.importing.aftale.laes.laes_aftale`. Pure, deterministic, offline; no database. How labels are
recognised and what exact, likely and guessed mean: regler.md, "En aftale". The words are `ordbog.yaml`.
"""
