"""A named clinician accepts facts: the review block of each file says so from then on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from weft.core.shared.fact import Basis, Review, ReviewStatus
from weft.library.accepted import is_signed
from weft.library.reading import packed_root, parse_toml, read_as
from weft.library.review_text import BLOCK, signed_text
from weft.library.shape import Knowledge
from weft.library.shelf import Entry
from weft.library.written import CannotWrite, write_all

COPY_FIRST = "copy the folder, set WEFT_KNOWLEDGE to the copy, and accept there"


class NotAccepted(Exception):  # noqa: N818  the name says what is wrong
    """Nothing was accepted and nothing was written. ``str()`` is one line with the way out."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What was accepted, by file, and what in the same set had been accepted before."""

    accepted: tuple[str, ...]
    before: tuple[str, ...]


def accept(
    knowledge: Knowledge, root: Path, what: str, *, by: str, registration: str, on: date, on_my_judgement: bool = False
) -> Acceptance:
    """Write "reviewed", by whom and when, into the files of a set: all of them, or none.

    Args:
        knowledge: What ``root`` holds; without faults (`library/faults.py`).
        root: The folder of knowledge that is written to.
        what: A step (``screen``), a folder (``plan/pathways/low_back_acute``, with the set's own file), or one file,
            by its path or by its id.
        by: The clinician's name.
        registration: Body and number.
        on: The day of the review.
        on_my_judgement: Accept also what no source bears out in full: the clinician answers for it.

    Raises:
        NotAccepted: If the set is unknown, something in it is not sourced, or a file cannot be written.
    """
    if root == packed_root():
        raise NotAccepted(f"{root}: came with the installation and would be lost with it; {COPY_FIRST}")
    review = Review(status=ReviewStatus.REVIEWED, by=_line(by, "--by"), on=on)
    review = replace(review, registration=_line(registration, "--registration"))
    entries = entries_of(knowledge, what)
    open_ones = [entry for entry in entries if not is_signed(_review(entry))]
    if not on_my_judgement:
        _refuse_unsourced(open_ones)
    try:
        write_all({root / file: _signed(root, file, open_ones, knowledge, review) for file in _files(open_ones)})
    except CannotWrite as trouble:
        raise NotAccepted(f"{trouble}; nothing was written; {COPY_FIRST}") from None
    return Acceptance(_files(open_ones), _files(entry for entry in entries if entry not in open_ones))


def entries_of(knowledge: Knowledge, what: str) -> tuple[Entry, ...]:
    """The facts of a set that are reviewed by themselves, in order of file.

    Raises:
        NotAccepted: If nothing is called that, several files are, or nothing in it is reviewed.
    """
    name = what.strip().strip("/").removesuffix(".toml")
    reviewed = sorted(
        (entry for entry in knowledge.entries if isinstance(getattr(entry.fact, "review", None), Review)),
        key=lambda entry: entry.file,
    )
    found = [entry for entry in reviewed if _is_in(entry.file, name)]
    if not found:
        found = [entry for entry in reviewed if PurePosixPath(entry.file).stem == name]
        if len(found) > 1:
            raise NotAccepted(f"{what!r} is the name of {' and '.join(_files(found))}; say which by its path")
    if not found:
        raise NotAccepted(f"nothing to review is called {what!r}; {_hint(name, reviewed)}")
    return tuple(found)


def _is_in(file: str, name: str) -> bool:
    return file == f"{name}.toml" or file.startswith(f"{name}/")


def _hint(name: str, reviewed: Iterable[Entry]) -> str:
    paths = [PurePosixPath(entry.file) for entry in reviewed]
    folders = {str(parent) for path in paths for parent in path.parents if parent != PurePosixPath()}
    near = get_close_matches(name, sorted(folders | {path.stem for path in paths}), n=3)
    steps = sorted({path.parts[0] for path in paths})
    return f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(steps)}"


def _refuse_unsourced(entries: Iterable[Entry]) -> None:
    unsourced = [entry.file for entry in entries if getattr(entry.fact, "basis", None) is not Basis.SOURCED]
    if unsourced:
        raise NotAccepted(
            f"no source bears out all of {', '.join(unsourced)}; check them yourself and add --on-my-judgement,"
            " or accept the sourced files one by one"
        )


def _signed(root: Path, file: str, open_ones: list[Entry], knowledge: Knowledge, review: Review) -> str:
    """The file's text with the review in it, read again: nothing else in it has changed."""
    path, inside = root / file, [entry.fact for entry in knowledge.entries if entry.file == file]
    text, wanted = _text(path), list(inside)
    for entry in open_ones:
        if entry.file == file:
            judged = getattr(entry.fact, "basis", None) is not Basis.SOURCED
            mine = replace(review, reviewers_needed=_review(entry).reviewers_needed, judged=judged)
            text = signed_text(text, mine, getattr(entry.fact, "id", "") if len(inside) > 1 else "")
            place = next(place for place, fact in enumerate(inside) if fact is entry.fact)
            wanted[place] = replace(entry.fact, review=mine)  # type: ignore[type-var]  # a fact is a dataclass
    if _read_again(type(inside[0]), text, path) != wanted:
        raise NotAccepted(f"{path}: its {BLOCK} cannot be edited; write it as the other files do")
    return text


def _read_again(shape: type[object], text: str, path: Path) -> list[object]:
    """The facts of a text: one, or as many as it lists under its own name."""
    data = parse_toml(text, path)
    if data.keys() != {path.stem}:
        return [read_as(shape, data, path)]
    rows: tuple[object, ...] = read_as(tuple[shape, ...], data[path.stem], path)  # type: ignore[valid-type]  # known at run time only
    return list(rows)


def _review(entry: Entry) -> Review:
    found: Review = entry.fact.review  # type: ignore[attr-defined]  # only entries with a review come here
    return found


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:  # line ends stay as they are
        return file.read()


def _files(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.file for entry in entries))


def _line(text: str, option: str) -> str:
    """One line that can be read, without space around it."""
    said = text.strip()
    if not said or not said.isprintable():
        raise NotAccepted(f"{option}: {text!r} is no name that can be read; write it out")
    return said
