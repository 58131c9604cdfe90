"""Money moved from one place in the budget to another: the rules, the budget in force, the page."""
