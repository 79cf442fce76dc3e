"""Cases of what an examination says about a person: stage, working picture, irritability."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

from weft.core.assess.facts import AssessFacts
from weft.core.assess.irritability import irritability
from weft.core.assess.neuro import NeuroFound
from weft.core.assess.parts import Story
from weft.core.assess.picture import working_picture
from weft.core.assess.pictures import NerveState, PictureKind
from weft.core.assess.rules import Level
from weft.core.assess.stage import Stage, stage
from weft.core.plan.case import Problem
from weft.core.shared.care import Outcome
from weft.core.shared.explained import explain
from weft.core.shared.fact import fact
from weft.core.shared.words import Words
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic


@fact
class StageGiven:
    """Weeks since it began, and how often it was there before; nothing where nobody asked."""

    weeks: int | None = None
    earlier: int | None = None


@fact
class StageExpected:
    """The stage, and whether it has come back."""

    stage: Stage
    recurrent: bool | None = None


@fact
class StageCase:
    """One case of the stage."""

    name: str
    why: str
    given: StageGiven
    expect: StageExpected


def _stage(case: StageCase, known: Knowledge) -> Mapping[str, object]:
    found = stage(case.given.weeks, known.assess.stage, earlier_episodes=case.given.earlier)
    return {"stage": found.stage, "recurrent": found.is_recurrent}


@fact
class PictureGiven:
    """Every mixture of a region, a spread and a nerve state gives the same picture."""

    regions: tuple[str, ...]
    spreads: tuple[str, ...]
    nerves: tuple[NerveState, ...]
    behaviour: tuple[str, ...] = ()
    outcome: Outcome | None = None
    """Of the health questions; nothing when they are not answered."""
    red_flags: tuple[str, ...] = ()
    """What the nerve tests ask to be looked at."""


@fact
class PictureExpected:
    """The picture of each mixture; more than one only when they differ."""

    pictures: tuple[PictureKind, ...]


@fact
class PictureCase:
    """One case of the working picture."""

    name: str
    why: str
    given: PictureGiven
    expect: PictureExpected


def _pictures(case: PictureCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    mixtures = product(given.regions, given.spreads, given.nerves)
    found = (_picture(given, known.assess, *mixture) for mixture in mixtures)
    return {"pictures": tuple(dict.fromkeys(found))}


def _picture(given: PictureGiven, facts: AssessFacts, region: str, spreads: str, state: NerveState) -> PictureKind:
    problem = Problem(id="it", region=region, since_weeks=4, radiates_to=spreads)
    nerves = NeuroFound(state, (), given.red_flags, (), explain("neuro", Words("as given")))
    story = Story(behaviour=given.behaviour)
    return working_picture(problem, story, facts, nerves=nerves, outcome=given.outcome).kind


@fact
class IrritabilityGiven:
    """What was answered; empty where nobody asked."""

    flares: str = ""
    settles: str = ""
    pain: Decimal | None = None


@fact
class IrritabilityExpected:
    """The level, and whether it is said what it means for the first session."""

    level: Level
    meaning: bool = True


@fact
class IrritabilityCase:
    """One case of irritability."""

    name: str
    why: str
    given: IrritabilityGiven
    expect: IrritabilityExpected


def _irritability(case: IrritabilityCase, known: Knowledge) -> Mapping[str, object]:
    given = case.given
    found = irritability(known.assess.irritability, flares=given.flares, settles=given.settles, pain=given.pain)
    means = {one.level for one in known.assess.irritability.means}
    return {"level": found.level, "meaning": found.level in means}


TOPICS = (
    Topic("assess/stage.toml", StageCase, _stage),
    Topic("assess/picture.toml", PictureCase, _pictures),
    Topic("assess/irritability.toml", IrritabilityCase, _irritability),
)
