"""Django's PostgreSQL engine, except that it finds its server by itself.

    DATABASES = {"default": {"ENGINE": "helhedsplan.embedded_postgres", "EMBEDDED": {"DIRECTORY": …, "DURABLE": True}}}

The address is read at every new connection, and a connection that fails starts the server: a long-running process
goes on after the server was killed, even if it came back elsewhere.
"""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from psycopg2 import OperationalError

from helhedsplan.embedded_postgres.server import Address, EmbeddedPostgres


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        server = self._server()
        address = server.last_address() or server.ensure_running()
        self.settings_dict.update(_settings(address))
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            address = self._server().ensure_running()
            self.settings_dict.update(_settings(address))
            conn_params.update(host=address.host, port=address.port, user=address.user, password=address.password)
            return super().get_new_connection(conn_params)

    def _server(self) -> EmbeddedPostgres:
        embedded = self.settings_dict["EMBEDDED"]
        return EmbeddedPostgres(Path(embedded["DIRECTORY"]), durable=embedded["DURABLE"])


def _settings(address: Address) -> dict[str, Any]:
    return {"HOST": address.host, "PORT": address.port, "USER": address.user, "PASSWORD": address.password}
