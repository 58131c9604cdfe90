"""Start, find and stop one PostgreSQL server that belongs to a directory.

Several processes may ask at once, any of them may be killed at any moment, and so may the server. What holds:

- Everything that changes something happens under a file lock, which the kernel lets go of when its holder dies.
- A cluster is made beside its place and renamed into it, so there is never half a cluster.
- A server is ours if it is a live `postgres` whose working directory is our cluster. A pid alone proves nothing.
- The server outlives the process that started it. `stop()` ends it, and so does removing the directory.

It listens on 127.0.0.1 with a password, not on a socket file: a socket's path may be 107 bytes at most, and a checkout
may lie deeper than that.

Root: PostgreSQL refuses to run as root, so the server runs as the owner of the project, or else as an account without
rights. That account need not be able to reach the project: data are named through the working directory it is started
in, and programs it cannot reach are copied to a place it can. No permission outside the directory is changed.
"""

import contextlib
import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg2

from helhedsplan.embedded_postgres.programs import MAJOR, Account, EmbeddedPostgresError, as_account, programs_for

SUPERUSER = "helhedsplan"
DATABASE = "helhedsplan"
START_SECONDS = 120
STOP_SECONDS = 60
MAX_LOG_BYTES = 5_000_000

# Tests throw their data away, so they need not wait for the disk. Killing the server still loses nothing committed;
# a power cut may lose everything.
NOT_DURABLE = ["fsync=off", "full_page_writes=off", "autovacuum=off"]


@dataclass(frozen=True)
class Address:
    """Where the server answers, and with which password."""

    port: int
    password: str
    host: str = "127.0.0.1"
    user: str = SUPERUSER

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{self.user}:{self.password}@{self.host}:{self.port}/{database}"


class EmbeddedPostgres:
    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.directory = Path(os.path.abspath(directory))
        self.durable = durable
        self.cluster = self.directory / "cluster"
        self.log = self.directory / "log"
        self.port_file = self.directory / "port"
        self.password_file = self.directory / "password"

    # What callers use

    def last_address(self) -> Address | None:
        """The address the server had last. Cheap, and not a promise that it answers."""
        try:
            return Address(int(self.port_file.read_text()), self.password_file.read_text())
        except (FileNotFoundError, ValueError):
            return None
        except PermissionError as error:
            raise self._belongs_to_another() from error

    def ensure_running(self) -> Address:
        """Start the server, or find it if it runs. Returns when it answers."""
        account = self._make_directory()
        with self._lock():
            self._make_cluster(account)
            address = self._start_until_it_answers(account)
            self._replace(self.port_file, str(address.port), account)
        return address

    def is_running(self) -> bool:
        return self._postmaster() is not None

    def stop(self) -> bool:
        """Stop the server; connections are cut, nothing committed is lost. Says whether there was one."""
        if not self.directory.exists():
            return False
        with self._lock():
            pid = self._postmaster()
            if pid is None:
                return False
            os.kill(pid, signal.SIGINT)
            deadline = time.monotonic() + STOP_SECONDS
            while _is_at_work_in(pid, self.cluster):
                if time.monotonic() > deadline:
                    raise EmbeddedPostgresError(f"PostgreSQL did not stop.\n{self._log_tail()}")
                time.sleep(0.05)
            return True

    # The directory

    def _make_directory(self) -> Account | None:
        missing = [path for path in (self.directory, *self.directory.parents) if not path.exists()]
        account = self._account(missing)
        self.directory.mkdir(parents=True, exist_ok=True)
        if account is None:
            if self.directory.stat().st_uid != os.geteuid():
                raise self._belongs_to_another()
        else:
            owner_of_parent = self.directory.parent if not missing else missing[-1].parent
            inherits = owner_of_parent.stat().st_uid == account.uid
            for path in [self.directory, *(missing[1:] if inherits else [])]:
                os.chown(path, account.uid, account.gid)
        self.directory.chmod(0o700)
        return account

    def _account(self, missing: list[Path]) -> Account | None:
        if os.geteuid() != 0:
            return None
        if not missing and (owner := self.directory.stat()).st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
        nearest = (missing[-1] if missing else self.directory).parent.stat()
        if nearest.st_uid != 0 and _has_a_name(nearest.st_uid):
            return Account(nearest.st_uid, nearest.st_gid)
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                entry = pwd.getpwnam(name)
                return Account(entry.pw_uid, entry.pw_gid)
        raise EmbeddedPostgresError(
            "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody."
        )

    def _belongs_to_another(self) -> EmbeddedPostgresError:
        return EmbeddedPostgresError(
            f"{self.directory} belongs to another user. Run the command as that user or as root, "
            f"give it to yourself (chown -R), or remove it to begin with an empty database."
        )

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            handle = os.open(self.directory / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        except PermissionError as error:
            raise self._belongs_to_another() from error
        try:
            if os.geteuid() == 0:
                owner = self.directory.stat()
                os.fchown(handle, owner.st_uid, owner.st_gid)
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _replace(self, path: Path, text: str, account: Account | None) -> None:
        """Write a file whole or not at all; readers take no lock."""
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.new-", dir=self.directory)
        with os.fdopen(handle, "w") as file:
            file.write(text)
        if account is not None:
            os.chown(name, account.uid, account.gid)
        os.replace(name, path)

    # The cluster

    def _make_cluster(self, account: Account | None) -> None:
        if self.cluster.exists():
            made_by = (self.cluster / "PG_VERSION").read_text().strip()
            if made_by != MAJOR:
                raise EmbeddedPostgresError(
                    f"{self.cluster} was made by PostgreSQL {made_by}, and {MAJOR} is installed. "
                    f"Dump it with the older programs and load it here, or remove it to begin with an empty database."
                )
            return
        self._clear_after_a_dead_maker()
        self._replace(self.password_file, secrets.token_urlsafe(24), account)
        new = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=self.directory))
        if account is not None:
            os.chown(new, account.uid, account.gid)
        options = [f"--pgdata={self._as_seen_by_server(new, account)}", f"--username={SUPERUSER}"]
        options += ["--auth=scram-sha-256", "--pwfile=../password"]
        options += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += ["--no-instructions", *([] if self.durable else ["--no-sync"])]
        self._run("initdb", options, cwd=new, account=account)
        new.rename(self.cluster)

    def _clear_after_a_dead_maker(self) -> None:
        """Whoever was making a cluster was killed, or we would not hold the lock. Its `initdb` may still be at it."""
        for left_over in self.directory.glob("*.new-*"):
            while at_work := _working_in(left_over):
                for process in at_work:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        process.kill()
                time.sleep(0.02)
            shutil.rmtree(left_over) if left_over.is_dir() else left_over.unlink()

    def _as_seen_by_server(self, directory: Path, account: Account | None) -> str:
        """Programs are started in `directory`. As another user it may be unable to walk there by name."""
        return str(directory) if account is None else "/proc/self/cwd"

    # The server

    def _start(self, account: Account | None, port: int) -> None:
        if self.log.exists() and self.log.stat().st_size > MAX_LOG_BYTES:
            self.log.replace(self.directory / "log.1")
        settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off"]
        settings += [] if self.durable else NOT_DURABLE
        options = " ".join(f"-c {setting}" for setting in settings)
        data = self._as_seen_by_server(self.cluster, account)
        # A failure is not told apart here: the caller looks whether a server runs now, perhaps another's.
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run(
                "pg_ctl",
                [
                    "start",
                    "--silent",
                    f"--timeout={START_SECONDS}",
                    f"--pgdata={data}",
                    "--log=../log",
                    f"--options={options}",
                ],
                cwd=self.cluster,
                account=account,
            )

    def _start_until_it_answers(self, account: Account | None) -> Address:
        """Only an answer counts: a server just killed looks alive for a moment, and one just started may be replaying
        what a killed one left."""
        starts_left = 5
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._postmaster() is None:
                if not starts_left:
                    break
                starts_left -= 1
                self._clear_after_a_dead_server()
                self._start(account, self._choose_port())
            elif (port := self._port_when_ready()) is not None:
                address = Address(port, self.password_file.read_text())
                with contextlib.suppress(psycopg2.OperationalError):
                    _ensure_database(address)
                    return address
            time.sleep(0.02)
        raise EmbeddedPostgresError(f"PostgreSQL would not start.\n{self._log_tail()}")

    def _choose_port(self) -> int:
        """The port of last time if it is free, so that an address already handed out stays true."""
        last = self.last_address()
        for port in ([last.port] if last else []) + [0]:
            with contextlib.suppress(OSError), socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                return probe.getsockname()[1]
        raise EmbeddedPostgresError("No free port on 127.0.0.1.")

    def _pid_file(self) -> list[str]:
        """pid, data directory, start time, port, socket directory, listen address, shared memory, status."""
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _postmaster(self) -> int | None:
        lines = self._pid_file()
        if not lines or not lines[0].isdigit():
            return None
        pid = int(lines[0])
        return pid if _is_at_work_in(pid, self.cluster) else None

    def _clear_after_a_dead_server(self) -> None:
        """Let what a killed server left behind neither stop nor damage its successor.

        Its last children still hold its shared memory; they leave by themselves, and are made to if they do not. Its
        pid file goes only after them, and must go: by now the pid may be a zombie's or a stranger's, and PostgreSQL
        would take that for a running server.
        """
        if not self._pid_file():
            return
        deadline = time.monotonic() + 5
        while children := _working_in(self.cluster):
            if time.monotonic() > deadline:
                for process in children:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        process.kill()
            time.sleep(0.05)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _port_when_ready(self) -> int | None:
        lines = self._pid_file()
        return int(lines[3]) if len(lines) >= 8 and lines[7].strip() == "ready" else None

    def _log_tail(self) -> str:
        try:
            return "\n".join([f"The end of {self.log}:", *self.log.read_text().splitlines()[-20:]])
        except FileNotFoundError:
            return f"There is no {self.log}."

    # Programs

    def _run(self, program: str, arguments: list[str], *, cwd: Path, account: Account | None) -> None:
        command = [str(programs_for(account) / program), *arguments]
        # Output goes to a file, not a pipe: a server started by pg_ctl would keep a pipe open for ever.
        with tempfile.TemporaryFile() as output:
            try:
                subprocess.run(
                    command,
                    check=True,
                    cwd=cwd,
                    env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    umask=0o077,
                    **as_account(account),
                )
            except subprocess.CalledProcessError as error:
                output.seek(0)
                text = output.read().decode(errors="replace")
                if program == "initdb":
                    raise EmbeddedPostgresError(f"initdb failed in {cwd}:\n{text}") from error
                raise


def _is_at_work_in(pid: int, directory: Path) -> bool:
    """A live PostgreSQL program whose working directory is this one. They all change into their cluster."""
    try:
        process = psutil.Process(pid)
        return process.name() in ("postgres", "initdb") and process.cwd() == os.path.realpath(directory)
    except psutil.Error:  # gone, a zombie, or somebody else's
        return False


def _working_in(directory: Path) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _is_at_work_in(process.pid, directory)]


def _has_a_name(uid: int) -> bool:
    """`initdb` looks its user up by name."""
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False


def _ensure_database(address: Address) -> None:
    connection = psycopg2.connect(address.url("postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    finally:
        connection.close()
