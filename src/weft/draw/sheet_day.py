"""The day sheet as a PDF: trips in order, whom to ring, what to heed, the plan of the day in short, what waits."""

from collections.abc import Callable

from weft.core.shared.words import Words
from weft.draw.day_sheet_data import DaySheet, DayTask, DayTrip
from weft.draw.printing import print_sheet

Say = Callable[[str], str]

LABELS = {
    "title": Words("Day sheet"),
    "keep": Words("Confidential. Destroy it when the day is over."),
    "mark": Words("Heed:"),
    "nobody": Words("Nobody is booked that day."),
    "tasks": Words("Needs a person"),
}


def day_sheet(sheet: DaySheet, *, say: Say = str, language: str = "en") -> bytes:
    """Print the day as a PDF.

    Args:
        sheet: What stands on it.
        say: Translation of message ids; ``str`` for English.
        language: Language tag of what ``say`` speaks.

    Returns:
        A tagged PDF that fits A4 and Letter alike; no trip is torn in two by a page's end.
    """
    return print_sheet("day.typ", "day", day_data(sheet, say), language)


def day_data(sheet: DaySheet, say: Say) -> dict[str, object]:
    """Everything on the sheet as text and lists."""
    return {
        "say": {key: words.said(say) for key, words in LABELS.items()},
        "clinic": sheet.clinic,
        "day": Words("{day}", day=sheet.day).said(say),
        "made": Words("as of {moment}", moment=sheet.made_at).said(say),
        "call": [each.said(say) for each in sheet.call],
        "trips": [_trip(each, say) for each in sheet.trips],
        "tasks": [_task(each, say) for each in sheet.tasks],
    }


def _trip(trip: DayTrip, say: Say) -> dict[str, object]:
    ring = Words("In an emergency ring: {who}", who=trip.emergency).said(say) if trip.emergency else ""
    return {
        "name": trip.name,
        "born": Words("born {day}", day=trip.born).said(say) if trip.born else "",
        "reach": [line for line in (trip.phone, ring) if line],
        "parts": [
            {
                "time": part.time,
                "what": part.what.said(say),
                "where": ", ".join(each for each in (part.who, part.place) if each),
            }
            for part in trip.parts
        ],
        "flags": [each.said(say) for each in trip.flags],
        "phase": trip.phase.said(say) if trip.phase else "",
        "plan": [each.said(say) for each in trip.plan],
        "note": trip.note,
    }


def _task(task: DayTask, say: Say) -> str:
    values = {"until": task.due, "name": task.name, "says": task.says}
    words = Words("{until}: {name}: {says}", **values) if task.name else Words("{until}: {says}", **values)
    return words.said(say)
