"""Editions: a paper as it was issued, whole and never changed. A correction is a new edition (ADR 0062)."""
