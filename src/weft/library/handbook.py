"""All knowledge as a book that a clinician can read: every fact in words, what vouches for it, and the worked cases."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from weft.core.adjust.facts import Rule
from weft.core.plan.facts import EvidenceFact, Pathway, PhaseFact
from weft.core.screen.facts import Lead, Precaution, RedFlag
from weft.core.treat.facts import Meridian, PointSet
from weft.draw.handbook_data import Block, Book, Chapter, Part, Sheet, Table
from weft.library.accepted import drafts
from weft.library.handbook_adjust import rule
from weft.library.handbook_any import any_blocks, cell
from weft.library.handbook_cases import case_sheets
from weft.library.handbook_names import Names
from weft.library.handbook_order import in_order
from weft.library.handbook_plan import evidence, pathway
from weft.library.handbook_points import point_set
from weft.library.handbook_screen import lead, precaution, red_flag
from weft.library.handbook_treat import meridian
from weft.library.handbook_vouched import same, vouched, vouched_together
from weft.library.handbook_words import FOLDERS, STEPS, TITLES, label, titled
from weft.library.shape import Knowledge
from weft.library.shelf import Entry

RENDERERS: dict[type, Callable[[Any, Names], Iterator[Block]]] = {
    RedFlag: red_flag,
    Lead: lead,
    Precaution: precaution,
    Pathway: pathway,
    EvidenceFact: evidence,
    Meridian: meridian,
    PointSet: point_set,
    Rule: rule,
}
"""Shapes with words of their own; every other one is told field by field (`handbook_any.py`)."""


def handbook(knowledge: Knowledge, root: Path) -> Book:
    """The book of one knowledge.

    Args:
        knowledge: What ``root`` holds.
        root: The folder, for the cases.

    Raises:
        BadFile: If a case file cannot be read.
    """
    names = Names(knowledge)
    parts = [Part(step, title, tuple(_chapters(step, knowledge, root, names))) for step, title in _steps(knowledge)]
    return Book(knowledge.version, tuple(part for part in parts if part.chapters), len(drafts(knowledge)))


def _steps(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Known steps in their order, then any that the words do not know yet."""
    yield from STEPS.items()
    for step in sorted({_step(entry) for entry in knowledge.entries} - STEPS.keys()):
        yield step, titled(step)


def _step(entry: Entry) -> str:
    return entry.file.split("/", 1)[0] if "/" in entry.file else "tables"


def _chapters(step: str, knowledge: Knowledge, root: Path, names: Names) -> Iterator[Chapter]:
    folders: dict[str, list[Entry]] = {}
    for entry in knowledge.entries:
        if _step(entry) == step and not isinstance(entry.fact, PhaseFact):
            folders.setdefault(_folder(entry.file), []).append(entry)
    for folder, entries in folders.items():
        yield Chapter(_title(folder), tuple(_sheets(in_order(entries), names)))
    told = [getattr(entry.fact, "id", "") for entries in folders.values() for entry in in_order(entries)]
    if cases := tuple(case_sheets(step, root, names, told)):
        yield Chapter("Worked cases", cases)


def _folder(file: str) -> str:
    """Rules that stand in a step's own folder are one chapter; so is each table."""
    parent = PurePosixPath(file).parent.as_posix()
    return parent if parent != "." else file


def _title(folder: str) -> str:
    return FOLDERS.get(folder) or titled(PurePosixPath(folder).stem)


def _sheets(entries: list[Entry], names: Names) -> Iterator[Sheet]:
    """One sheet a file; a file that lists many small facts is one table."""
    by_file: dict[str, list[Entry]] = {}
    for entry in entries:
        by_file.setdefault(entry.file, []).append(entry)
    for file, inside in by_file.items():
        facts = [entry.fact for entry in inside]
        if len(facts) == 1:
            yield _sheet(file, facts[0], names)
        else:
            together = tuple(vouched_together(facts))
            sources = tuple(dict.fromkeys(names.source(one) for fact in facts for one in getattr(fact, "sources", ())))
            title = TITLES.get(file) or titled(PurePosixPath(file).stem)
            yield Sheet(_anchor(file), title, file, (_table(facts, names),), sources, together)


def _table(facts: list[object], names: Names) -> Table:
    fields = _fields(facts)
    rows = tuple(tuple(_shown(field, getattr(fact, field), names) for field in fields) for fact in facts)
    return Table("", tuple("Id" if field == "id" else label(field) for field in fields), rows)


def _shown(field: str, value: object, names: Names) -> str:
    """What is not said stays empty."""
    return "" if value is None or value is False else cell(field, value, names)


def _fields(facts: list[object]) -> list[str]:
    """What some of them say. Where all have a name their ids are not told, and what is true of all stands below."""
    left_out = {"review"} | (
        {"id"} if all(getattr(fact, "name", "") or hasattr(fact, "citation") for fact in facts) else set()
    )
    left_out |= {"basis", "sources"} if same(facts) else set()
    every = [name for name in type(facts[0]).__dataclass_fields__ if name not in left_out]  # type: ignore[attr-defined]  # a fact is a dataclass
    return [name for name in every if any(getattr(fact, name, None) for fact in facts)]


def _sheet(file: str, fact: Any, names: Names) -> Sheet:
    named = getattr(fact, "claim", "") or getattr(fact, "name", "")
    title = named or TITLES.get(file) or titled(PurePosixPath(file).stem)
    blocks = tuple(_renderer(fact)(fact, names))
    sources = tuple(names.source(source) for source in getattr(fact, "sources", ()))
    return Sheet(_anchor(file), str(title), file, blocks, sources, tuple(vouched(fact)))


def _renderer(fact: object) -> Callable[[Any, Names], Iterator[Block]]:
    return next((RENDERERS[shape] for shape in type(fact).__mro__ if shape in RENDERERS), any_blocks)


def _anchor(file: str) -> str:
    return file.removesuffix(".toml").replace("/", "-")
