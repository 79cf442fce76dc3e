"""A copy of the shipped knowledge that a test may spoil."""

import shutil
from pathlib import Path

from weft.library.reading import knowledge_root


def copied(folder: Path) -> Path:
    """The shipped knowledge, copied into ``folder``."""
    return Path(shutil.copytree(knowledge_root(), folder / "knowledge"))


def mend(root: Path, file: str, old: str, new: str) -> Path:
    """Replace the first ``old`` in a file of the copy; it must be there. Gives the file."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path
