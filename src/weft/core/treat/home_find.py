"""Find an exercise by what it is for, in the words of lay people or of clinicians."""

from collections.abc import Callable, Iterable, Iterator

from weft.core.plan.facts import Exercise
from weft.core.shared.words import Words

GOALS = (
    Words("calm"), Words("loosen"), Words("stretch"), Words("core"), Words("buttocks"), Words("lifting"),
    Words("leg pain"), Words("sitting"), Words("endurance"),
)  # fmt: skip
"""Goals to tap instead of typing."""
_SHORTEST = 2


def found(wanted: str, exercises: Iterable[Exercise], say: Callable[[str], str] = str) -> tuple[Exercise, ...]:
    """Those of which every typed word begins a word of their texts; by name first.

    Args:
        wanted: As typed; a single letter is no word.
        exercises: In the order of lists.
        say: Translation of the knowledge's texts.
    """
    words = [each for each in wanted.lower().replace(",", " ").split() if len(each) >= _SHORTEST]
    hits = [each for each in exercises if words and _has(words, _texts(each, say))]
    return tuple(sorted(hits, key=lambda each: not _has(words, [say(each.name)])))


def _texts(exercise: Exercise, say: Callable[[str], str]) -> Iterator[str]:
    return (say(text) for text in (exercise.name, exercise.purpose, *exercise.also))


def _has(words: Iterable[str], texts: Iterable[str]) -> bool:
    parts = [part for text in texts for part in text.lower().replace(",", " ").replace("-", " ").split()]
    return all(any(part.startswith(word) for part in parts) for word in words)
