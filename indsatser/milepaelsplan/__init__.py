"""Milestones in time: their steps, what is counted, splitting in two, and next year's milepælsplan."""
