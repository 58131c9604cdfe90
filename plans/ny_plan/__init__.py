"""Beginning a plan: the form and the page."""
