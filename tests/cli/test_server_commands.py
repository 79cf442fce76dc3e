"""The commands that need a database, run as a newcomer runs them: a process of its own, an empty folder."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def weft(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WEFT_", "DATABASE_URL"))}
    return subprocess.run(
        [sys.executable, "-m", "weft", *arguments],
        env=clean | {"WEFT_DATA": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrating takes seconds, and nobody here looks at how it is done twice."""
    folder = tmp_path_factory.mktemp("migrated")
    weft(folder, "migrate")
    return folder


@pytest.fixture
def migrated(_once: Path, tmp_path: Path) -> Path:
    """The data of a server that was never started."""
    return Path(shutil.copytree(_once, tmp_path / "data"))


def test_routes_for_programs(tmp_path: Path) -> None:
    told = weft(tmp_path, "routes", "--json")

    home = next(route for route in json.loads(told.stdout) if route["name"] == "book:home")
    assert home == {
        "pattern": "/",
        "methods": ["GET", "HEAD"],
        "name": "book:home",
        "audience": "public",
        "policy": "public",
    }


def test_routes_for_people(tmp_path: Path) -> None:
    told = weft(tmp_path, "routes")

    assert "desk:sign_in" in told.stdout
    assert "NO POLICY" not in told.stdout


def test_a_database_is_brought_to_this_version_before_it_is_served(tmp_path: Path) -> None:
    unchecked = weft(tmp_path, "check")
    behind = weft(tmp_path, "serve")
    migrated = weft(tmp_path, "migrate")
    checked = weft(tmp_path, "check")

    assert (unchecked.returncode, behind.returncode) == (1, 1)
    assert "then run: weft migrate" in behind.stderr
    assert migrated.returncode == 0, migrated.stderr
    assert (checked.returncode, checked.stdout) == (0, "All checks passed.\n"), checked.stderr


def test_demo_mode_is_not_served_to_others(tmp_path: Path) -> None:
    told = weft(tmp_path, "serve", "--host", "0.0.0.0", WEFT_DEMO="1")  # noqa: S104  it must refuse

    assert told.returncode == 2
    assert told.stderr == "weft: demo mode serves this machine only; use --host 127.0.0.1, or unset WEFT_DEMO\n"


def test_a_taken_port_is_said_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = weft(tmp_path, "demo", "--port", str(taken.getsockname()[1]))

    assert told.returncode == 2
    assert "is taken; choose another with --port" in told.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"WEFT_DEMO": "perhaps"}, "neither yes nor no"),
        ({"DATABASE_URL": "mysql://x/y"}, "not a PostgreSQL address"),
        ({"DATABASE_URL": "postgresql://w:geheim@127.0.0.1:front/weft"}, "a port is 1 to 65535"),
        ({"DATABASE_URL": "postgresql://w:geheim@127.0.0.1:65536/weft"}, "a port is 1 to 65535"),
        ({"DATABASE_URL": "postgresql://w:geheim@[::1/weft"}, "no such host or port"),
        ({"DATABASE_URL": "postgresql://w:geheim@127.0.0.1:1/weft"}, "the database cannot be used"),
        ({"DATABASE_URL": "postgresql://w:geheim@127.0.0.1:1/" + "w" * 64}, "longer than"),
        ({"WEFT_LOG_LEVEL": "chatty"}, "WEFT_LOG_LEVEL='chatty' is no level"),
        ({"WEFT_DATA": __file__}, "cannot be used as a folder"),
    ],
)
def test_a_bad_setting_is_one_line_and_exit_2(tmp_path: Path, setting: dict[str, str], said: str) -> None:
    told = weft(tmp_path, "check", **setting)

    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert said in told.stderr
    assert "geheim" not in told.stderr


@pytest.mark.parametrize("command", ["check", "migrate", "serve"])
@pytest.mark.parametrize(
    ("name", "holds", "said"),
    [
        ("weft.sqlite3", b"not a database " * 100, "the database cannot be used (file is not a database)"),
        ("secret_key", "ключ".encode(), "holds no key"),
        ("secret_key", b" \n", "holds no key"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_one_line_and_exit_2(
    tmp_path: Path, command: str, name: str, holds: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(holds)

    told = weft(tmp_path, command)

    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert said in told.stderr


def test_a_demo_that_has_no_folder_to_be_built_in_says_so(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = weft(tmp_path, "demo", "--port", port, WEFT_DATA=__file__)

    assert told.returncode == 2
    assert told.stderr.count("\n") == 1


def test_what_is_made_is_the_owners_alone_whatever_the_umask_was(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "data"
    (tmp_path / "above").mkdir(mode=0o755)

    before = os.umask(0)
    try:
        weft(folder, "migrate")
    finally:
        os.umask(before)

    assert [path.name for path in (folder, *folder.iterdir()) if path.stat().st_mode & 0o077] == []
    assert (folder / "weft.sqlite3").exists()


@pytest.mark.parametrize("opened", [".", "weft.sqlite3", "secret_key"])
def test_a_database_that_others_may_read_is_not_served(migrated: Path, opened: str) -> None:
    (migrated / opened).chmod(0o750)

    told = weft(migrated, "serve")

    assert told.returncode == 1
    assert told.stderr.startswith("weft.E007: ")
    assert f"chmod go= '{(migrated / opened).resolve()}'" in told.stderr


def test_a_silenced_check_is_not_said(migrated: Path) -> None:
    assert weft(migrated, "check").stderr == ""


def test_a_demo_account_beside_real_ones_stops_the_server(migrated: Path) -> None:
    made = (
        "import django; django.setup(); from weft.records.models.people import User; "
        "User.objects.create(email='noor@example.org', is_demo=True)"
    )
    environment = os.environ | {"WEFT_DATA": str(migrated), "DJANGO_SETTINGS_MODULE": "weft.project.settings"}
    environment |= {"DATABASE_URL": ""}
    subprocess.run([sys.executable, "-c", made], env=environment, check=True)

    told = weft(migrated, "serve")

    assert told.returncode == 1
    assert "this database holds demo accounts" in told.stderr
