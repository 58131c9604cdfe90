"""Agreements of our own making: the facts of the demo plans and of made-up plans, written as Word files by several
authors with different habits, each with its truth."""
