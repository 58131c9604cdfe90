"""Bestyrelsesmateriale: everything for a meeting as one PDF, with the attached files merged in and kept with it."""
