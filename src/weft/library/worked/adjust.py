"""Cases of the step adjust: an episode, and everything that the rules say about it."""

from collections.abc import Iterator
from pathlib import Path

from weft.core.adjust.facts import Strength
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.adjust.review import look
from weft.core.shared.care import Action
from weft.core.shared.fact import fact
from weft.library.episodes import Episode, episode_seen
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.files import by_file, told


@fact
class Said:
    """What one rule must say."""

    rule: str
    kind: ProposalKind
    strength: Strength = Strength.PROPOSAL
    within_hours: int = 0
    action: Action = Action.NONE
    says: str = ""
    """A part of its sentence."""


@fact
class ReviewCase:
    """One episode, and why a clinician expects what comes out."""

    name: str
    why: str
    given: Episode
    expect: tuple[Said, ...] = ()
    """Everything that is said; empty when no rule speaks."""


@fact
class ReviewCases:
    """The cases of one rule."""

    cases: tuple[ReviewCase, ...]


def review_cases(root: Path | None = None) -> dict[str, tuple[ReviewCase, ...]]:
    """Every shipped case, by its file's name.

    Raises:
        BadFile: If a file cannot be used.
    """
    return by_file(ReviewCases, "adjust", root)


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """Every case that comes out otherwise than expected."""
    for name, cases in review_cases(root).items():
        yield from told(f"adjust/{name}.toml", cases, lambda case: differences(case, knowledge))


def differences(case: ReviewCase, knowledge: Knowledge) -> Iterator[str]:
    """Each way in which the case comes out otherwise than expected; none is good."""
    found = look(episode_seen(case.given), knowledge.adjust, knowledge.measure.instruments)
    wanted, got = sorted(map(_wanted, case.expect)), sorted(map(_got, found))
    if wanted != got:
        yield f"it should say {wanted or 'nothing'} and says {got or 'nothing'}"
    for want in case.expect:
        for one in found:
            if one.rule == want.rule and want.says not in str(one.because):
                yield f"{want.rule} should say {want.says!r} and says {str(one.because)!r}"


def _wanted(said: Said) -> str:
    return _one(said.rule, said.kind, said.strength, said.within_hours, said.action)


def _got(said: Proposed) -> str:
    return _one(said.rule, said.kind, said.strength, said.within_hours, said.action)


def _one(rule: str, kind: ProposalKind, strength: Strength, within_hours: int, action: Action) -> str:
    clock = f" within {within_hours} h" if within_hours else f" {action}" if action is not Action.NONE else ""
    return f"{strength} {kind} by {rule}{clock}"
