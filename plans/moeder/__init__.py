"""Meetings: the year wheel that proposes them, their agenda and decisions, and the calendar that shows them."""
