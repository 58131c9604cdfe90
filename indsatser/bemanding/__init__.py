"""Staff: hours and årsværk by role and activity, held against full time, with their price (docs/regler.md §5.8)."""
