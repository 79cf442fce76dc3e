"""The free first talk as a clinician holds it: five open questions, and for each discipline whether it may fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from weft.core.book.contact import note_fault
from weft.core.shared.words import Words


class Fit(StrEnum):
    """What the clinician thinks after the talk; an examination decides."""

    YES = "yes"
    OPEN = "open"
    NO = "no"


@dataclass(frozen=True, slots=True)
class CallQuestion:
    """One question, to be read aloud."""

    id: str
    text: Words


QUESTIONS = (
    CallQuestion("trouble", Words("What bothers you most, and since when?")),
    CallQuestion("tried", Words("What have you tried, and how did it go?")),
    CallQuestion("again", Words("What would you like to do again?")),
    CallQuestion("changes", Words("What makes it better, and what makes it worse?")),
    CallQuestion("wishes", Words("Needles, movement, or both: what would you like, and what not?")),
)
"""In the order in which they are asked."""


def heard_fault(heard: Mapping[str, str]) -> Words | None:
    """What is wrong with what was typed, or None.

    Raises:
        KeyError: For a question that is not one of the five.
    """
    known = {one.id for one in QUESTIONS}
    if unknown := sorted(set(heard) - known):
        raise KeyError(unknown[0])
    return next((fault for text in heard.values() if (fault := note_fault(text))), None)
