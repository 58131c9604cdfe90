"""Search across plans: what was asked (forespoergsel), what is searched (arter), the question to the database
(spoergsmaal), what was found (opslag), the bit of text around it (uddrag) and the page (side)."""
