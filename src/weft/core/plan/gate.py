"""What clearance and wishes do to lines: keep them, or leave them out and say why."""

from collections.abc import Collection, Iterable

from weft.core.plan.facts import LineFact
from weft.core.plan.wishes import WISHES, unwanted_because
from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.screen.finding import UNANSWERED
from weft.core.shared.care import Verdict
from weft.core.shared.words import SEMICOLON, Words, joined


def is_allowed(line: LineFact, clearance: Clearance) -> bool:
    """Whether the line's modality is CLEAR or CAUTION. Without any verdict it is not: missing is never "no"."""
    return _verdict(clearance.by_modality.get(line.modality)) in {Verdict.CLEAR, Verdict.CAUTION}


def is_offered(line: LineFact, clearance: Clearance, wishes: Collection[str] = ()) -> bool:
    """Whether the line is allowed, and no wish of the person leaves it out."""
    return is_allowed(line, clearance) and not unwanted_because(line, wishes)


def withheld(lines: Iterable[LineFact], clearance: Clearance, wishes: Collection[str] = ()) -> tuple[Words, ...]:
    """One sentence for each reason that leaves lines out, with those lines. Safety is said before a wish."""
    left_out: dict[Words, dict[Words, None]] = {}
    for line in lines:
        if not is_allowed(line, clearance):
            left_out.setdefault(_why(line.modality, clearance), {})[Words(line.text)] = None  # each line once
        elif wish := unwanted_because(line, wishes):
            left_out.setdefault(Words("As you wish: {wish}.", wish=WISHES[wish]), {})[Words(line.text)] = None
    return tuple(
        Words("{why} This leaves out: {lines}.", why=why, lines=joined(texts, SEMICOLON))
        for why, texts in left_out.items()
    )


def _verdict(cleared: ModalityClearance | None) -> Verdict:
    return cleared.verdict if cleared else Verdict.ASK


def _why(modality: str, clearance: Clearance) -> Words:
    cleared = clearance.by_modality.get(modality)
    if cleared is None or not cleared.reasons:
        return Words("Waiting until screening has given a verdict.")
    if cleared.verdict is Verdict.BLOCKED:
        return Words("Not now. {reasons}", reasons=joined(reason.text for reason in cleared.reasons))
    missing = [reason.text for reason in cleared.reasons if reason.rule == UNANSWERED]
    return Words("Waiting. {reasons}", reasons=joined(missing or [reason.text for reason in cleared.reasons]))
