"""Which way imports may run: the contracts hold, and each of them notices when it is broken."""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", "../.importlinter"]

BROKEN = {
    "down_only": ("core/shared/care.py", "import weft.library.reading"),
    "no_circles_in_core": ("core/shared/words.py", "import weft.core.plan.case"),
    "numpy_schedules": ("core/measure/change.py", "import numpy"),
    "one_solver": ("core/schedule/clinic/best.py", "import highspy"),
    "one_compiler": ("core/schedule/clinic/flat.py", "import numba"),
    "sent_papers": ("web/desk/papers.py", "import pypdf"),
    "no_django_below": ("library/reading.py", "import django"),
    "pure": ("core/plan/planning.py", "import pathlib"),
    "doors": ("web/answer.py", "import weft.records.models"),
    "checker": ("core/schedule/check.py", "import weft.core.schedule.program"),
}
"""By contract: a file, and the one import that it must not have."""


def contracts() -> dict[str, str]:
    """Names by id, as the configuration has them."""
    configuration = ConfigParser()
    configuration.read(ROOT / ".importlinter")
    start = "importlinter:contract:"
    return {
        section.removeprefix(start): configuration[section]["name"]
        for section in configuration.sections()
        if section.startswith(start)
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tree of the product by itself; gives its package folder."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    package = tmp_path / "src" / "weft"
    shutil.copytree(ROOT / "src" / "weft", package, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    return package


def lint(package: Path) -> subprocess.CompletedProcess[str]:
    source = package.parent
    environment = os.environ | {"PYTHONPATH": str(source)}
    return subprocess.run(LINT, cwd=source, env=environment, capture_output=True, text=True, check=False)


def test_every_contract_is_broken_on_purpose_below() -> None:
    assert set(BROKEN) == set(contracts())


def test_all_contracts_hold(copy: Path) -> None:
    found = lint(copy)

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("contract", BROKEN)
def test_a_forbidden_import_is_noticed(copy: Path, contract: str) -> None:
    file, bad_import = BROKEN[contract]
    with (copy / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{bad_import}\n")

    found = lint(copy)

    assert found.returncode == 1, found.stdout + found.stderr
    assert f"{contracts()[contract]} BROKEN" in " ".join(found.stdout.split())


def test_a_new_floor_must_be_given_its_place(copy: Path) -> None:
    (copy / "cellar.py").write_text('"""A module nobody has placed."""\n', encoding="utf-8")

    found = lint(copy)

    assert found.returncode == 1
    assert "weft.cellar" in found.stdout
