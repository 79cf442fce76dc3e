"""Compiled steps are given only where they were compiled for this machine and these versions; nothing else compiles."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weft.library import compiled
from weft.library.compiled import NotInstalled, compile_now, folder


class Features(dict[str, bool]):
    """Of a processor."""

    def flatten(self) -> str:
        return ",".join(self)


@pytest.fixture(autouse=True)
def numba(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """One that compiles nothing, so that functions stay what they are."""

    def njit(**options: Any) -> Callable[[Any], Any]:
        found.options = options
        kept = Path(found.config.CACHE_DIR) / "clinic_1"
        kept.mkdir(exist_ok=True)
        (kept / "steps.nbi").touch()
        return lambda function: function

    found = SimpleNamespace(version="1.2.3", config=SimpleNamespace(), njit=njit, __spec__=SimpleNamespace())
    machine = SimpleNamespace(get_host_cpu_name=lambda: "cpu", get_host_cpu_features=lambda: Features(sse=True))
    monkeypatch.setitem(sys.modules, "numba", found)
    monkeypatch.setitem(sys.modules, "llvmlite", SimpleNamespace(binding=machine))
    monkeypatch.setitem(sys.modules, "llvmlite.binding", machine)
    monkeypatch.setattr(compiled, "version", lambda name: found.version)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
    compiled._steps.cache_clear()
    yield found
    compiled._steps.cache_clear()


def test_nothing_is_compiled_until_somebody_asks_for_it(numba: SimpleNamespace) -> None:
    assert compiled.compiled() is None

    kept = compile_now()

    assert compiled.compiled() is not None
    assert (kept.parent, str(kept)) == (folder(), numba.config.CACHE_DIR)
    assert kept.stat().st_mode & 0o777 == 0o700
    assert numba.options["cache"] is True


def test_compiling_twice_is_no_fault() -> None:
    assert compile_now() == compile_now()


def test_what_another_version_compiled_does_not_count(numba: SimpleNamespace) -> None:
    compile_now()
    numba.version = "1.2.4"

    assert compiled.compiled() is None


def test_nor_what_another_processor_did(numba: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_now()
    monkeypatch.setattr(sys.modules["llvmlite.binding"], "get_host_cpu_features", lambda: Features(avx=True))

    assert compiled.compiled() is None


@pytest.mark.parametrize("at", [0, -1])
def test_nor_what_was_compiled_before_the_source_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, at: int
) -> None:
    compile_now()
    changed = tmp_path / "changed.py"
    changed.write_text("# another order of the same arrays")
    sources: list[Any] = [*compiled.SOURCES]
    sources[at] = SimpleNamespace(__file__=str(changed))
    monkeypatch.setattr(compiled, "SOURCES", sources)

    assert compiled.compiled() is None


def test_nor_what_was_broken_off_or_cleaned_away_in_part() -> None:
    kept = compile_now()
    (kept / "clinic_1" / "steps.nbi").unlink()

    assert compiled.compiled() is None
    (kept / "kept").write_text("")
    assert compiled.compiled() is None
    (kept / "kept").unlink()
    assert compiled.compiled() is None


def test_nor_what_numba_would_not_look_at_since_it_cannot_write_there(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_now()
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    assert compiled.compiled() is None


def test_numba_is_not_loaded_where_nothing_was_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "version", None)  # whoever asks for it fails

    assert compiled.compiled() is None


def test_a_numba_that_does_not_fit_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_now()
    monkeypatch.setitem(sys.modules, "llvmlite.binding", None)

    assert compiled.compiled() is None
    with pytest.raises(ImportError):
        compile_now()


def test_without_numba_the_search_goes_its_slower_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "find_spec", lambda name: None)

    assert compiled.compiled() is None
    with pytest.raises(NotInstalled):
        compile_now()


def test_without_a_home_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)

    assert compiled.compiled() is None


def test_it_is_kept_in_the_users_cache_unless_a_folder_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert folder() == tmp_path / "kept"
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder() == tmp_path / "weft"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert folder() == tmp_path / ".cache" / "weft"
