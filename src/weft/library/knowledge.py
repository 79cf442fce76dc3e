"""Everything that the files under `knowledge/` say, loaded once and checked."""

from functools import cache
from pathlib import Path

from weft.core.shared.discipline import Discipline
from weft.core.shared.fact import Source
from weft.core.shared.terms import Term, Unit
from weft.library import steps
from weft.library.reading import BadFile, knowledge_root
from weft.library.references import references
from weft.library.shape import Knowledge
from weft.library.shelf import Shelf

__all__ = ["Knowledge", "knowledge", "load"]


def knowledge() -> Knowledge:
    """The knowledge of this installation: WEFT_KNOWLEDGE, else what was shipped. Read once.

    Raises:
        BadFile: If any file cannot be used; nothing is loaded then.
    """
    return _kept(knowledge_root())


@cache
def _kept(root: Path) -> Knowledge:
    return load(root)


def load(root: Path) -> Knowledge:
    """Read the folder ``root`` whole.

    Raises:
        BadFile: If a file has an unknown key, unit, id or value; nothing is loaded then.
    """
    shelf = Shelf(root)
    modalities = steps.modalities(shelf)
    found = Knowledge(
        version=_version(root / "VERSION"),
        sources=shelf.table(Source, "sources.toml"),
        units=shelf.table(Unit, "units.toml"),
        terms=shelf.table(Term, "terms.toml"),
        disciplines=shelf.folder(Discipline, "disciplines"),
        modalities=modalities,
        screen=steps.screen_facts(shelf, tuple(modalities)),
        assess=steps.assess_facts(shelf),
        plan=steps.plan_facts(shelf),
        treat=steps.treat_facts(shelf),
        measure=steps.measure_facts(shelf),
        adjust=steps.adjust_facts(shelf),
        prevent=steps.prevent_facts(shelf),
        learn=steps.learn_facts(shelf),
        entries=shelf.entries,
    )
    for fault in references(found):
        raise BadFile(root / fault.file, fault.place, fault.mend)
    return found


def _version(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        raise BadFile(path, "", "no such file; write the version of the knowledge into it") from None
