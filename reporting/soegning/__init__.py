"""Search across plans: what was asked (forespoergsel), what is searched (arter), what was found (opslag) and the bit of
text around it (uddrag). Reads plans and indsatser; nobody imports it."""
