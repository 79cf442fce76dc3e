"""Cases of screening that a clinician can check: `knowledge/cases/screen/<rule>.toml`."""

from collections.abc import Iterator
from pathlib import Path

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.leads import beneath
from weft.core.screen.order import questions_for
from weft.core.screen.screening import UnknownQuestion, screen
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.core.shared.fact import fact
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.files import by_file, told
from weft.library.worked.screen_fit import fit_faults


@fact
class ScreenGiven:
    """What was answered. Every question of the asked set that is not named here was answered no.

    One that stands under a missing question is missing too.
    """

    asked: QuestionSet = QuestionSet.FULL
    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@fact
class ScreenExpected:
    """What must come out. What is left out must come out empty."""

    outcome: Outcome
    action: Action = Action.NONE
    flags: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    """Modalities with this verdict; so below."""
    ask: tuple[str, ...] = ()
    caution: tuple[str, ...] = ()
    others: Verdict = Verdict.CLEAR
    """The verdict of every modality that is not named."""
    sign_off: tuple[str, ...] = ()
    """Modalities that need a clinician's sign-off."""
    site_rules: tuple[str, ...] = ()
    """Modalities that are blocked at the affected site."""
    blocked_points: tuple[str, ...] = ()
    """Points that are blocked, over all modalities."""


@fact
class ScreenCase:
    """One case: what was given, what must come out, and why."""

    name: str
    why: str
    given: ScreenGiven
    expect: ScreenExpected


@fact
class ScreenCases:
    """The cases of one rule: at least a clear, a borderline and a missing-answer one."""

    cases: tuple[ScreenCase, ...]


def screen_cases(root: Path | None = None) -> dict[str, tuple[ScreenCase, ...]]:
    """Every shipped case of screening, by the rule that it is about.

    Raises:
        BadFile: If a file cannot be used.
    """
    return by_file(ScreenCases, "screen", root)


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """The cases that do not come out as expected, for `weft knowledge check`.

    Args:
        knowledge: What the cases are judged with.
        root: The folder of knowledge that holds `cases/`; None for this installation's.
    """
    for rule, cases in screen_cases(root).items():
        yield from told(f"screen/{rule}.toml", cases, lambda case: differences(case, knowledge.screen))
    if knowledge.screen.red_flags:
        yield from fit_faults(knowledge, root)


def differences(case: ScreenCase, facts: ScreenFacts) -> Iterator[str]:
    """Each way in which the case comes out otherwise than expected; none is good."""
    try:
        found = screen(_answers(case.given, facts), facts, asked=case.given.asked)
    except UnknownQuestion as unknown:
        yield str(unknown)
        return
    wanted, got = _wanted(case.expect, facts), _got(found)
    for name, want in wanted.items():
        if got.get(name) != want:
            yield f"{name} should be {want} and is {got.get(name)}"


def _answers(given: ScreenGiven, facts: ScreenFacts) -> dict[str, Answer]:
    left_out = {*given.missing, *(name for missing in given.missing for name in beneath(missing, facts))}
    asked = (question.id for question in questions_for(facts, given.asked))
    answers = {name: Answer.NO for name in asked if name not in left_out}
    return answers | dict.fromkeys(given.yes, Answer.YES) | dict.fromkeys(given.unsure, Answer.UNSURE)


def _wanted(expect: ScreenExpected, facts: ScreenFacts) -> dict[str, object]:
    verdicts = dict.fromkeys(facts.modalities, expect.others)
    for verdict in (Verdict.BLOCKED, Verdict.ASK, Verdict.CAUTION):
        verdicts |= dict.fromkeys(getattr(expect, verdict.value), verdict)
    return {
        "outcome": expect.outcome.value,
        "action": expect.action.value,
        "flags": sorted(expect.flags),
        "unanswered": sorted(expect.unanswered),
        "unsure": sorted(expect.unsure),
        **{f"{modality} verdict": verdict.value for modality, verdict in verdicts.items()},
        "sign_off": sorted(expect.sign_off),
        "site_rules": sorted(expect.site_rules),
        "blocked_points": sorted(expect.blocked_points),
    }


def _got(found: Clearance) -> dict[str, object]:
    of = found.by_modality.items()
    return {
        "outcome": found.outcome.value,
        "action": found.action.value,
        "flags": sorted(found.flags),
        "unanswered": sorted(found.unanswered),
        "unsure": sorted(found.unsure),
        **{f"{modality} verdict": said.verdict.value for modality, said in of},
        "sign_off": sorted(modality for modality, said in of if said.sign_off),
        "site_rules": sorted(modality for modality, said in of if said.site_rules),
        "blocked_points": sorted({point for _, said in of for point in said.blocked_points}),
    }
