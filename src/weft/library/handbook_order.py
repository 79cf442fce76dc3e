"""In which order facts of one kind are told: danger first, then as a reader looks them up."""

from weft.core.screen.facts import Lead, Precaution, RedFlag
from weft.core.shared.care import Action
from weft.library.shelf import Entry


def in_order(entries: list[Entry]) -> list[Entry]:
    """Danger signs by how urgent they are, reasons for care by name; others stay in the order of their files."""
    return sorted(entries, key=lambda entry: _place(entry.fact))


def _place(fact: object) -> tuple[int, int, str]:
    match fact:
        case RedFlag():
            soon = [list(Action).index(trigger.action) for trigger in fact.triggers]
            return min(soon), max(soon), fact.name
        case Lead():
            return 0 if fact.signs else 1, 0, ""
        case Precaution():
            return 0, 0, fact.name
        case _:
            return 0, 0, ""
