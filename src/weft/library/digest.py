"""What the knowledge says, as a short sum: whoever signs a version signs this, and any change of a fact changes it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from weft.library.shape import Knowledge
from weft.library.stored import to_json

SHORT = 16
"""Letters of one file's own sum: enough to see that it changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Files that differ between two versions, in order of name."""

    new: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    """They say something else now; also when only their review does."""
    gone: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many in all."""
        return len(self.new) + len(self.other) + len(self.gone)


def file_digests(knowledge: Knowledge) -> dict[str, str]:
    """A sum for each file that something is decided or said with. Cases prove, they decide nothing: they are left out.

    Comments and the order of lines do not count: what was read does.
    """
    by_file: dict[str, list[object]] = {}
    for entry in knowledge.entries:
        by_file.setdefault(entry.file, []).append(to_json(entry.fact))
    return {file: _sum(facts)[:SHORT] for file, facts in sorted(by_file.items())}


def digest(knowledge: Knowledge) -> str:
    """The sum of the whole version, its number included: 64 letters."""
    return _sum([knowledge.version, file_digests(knowledge)])


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> Changed:
    """What is new, different or gone since ``before``."""
    return Changed(
        new=tuple(sorted(now.keys() - before.keys())),
        other=tuple(sorted(file for file in now.keys() & before.keys() if now[file] != before[file])),
        gone=tuple(sorted(before.keys() - now.keys())),
    )


def _sum(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
