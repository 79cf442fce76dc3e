"""The working picture: what it looks like so far, in words, never a diagnosis."""

from dataclasses import dataclass

from weft.core.assess.facts import AssessFacts
from weft.core.assess.neuro import NeuroFound
from weft.core.assess.parts import Story
from weft.core.assess.pictures import NerveState, Picture, PictureFit, PictureKind
from weft.core.plan.case import Problem
from weft.core.shared.care import Outcome
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class PictureFound:
    """A picture with what it rests on."""

    kind: PictureKind
    name: Words
    why: Explanation


@dataclass(frozen=True, slots=True)
class _First:
    """Something that is looked at before any picture, and its words."""

    rule: str
    words: Words


_NOT_SCREENED = _First("not_screened", Words("The health questions are not answered yet: they come first."))
_NOT_CLEAR = _First("not_clear", Words("The health questions ask for a look first."))
_DANGER = _First("danger", Words("The nerve tests ask for a danger sign to be looked at first."))


def working_picture(
    problem: Problem, story: Story, facts: AssessFacts, *, nerves: NeuroFound, outcome: Outcome | None
) -> PictureFound:
    """Name the working picture of one problem.

    Args:
        problem: Its region and where it spreads decide.
        story: How the pain behaves.
        facts: The pictures of `knowledge/assess/pictures/`.
        nerves: What the nerve tests of that limb say together.
        outcome: Of the clearance; None when nobody has answered the health questions.

    Returns:
        The picture that stands first among those that fit. TO_BE_EXAMINED before the health questions allow care, while
        a nerve finding asks for a danger sign, and where none fits.
    """
    first = _first(nerves, outcome)
    fitting = {PictureKind(one.id) for one in facts.pictures.values() if _fits(one, problem, story, nerves.state)}
    kind = next((each for each in PictureKind if each in fitting and first is None), PictureKind.TO_BE_EXAMINED)
    picture = facts.pictures.get(kind)
    inputs = {"region": problem.region, "spreads": problem.radiates_to, "nerves": nerves.state.value}
    inputs |= {"behaviour": ", ".join(story.behaviour), "outcome": "" if outcome is None else outcome.value}
    if picture is None:  # the clinic does not accept the file
        return PictureFound(kind, Words("To be examined"), explain(kind.value, _words(None, first), inputs=inputs))
    why = explain(
        kind.value, _words(picture, first), inputs=inputs, sources=picture.sources, status=picture.review.status
    )
    return PictureFound(kind, Words(picture.name), why)


def _first(nerves: NeuroFound, outcome: Outcome | None) -> _First | None:
    if outcome is None:
        return _NOT_SCREENED
    if outcome is not Outcome.GO:
        return _NOT_CLEAR
    return _DANGER if nerves.red_flags else None


def _words(picture: Picture | None, first: _First | None) -> Words:
    if first is not None:
        return first.words
    if picture is None:
        return Words("No picture fits yet.")
    return Words("{said} {next}", said=Words(picture.said), next=Words(picture.next))


def _fits(picture: Picture, problem: Problem, story: Story, state: NerveState) -> bool:
    return any(_fit(one, problem, story, state) for one in picture.fits)


def _fit(fit: PictureFit, problem: Problem, story: Story, state: NerveState) -> bool:
    return (
        problem.region in fit.regions
        and problem.radiates_to in fit.spreads
        and state in fit.nerve
        and set(fit.behaviour) <= set(story.behaviour)
    )
