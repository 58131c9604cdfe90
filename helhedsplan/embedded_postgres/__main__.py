"""`python -m helhedsplan.embedded_postgres start|stop|status|url`: the server in `.data/postgres`, by hand.

`stop` stops the tests' server too.
"""

import sys
from pathlib import Path

from helhedsplan.embedded_postgres.server import EmbeddedPostgres

DATA = Path(__file__).resolve().parents[2] / ".data"


def main(arguments: list[str]) -> int:
    server = EmbeddedPostgres(DATA / "postgres")
    match arguments:
        case ["start"]:
            server.ensure_running()
            return 0
        case ["stop"]:
            for each in (server, EmbeddedPostgres(DATA / "postgres-test")):
                if each.stop():
                    sys.stdout.write(f"stopped {each.directory}\n")
            return 0
        case ["status"]:
            running = server.is_running()
            sys.stdout.write("running\n" if running else "not running\n")
            return 0 if running else 3
        case ["url"]:
            sys.stdout.write(f"{server.ensure_running().url()}\n")
            return 0
    sys.stderr.write(f"{__doc__}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
