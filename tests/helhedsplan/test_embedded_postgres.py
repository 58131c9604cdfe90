"""The embedded PostgreSQL against what really happens to it: crowds, kill -9, deep folders, root."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg2
import pytest

from helhedsplan.embedded_postgres import base, programs
from helhedsplan.embedded_postgres.programs import EmbeddedPostgresError
from helhedsplan.embedded_postgres.server import EmbeddedPostgres

pytestmark = pytest.mark.no_db
ROOT = Path(__file__).resolve().parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")


def execute(server: EmbeddedPostgres, sql: str):
    connection = psycopg2.connect(server.ensure_running().url())
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.cluster / "postmaster.pid").read_text().splitlines()[0])


def in_another_process(directory: Path, then: str = "") -> subprocess.Popen:
    program = (
        "import sys; from pathlib import Path\n"
        "from helhedsplan.embedded_postgres.server import EmbeddedPostgres\n"
        "address = EmbeddedPostgres(Path(sys.argv[1]), durable=False).ensure_running()\n"
        f"print(address.port, flush=True)\n{then}"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, str(directory)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@contextlib.contextmanager
def stopped_afterwards(directory: Path):
    server = EmbeddedPostgres(directory, durable=False)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with stopped_afterwards(tmp_path_factory.mktemp("embedded") / "postgres") as server:
        server.ensure_running()
        yield server


def test_it_asks_for_a_password_and_listens_on_this_machine_only(running):
    address = running.ensure_running()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(host=address.host, port=address.port, user=address.user, password="guess", dbname="postgres")
    listening = psutil.Process(postmaster(running)).net_connections(kind="inet")
    assert {connection.laddr.ip for connection in listening} == {"127.0.0.1"}


def test_danish_letters_have_capitals(running):
    assert execute(running, "SELECT upper('blåbærgrød'), 'ÆBLE' ILIKE 'æble'") == [("BLÅBÆRGRØD", True)]


def test_processes_that_arrive_at_once_share_one_server_made_once(tmp_path):
    with stopped_afterwards(tmp_path / "postgres") as server:
        crowd = [in_another_process(server.directory) for _ in range(4)]
        ports = {process.communicate(timeout=60)[0] for process in crowd}
        assert len(ports) == 1
        assert [process.returncode for process in crowd] == [0] * 4
        assert server.is_running(), "the server outlives those who started it"


def test_what_was_committed_survives_kill_9_of_the_server(running):
    execute(running, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    before = running.ensure_running()
    os.kill(postmaster(running), signal.SIGKILL)
    assert execute(running, "SELECT n FROM kept") == [(7,)]
    assert running.last_address() == before, "addresses handed out stay true"


def test_the_servers_last_children_may_outlive_it_a_while(running):
    """A backend at work does not notice at once that its parent died, and holds on to the shared memory."""
    connection = psycopg2.connect(running.ensure_running().url())
    backend = connection.info.backend_pid
    os.kill(backend, signal.SIGSTOP)
    os.kill(postmaster(running), signal.SIGKILL)
    waker = subprocess.Popen(["sh", "-c", f"sleep 0.5; kill -CONT {backend}"])
    try:
        assert execute(running, "SELECT 1") == [(1,)]
    finally:
        waker.wait()
        connection.close()


def test_a_process_killed_while_the_cluster_is_made_leaves_no_half_cluster(tmp_path):
    with stopped_afterwards(tmp_path / "postgres") as server:
        first = in_another_process(server.directory)
        deadline = time.monotonic() + 20
        while not list(server.directory.glob("cluster.new-*/base")) and time.monotonic() < deadline:
            time.sleep(0.005)
        first.kill()
        first.communicate()
        assert execute(server, "SELECT 1") == [(1,)]
        assert not list(server.directory.glob("*.new-*")), "and no rubbish"


def test_a_process_killed_while_it_uses_the_server_harms_nobody(running):
    user = in_another_process(running.directory, then="import time; time.sleep(60)")
    assert user.stdout is not None
    user.stdout.readline()
    user.kill()
    user.communicate()
    assert execute(running, "SELECT 1") == [(1,)]


def test_a_pid_file_that_names_a_stranger_is_not_believed(running):
    """After a restart of the machine, or in a container, the old pid belongs to somebody else."""
    running.ensure_running()
    file = running.cluster / "postmaster.pid"
    lines = file.read_text().splitlines()
    running.stop()
    file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not running.is_running()
    assert execute(running, "SELECT 1") == [(1,)]


def test_a_port_that_somebody_took_meanwhile_is_given_up(running):
    before = running.ensure_running()
    running.stop()
    with socket.create_server((before.host, before.port)):
        after = running.ensure_running()
        assert after.port != before.port
        assert execute(running, "SELECT 1") == [(1,)]


def test_a_deep_folder_with_spaces_and_danish_letters_works(tmp_path):
    """A socket file could not be made there: its path may be 107 bytes."""
    deep = tmp_path.joinpath(*["en lang mappe på Århus' drev"] * 6, "postgres")
    assert len(os.fsencode(deep)) > 200
    with stopped_afterwards(deep) as server:
        assert execute(server, "SELECT 1") == [(1,)]


def test_a_cluster_of_another_version_is_refused_with_what_to_do(tmp_path):
    server = EmbeddedPostgres(tmp_path / "postgres")
    server.cluster.mkdir(parents=True)
    (server.cluster / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedPostgresError, match=r"made by PostgreSQL 12.*Dump it"):
        server.ensure_running()


def test_it_says_why_it_will_not_start(running):
    running.stop()
    settings = running.cluster / "postgresql.auto.conf"
    try:
        settings.write_text("shared_buffers = 'plenty'\n")
        with pytest.raises(EmbeddedPostgresError, match='invalid value for parameter "shared_buffers"'):
            running.ensure_running()
    finally:
        settings.write_text("")


def test_stopping_twice_or_before_the_beginning_is_fine(tmp_path):
    server = EmbeddedPostgres(tmp_path / "postgres", durable=False)
    assert server.stop() is False
    server.ensure_running()
    assert (server.stop(), server.stop()) == (True, False)


def test_a_django_connection_finds_the_server_again_after_it_died(running, django_db_blocker):
    settings = {"ENGINE": "helhedsplan.embedded_postgres", "NAME": "helhedsplan", "OPTIONS": {}, "TIME_ZONE": None}
    settings |= {"EMBEDDED": {"DIRECTORY": str(running.directory), "DURABLE": False}, "CONN_HEALTH_CHECKS": False}
    settings |= {"CONN_MAX_AGE": 0, "AUTOCOMMIT": True, "HOST": "", "PORT": "", "USER": "", "PASSWORD": ""}
    connection = base.DatabaseWrapper(settings, alias="embedded")
    for _ in range(2):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
        connection.close()
        os.kill(postmaster(running), signal.SIGKILL)


@as_root
def test_root_needs_to_open_no_folder_for_the_server(tmp_path):
    """A checkout under /root: the account that the server runs as cannot walk there, and that must stay so."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with stopped_afterwards(closed / "postgres") as server:
        assert execute(server, "SELECT 1") == [(1,)]
        assert psutil.Process(postmaster(server)).uids().effective != 0
        os.kill(postmaster(server), signal.SIGKILL)
        assert execute(server, "SELECT 1") == [(1,)]
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0


@as_root
def test_programs_the_server_cannot_reach_are_copied_once(tmp_path, monkeypatch):
    reachable = Path(tempfile.mkdtemp(prefix="helhedsplan-programs-"))
    reachable.chmod(0o755)
    really_can_run = programs._can_run
    monkeypatch.setattr(programs, "COPIED_PROGRAMS", reachable)
    monkeypatch.setattr(
        programs,
        "_can_run",
        lambda package, account: reachable in package.parents and really_can_run(package, account),
    )
    try:
        with stopped_afterwards(tmp_path / "postgres") as server:
            assert execute(server, "SELECT 1") == [(1,)]
            assert psutil.Process(postmaster(server)).exe().startswith(str(reachable))
        (copy,) = reachable.iterdir()
        assert copy.stat().st_uid == 0, "the server's account cannot change what it runs"
    finally:
        shutil.rmtree(reachable)


@as_root
def test_root_in_somebodys_checkout_leaves_them_their_data(tmp_path):
    owner = pwd.getpwnam("nobody")
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    os.chown(checkout, owner.pw_uid, owner.pw_gid)
    with stopped_afterwards(checkout / ".data" / "postgres") as server:
        server.ensure_running()
        assert psutil.Process(postmaster(server)).uids().effective == owner.pw_uid
        assert {path.stat().st_uid for path in (checkout / ".data").rglob("*")} == {owner.pw_uid}
        assert (checkout / ".data").stat().st_uid == owner.pw_uid
