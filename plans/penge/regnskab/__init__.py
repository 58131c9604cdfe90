"""Accounts: actuals against budget, the reguleringskonto, and reading the accounting system's export."""
