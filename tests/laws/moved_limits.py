"""The law of the knowledge: move any limit one step, or drop any rule, and some worked case must come out otherwise.

``python tests/laws/moved_limits.py [STEP …]`` (or ``make law``) lists what no case notices, by step. Limits are
numbers, yes-or-no marks, choices from a list, and the items of lists that decide. Texts, names, sources, reviews and
the order of lists are none, and neither is what a file leaves out.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.laws.moving import Moved, moves

from weft.library.check import check
from weft.library.knowledge import knowledge as known
from weft.library.plan_check import plan_set_faults
from weft.library.reading import knowledge_root, parsed_once
from weft.library.references import leaves
from weft.library.shape import Knowledge
from weft.library.shelf import Entry
from weft.library.worked import STEPS, runner

KNOWN_LEFT = {"assess": 151, "treat": 157}
"""How many unnoticed limits a step may still have; a step that is not named, none."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A moved limit that no case noticed."""

    step: str
    file: str
    place: str
    said: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.said}"


def survivors(step: str, root: Path | None = None) -> tuple[list[Survivor], int]:
    """What no case of the step notices, and how many limits were moved."""
    whole, root = known(), root or knowledge_root()
    files = {id(entry.fact): entry.file for entry in whole.entries}
    left, count = [], 0
    with parsed_once(), Cases(step, root, whole) as cases:
        for moved in moves(getattr(whole, step), files):
            count += 1
            altered = _with(whole, step, moved)
            if not cases.notice(altered, moved):
                file = files.get(id(moved.fact[0]), step) if moved.fact else step
                left.append(Survivor(step, file, moved.place, moved.said))
    return left, count


def _with(whole: Knowledge, step: str, moved: Moved) -> Knowledge:
    entries = whole.entries
    if moved.fact:
        old, new = moved.fact
        entries = tuple(replace(entry, fact=new) if entry.fact is old else entry for entry in entries)
    altered: Any = {step: moved.value}
    return replace(whole, **altered, entries=entries)


def _faults(knowledge: Knowledge) -> int:
    return len(check(knowledge)) + len(tuple(plan_set_faults(knowledge.plan)))


class Cases:
    """The cases of one step, those that speak of the moved fact first: nearly all that is noticed is noticed there."""

    def __init__(self, step: str, root: Path, whole: Knowledge) -> None:
        self.run, self.root, self.whole = runner(step), root, whole
        if self.run and (fault := next(iter(self.run(whole, root)), None)):
            raise SystemExit(f"the cases must come out on what ships before limits are moved: {fault}")
        paths = sorted((root / "cases" / step).rglob("*.toml"))
        self.texts = {path: path.read_text(encoding="utf-8") for path in paths}
        self.near: dict[int, tuple[Path, ...]] = {}
        self.faults: dict[int, int] = {}

    def __enter__(self) -> "Cases":
        self.folder = TemporaryDirectory()
        return self

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()

    def notice(self, altered: Knowledge, moved: Moved) -> bool:
        """Whether some case comes out otherwise or can no longer be run, or the check refuses; the quick ways first."""
        near = self._near(moved.fact[0]) if moved.fact else ()
        if any(self._fails(altered, root) for root in near):
            return True
        if self._is_refused(altered, moved, alone=True) or self._fails(altered, self.root):
            return True
        return self._is_refused(altered, moved)

    def _is_refused(self, altered: Knowledge, moved: Moved, *, alone: bool = False) -> bool:
        """Whether the check says more than it said before: of the moved fact alone, or of everything."""
        before = self.whole
        if alone:
            if not moved.fact:
                return False
            old, new = (Entry("", fact) for fact in moved.fact)
            before, altered = replace(before, entries=(old,)), replace(altered, entries=(new,))
        try:
            return _faults(altered) > self._before(before)
        except Exception:  # noqa: BLE001  what cannot even be checked does not load either
            return True

    def _before(self, knowledge: Knowledge) -> int:
        key = id(knowledge.entries[0].fact) if len(knowledge.entries) == 1 else 0
        if key not in self.faults:
            self.faults[key] = _faults(knowledge)
        return self.faults[key]

    def _fails(self, altered: Knowledge, root: Path) -> bool:
        if self.run is None:
            return False
        try:
            return next(iter(self.run(altered, root)), None) is not None
        except Exception:  # noqa: BLE001  a case that cannot be run any more has noticed
            return True

    def _near(self, fact: object) -> tuple[Path, ...]:
        """Folders with case files about the fact, nearest first; only such as can be run by themselves."""
        if id(fact) not in self.near:
            ids = {text for _, name, text in leaves(fact) if name in {"id", "code"}}
            called = [path for path in self.texts if path.stem == getattr(fact, "id", "")]
            naming = [path for path, text in self.texts.items() if any(name in text for name in ids)]
            folders = [self._folder(files, f"{len(self.near)}-{kind}") for kind, files in enumerate((called, naming))]
            self.near[id(fact)] = tuple(folder for folder in folders if folder and not self._fails(self.whole, folder))
        return self.near[id(fact)]

    def _folder(self, files: list[Path], name: str) -> Path | None:
        folder = Path(self.folder.name) / name
        for path in files:
            link = folder / path.relative_to(self.root)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
        return folder if files else None


def main(steps: list[str]) -> int:
    """Print survivors by step; 1 when a step has more than are known."""
    code = 0
    for step in steps or [each for each in STEPS if runner(each)]:
        left, count = survivors(step)
        print(f"{step}: {count} limits moved, {len(left)} not noticed")
        for one in left:
            print(f"  {one}")
        code |= len(left) > KNOWN_LEFT.get(step, 0)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
