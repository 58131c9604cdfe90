"""The road of a report: written, approved, sent, perhaps returned and sent again (ADR 0063)."""
