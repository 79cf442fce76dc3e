"""Clearance as text: what happens to the person, then every modality with its verdict."""

from collections.abc import Iterator

from weft.cli.page import Row, heading, labelled, paragraph
from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.screen.facts import QuestionSet
from weft.core.screen.finding import UNANSWERED
from weft.core.screen.fit import Fit, Suits
from weft.core.screen.order import every_question
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.modality import Modality, Offered
from weft.library.knowledge import Knowledge

OUTCOMES = {
    Outcome.GO: "Go: no answer speaks against starting.",
    Outcome.TALK_FIRST: "Talk first: a clinician looks at the answers before anything starts.",
    Outcome.STOP: "Stop: no treatment now.",
}
ACTIONS = {
    Action.EMERGENCY: "Emergency: get help now.",
    Action.SAME_DAY: "See a doctor today.",
    Action.WITHIN_24_HOURS: "See a doctor within 24 hours.",
    Action.WITHIN_2_WEEKS: "See a doctor within two weeks.",
    Action.GP: "See your own doctor.",
    Action.CAUTION: "Take the care that is named below.",
    Action.NONE: "",
}
FIRST_CONTACT = "These were the questions of a first contact. More are asked before the first treatment."
NOT_ROUTINE = "Guidelines for low back pain do not advise it as a matter of course: only with a reason."


def clearance_rows(clearance: Clearance, known: Knowledge) -> Iterator[Row]:
    """The rows of the section."""
    yield from heading("Clearance")
    yield from paragraph(f"{OUTCOMES[clearance.outcome]} {ACTIONS[clearance.action]}".strip(), 2, "bold")
    for words in clearance.told:
        yield from paragraph(str(words))
    if clearance.asked is QuestionSet.CONSULT:
        yield from paragraph(FIRST_CONTACT)
    for modality, cleared in clearance.by_modality.items():
        yield from _modality(known.modalities[modality], cleared)
    yield from paragraph(f"* {NOT_ROUTINE}")
    for text, names in _reasons(clearance, known).items():
        yield from labelled("-", f"{text} ({names})", 2, 2)
    questions = {question.id: question.text for question in every_question(known.screen)}
    yield from _asked_again("Still to be asked:", clearance.unanswered, questions)
    yield from _asked_again("To be asked again (not sure):", clearance.unsure, questions)


SUITS = {
    Suits.NEEDLES: "Needles",
    Suits.MOVEMENT: "Movement",
    Suits.BOTH: "Both, together",
    Suits.TALK_FIRST: "Talk first",
    Suits.OTHER_CARE: "Other care",
}


def fit_rows(fit: Fit) -> Iterator[Row]:
    """The rows of the hint for the clinician."""
    yield from heading("What may suit")
    yield from paragraph(f"{SUITS[fit.suits]}: a hint for the clinician, who decides.", 2, "bold")
    yield from paragraph(str(fit.why.words))
    for audience in fit.audiences:
        yield from labelled("-", audience.says, 2, 2)


def _asked_again(title: str, names: tuple[str, ...], questions: dict[str, str]) -> Iterator[Row]:
    if names:
        yield from paragraph(title)
        for name in names:
            yield from labelled("-", questions[name], 4, 2)


def _modality(modality: Modality, cleared: ModalityClearance) -> Iterator[Row]:
    verdict = "ask first" if cleared.verdict is Verdict.ASK else cleared.verdict.value
    signed = ", sign-off first" if cleared.sign_off else ""
    star = "" if modality.offered is Offered.ROUTINE else " *"
    yield Row(f"  {modality.name + star:<26}{verdict}{signed}")


def _reasons(clearance: Clearance, known: Knowledge) -> dict[str, str]:
    """Each reason once, with the names of its modalities. What is unanswered is listed by itself."""
    found: dict[str, list[str]] = {}
    for modality, cleared in clearance.by_modality.items():
        name = known.modalities[modality].name
        for reason in cleared.reasons:
            if reason.rule != UNANSWERED:
                found.setdefault(str(reason.text), []).append(name)
        if cleared.blocked_points:
            found.setdefault("Not at " + ", ".join(cleared.blocked_points) + ".", []).append(name)
    everything = len(clearance.by_modality)
    return {text: "everything" if len(names) == everything else ", ".join(names) for text, names in found.items()}
