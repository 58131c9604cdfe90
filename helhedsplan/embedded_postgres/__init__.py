"""A PostgreSQL that needs no set-up: the programs come from PyPI, the data lie in the project's `.data/`.

`server.py` starts, finds and stops a server. `base.py` is the Django database engine that asks it for an address
(`ENGINE = "helhedsplan.embedded_postgres"`), so nothing starts before something connects. `__main__.py` is the
command line: `python -m helhedsplan.embedded_postgres stop`.
"""
