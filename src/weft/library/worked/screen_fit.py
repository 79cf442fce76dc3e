"""Cases of what a consult hints at: `knowledge/cases/screen/fit/<topic>.toml`."""

from collections.abc import Iterator
from pathlib import Path

from weft.core.plan.case import Case, Problem
from weft.core.plan.picture import picture_of
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.fit import Suits, fit
from weft.core.screen.order import questions_for
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer
from weft.core.shared.fact import fact
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.files import by_file, told


@fact
class FitGiven:
    """What the consult knows. Every question of the consult that is not named here was answered no."""

    since_weeks: int
    episodes_before: int | None = None
    radiates_to: str = ""
    aggravated_by: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    """Groups that the person named."""
    other_care: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@fact
class FitExpected:
    """What must come out."""

    suits: Suits
    audiences: tuple[str, ...] = ()


@fact
class FitCase:
    """One case, and why."""

    name: str
    why: str
    given: FitGiven
    expect: FitExpected


@fact
class FitCases:
    """The cases of one topic."""

    cases: tuple[FitCase, ...]


def fit_faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """The cases that come out otherwise than expected.

    Raises:
        BadFile: If a case file cannot be used.
    """
    for topic, cases in by_file(FitCases, "screen/fit", root).items():
        yield from told(f"screen/fit/{topic}.toml", cases, lambda case: _differences(case, knowledge.screen))


def _differences(case: FitCase, facts: ScreenFacts) -> Iterator[str]:
    given = case.given
    said = {one.id: Answer.NO for one in questions_for(facts, QuestionSet.CONSULT)}
    said |= dict.fromkeys(given.yes, Answer.YES) | dict.fromkeys(given.unsure, Answer.UNSURE)
    picture = picture_of(_case(given), facts.audiences, said=given.said, other_care=given.other_care)
    found = fit(screen(said, facts, asked=QuestionSet.CONSULT), picture, facts.audiences)
    if found.suits is not case.expect.suits:
        yield f"suits should be {case.expect.suits} and is {found.suits}"
    if (mine := tuple(one.id for one in found.audiences)) != case.expect.audiences:
        yield f"audiences should be {case.expect.audiences} and is {mine}"


def _case(given: FitGiven) -> Case:
    problem = Problem(
        id="back",
        region="low_back",
        since_weeks=given.since_weeks,
        episodes_before=given.episodes_before,
        radiates_to=given.radiates_to,
        aggravated_by=given.aggravated_by,
    )
    return Case(age=None, problems=(problem,), answers={}, wishes=given.wishes)
