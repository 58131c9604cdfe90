"""Budgets by post, source and year: tables are understood, whatever way they are turned, and their sums checked."""
