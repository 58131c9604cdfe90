"""The money of a plan: its grid, its spreadsheet, its accounts and what is moved. The rules stand in plans.budget."""
