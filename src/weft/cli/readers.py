"""Read a typed answer. Each returns None for what it cannot read, so that the question is asked again."""

import re
from collections.abc import Callable, Mapping

from weft.core.plan.interview import weeks_in
from weft.core.shared.care import Answer

_YES, _NO, _UNSURE = {"yes", "y"}, {"no", "n"}, {"?", "not sure", "unsure", "maybe"}
_SINCE = re.compile(r"(\d{1,4}|an?|one)\s*(day|week|month|year)s?")


def yes_or_no(text: str) -> Answer | None:
    """Yes, no or not sure."""
    said = text.lower()
    if said in _YES:
        return Answer.YES
    if said in _NO:
        return Answer.NO
    return Answer.UNSURE if said in _UNSURE else None


def ticked(count: int) -> Callable[[str], tuple[Answer, ...] | None]:
    """Which of ``count`` are true: ``1 3``, ``2?``, ``none``. Silence is not "none"."""

    def read(text: str) -> tuple[Answer, ...] | None:
        said = text.lower()
        if said in _NO | {"none"}:
            return (Answer.NO,) * count
        if said in _UNSURE:
            return (Answer.UNSURE,) * count
        found = [Answer.NO] * count
        for part in said.replace(",", " ").split() or ["nothing typed"]:
            number = part.removesuffix("?")
            if not number.isdecimal() or not 1 <= int(number) <= count:
                return None
            found[int(number) - 1] = Answer.UNSURE if part.endswith("?") else Answer.YES
        return tuple(found)

    return read


def one_of(names: Mapping[str, str]) -> Callable[[str], str | None]:
    """One choice, by its number or its name."""
    ids = list(names)

    def read(text: str) -> str | None:
        if text.isdecimal() and 1 <= int(text) <= len(ids):
            return ids[int(text) - 1]
        return next((each for each, name in names.items() if text and text.lower() in {name.lower(), each}), None)

    return read


def weeks(text: str) -> int | None:
    """A time span in whole weeks: ``3 months`` is 13."""
    found = _SINCE.fullmatch(text.lower())
    if not found:
        return None
    amount, unit = found.groups()
    return weeks_in(int(amount) if amount.isdecimal() else 1, unit)


def whole_number(lowest: int, highest: int) -> Callable[[str], int | None]:
    """A whole number between two limits, both included."""

    def read(text: str) -> int | None:
        return int(text) if text.isdecimal() and lowest <= int(text) <= highest else None

    return read


def several(text: str) -> tuple[str, ...] | None:
    """Pieces between commas; ``nothing`` for none."""
    if text.lower() in {"nothing", "none", "no"}:
        return ()
    return tuple(piece.strip() for piece in text.split(",") if piece.strip()) or None
