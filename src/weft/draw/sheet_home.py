"""The home exercises on one page to take along: figures, doses, boxes to tick, what to do when it hurts more."""

from collections.abc import Callable
from dataclasses import dataclass

from weft.core.plan.figure import Line, Pose
from weft.core.shared.words import Words
from weft.draw.figure import figure
from weft.draw.printing import print_sheet

Say = Callable[[str], str]
DAYS = 14
"""Boxes to tick for each exercise."""

LABELS = {
    "title": Words("Exercises at home"),
    "effort": Words("Effort"),
    "purpose": Words("For"),
    "easier": Words("Too hard?"),
    "done": Words("Done, a box a day"),
    "worse": Words("When it hurts more"),
    "call": Words("Who to call"),
    "advice": Words("For this person alone: chosen by their clinicians."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeExercise:
    """One exercise on the sheet."""

    name: Words
    dose: Words
    how: Words
    purpose: Words
    stop: Words
    easier: Words | None = None
    effort: Words | None = None
    poses: tuple[Pose, ...] = ()
    props: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePrint:
    """Everything on the page."""

    clinic: str
    person: str
    """Name and birth date, as it is read."""
    day: str
    exercises: tuple[HomeExercise, ...]
    effort: Words | None = None
    worse: tuple[Words, ...]
    call: tuple[str, ...]
    """How the clinic is reached, a line each, spoken."""
    drafts: int = 0
    marked: str = ""


def home_sheet(sheet: HomePrint, *, say: Say = str, language: str = "en") -> bytes:
    """Print the home exercises as a PDF.

    Args:
        sheet: What stands on it; at most four exercises.
        say: Translation of message ids; ``str`` for English.
        language: Language tag of what ``say`` speaks.

    Returns:
        A tagged PDF of one page, which fits A4 and Letter alike; its letters grow smaller, down to a size that can
        still be read, before a second page begins.
    """
    return print_sheet("home.typ", "home", home_data(sheet, say), language)


def home_data(sheet: HomePrint, say: Say) -> dict[str, object]:
    """Everything on the page as text and lists."""
    drafts = Words("Unreviewed values: {count}", count=sheet.drafts).said(say) if sheet.drafts else ""
    return {
        "say": {key: words.said(say) for key, words in LABELS.items()},
        "clinic": sheet.clinic,
        "person": sheet.person,
        "day": sheet.day,
        "days": DAYS,
        "exercises": [_exercise(each, say) for each in sheet.exercises],
        "effort": sheet.effort.said(say) if sheet.effort else "",
        "worse": [each.said(say) for each in sheet.worse],
        "call": [each for each in sheet.call if each],
        "marked": " · ".join(each for each in (sheet.marked, drafts) if each),
    }


def _exercise(each: HomeExercise, say: Say) -> dict[str, object]:
    how = each.how.said(say)
    return {
        "name": each.name.said(say),
        "dose": each.dose.said(say),
        "how": how,
        "purpose": each.purpose.said(say),
        "stop": each.stop.said(say),
        "easier": each.easier.said(say) if each.easier else "",
        "effort": each.effort.said(say) if each.effort else "",
        "figure": figure(each.poses, how, each.props) if each.poses else "",
    }
