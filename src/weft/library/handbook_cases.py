"""Worked cases in words: what is given, and what must come out."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from weft.draw.handbook_data import Block, Sheet, Table, Text
from weft.library.handbook_case_words import in_its_words
from weft.library.handbook_expected import proposed, screened
from weft.library.handbook_names import Names
from weft.library.handbook_told import fields_told
from weft.library.handbook_words import TITLES, titled
from weft.library.reading import read_toml

HEAD = ("Case", "Given", "Must come out")
NOTHING_SPECIAL = "nothing out of the ordinary"


def case_sheets(step: str, root: Path, names: Names, order: Sequence[str] = ()) -> Iterator[Sheet]:
    """One sheet a file of cases below `cases/<step>/`; a file of one case has the case as its title.

    Args:
        step: A folder of `cases/`.
        root: The folder of knowledge.
        names: Of the same knowledge.
        order: Ids of facts; cases that are called after one stand in its place, all others after them.

    Raises:
        BadFile: If a file cannot be read.
    """
    place = {name: number for number, name in enumerate(order)}
    files = sorted((root / "cases" / step).rglob("*.toml"))
    for path in sorted(files, key=lambda one: place.get(one.stem, len(place))):
        file = path.relative_to(root).as_posix()
        read = read_toml(path)
        anchor = file.removesuffix(".toml").replace("/", "-")
        if "cases" in read:
            rows = tuple(_row(case, path.stem, names) for case in read["cases"])
            yield Sheet(anchor, _title(step, path.stem, names), file, (Table("", HEAD, rows),))
        else:
            yield Sheet(anchor, str(read.get("name", titled(path.stem))), file, tuple(_alone(read, names)))


def _title(step: str, stem: str, names: Names) -> str:
    """As the fact that the cases are about."""
    return names.title(step, stem) or TITLES.get(f"{step}/{stem}.toml") or titled(stem)


def _row(written: dict[str, Any], stem: str, names: Names) -> tuple[str, ...]:
    case = in_its_words(written, names)
    name, why = str(case.get("name", stem)), str(case.get("why", ""))
    title = f"{name[:1].upper()}{name[1:]}"
    return f"{title}. {why}".strip(), _given(case, names), _expected(case, names)


def _alone(case: dict[str, Any], names: Names) -> Iterator[Block]:
    yield Text("", str(case.get("why", "")))
    yield Text("Given", _given(case, names))
    yield Text("Must come out", _expected(case, names))


def _given(case: dict[str, Any], names: Names) -> str:
    outside = {name: value for name, value in case.items() if name not in {"name", "why", "given", "expect"}}
    given = dict(case.get("given", {}))
    if "problems" in given:
        given["screening"] = given.pop("answers", {})
    return fields_told({**given, **outside}, names) or NOTHING_SPECIAL


def _expected(case: dict[str, Any], names: Names) -> str:
    expect = case.get("expect", {})
    if isinstance(expect, list):
        return "; ".join(proposed(each, names) for each in expect) or "nothing"
    if "phases" not in expect and "pathways" not in expect and "outcome" in expect:
        return screened(expect, case.get("given", {}), names)
    return fields_told(expect, names) or "nothing"
