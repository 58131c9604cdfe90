"""Registering results: one number at a time, in the log, or many at once."""
