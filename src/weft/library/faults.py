"""Whether the knowledge is fit to be used: what `weft knowledge check` lists, and what stops a server at its start."""

from collections.abc import Iterator
from pathlib import Path

from weft.core.screen.facts import Lead, Precaution, RedFlag
from weft.library.check import check
from weft.library.knowledge import knowledge
from weft.library.plan_check import plan_set_faults
from weft.library.reading import knowledge_root, parsed_once, read_toml
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked import case_faults


def every_fault() -> tuple[Fault, ...]:
    """Every fault of this installation's knowledge, its cases included; none is good.

    Raises:
        BadFile: If a file cannot be used; it hides what rests on it.
    """
    with parsed_once():
        return tuple(_faults())


def _faults() -> Iterator[Fault]:
    known, root = knowledge(), knowledge_root()
    yield from check(known)
    yield from plan_set_faults(known.plan)
    yield from _unread(known, root)
    yield from _rules_without_case(known, root)
    if known.screen.red_flags:  # missing ones are among the faults; without any, no case can be screened
        yield from case_faults(known, root)


def _unread(knowledge: Knowledge, root: Path) -> Iterator[Fault]:
    """A file in a folder that no step reads would be a value that everybody believes to be in use."""
    read = {entry.file for entry in knowledge.entries}
    for path in sorted(root.rglob("*.toml")):
        file = path.relative_to(root).as_posix()
        if file not in read and not file.startswith("cases/"):
            yield Fault(file, "", "nothing reads this file; put it where its kind belongs, or remove it")


def _rules_without_case(knowledge: Knowledge, root: Path) -> Iterator[Fault]:
    """A rule of screening is proven by a case that answers one of its questions, or that names the rule."""
    said = {text for path in (root / "cases/screen").rglob("*.toml") for text in _texts(read_toml(path))}
    for entry in knowledge.entries:
        match entry.fact:
            case RedFlag(id=name, questions=questions):
                own = {name, *(question.id for question in questions)}
            case Precaution(id=name, question=question) | Lead(id=name, question=question):
                own = {name, question.id}
            case _:
                continue
        if not own & said:
            yield Fault(entry.file, "", f"no case in cases/screen/ speaks of {name!r}; write one")


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            yield from (text for item in value for text in _texts(item))
        case dict():
            yield from (text for item in (*value, *value.values()) for text in _texts(item))
