"""The budget's grid: posts as rows, years and sources as columns, one save."""
