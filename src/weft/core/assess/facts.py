"""What `knowledge/assess/` holds: factors, regions, lists to choose from, what was tried, and its rules."""

from enum import StrEnum

from weft.core.assess.movement_tests import MovementTest
from weft.core.assess.pictures import Picture
from weft.core.assess.rules import IrritabilityRule, NeuroRule, RiskQuestions, StageRule, StartBackBands
from weft.core.shared.fact import Basis, Review, fact


class SignKind(StrEnum):
    """Where a sign is read that suggests a factor."""

    FINDING = "finding"
    """What a movement test found: values are `Finding`."""
    WEIGHS = "weighs"
    """What the person said weighs on it: values are ids of `weighs.toml`."""
    BEHAVIOUR = "behaviour"
    """How the pain behaves: values are ids of `behaviour.toml`."""
    SPREAD = "spread"
    """Where it spreads: values are RADIATIONS."""
    NERVE = "nerve"
    """What the nerve tests say together: values are `NerveState`."""
    RISK = "risk"
    """A risk question that was answered with the answer that counts: values are their ids."""


@fact
class Sign:
    """One kind of thing that suggests a factor; any one of ``any_of`` is enough."""

    kind: SignKind
    any_of: tuple[str, ...]
    tests: tuple[str, ...] = ()
    """For findings: any one of these tests."""


@fact
class Factor:
    """Something that may add to the pain, and what is honestly known about it."""

    id: str
    order: int
    name: str
    seed: str = ""
    """What the source blog names as a cause, in few words; empty when no blog names it."""
    honest: str
    """What is known, said to the person."""
    look_at: tuple[str, ...]
    """What in the assessment bears on it."""
    tests: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    """What suggests it; a clinician decides."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class Region:
    """A place on the body, with its plain name."""

    id: str
    name: str
    sides: bool = False


class TriedClass(StrEnum):
    """What kind of thing was tried."""

    MEDICINE = "medicine"
    PROCEDURE = "procedure"
    HANDS_AND_NEEDLES = "hands_and_needles"
    BY_THEMSELVES = "by_themselves"


@fact
class TriedOption:
    """Something that people have often tried before they come."""

    id: str
    name: str
    group: TriedClass = TriedClass.BY_THEMSELVES


@fact
class ListedChoice:
    """One thing that can be ticked."""

    id: str
    name: str
    plain: str = ""
    """What it means, for somebody who does not use the term."""


@fact
class ChoiceList:
    """A list to choose from; free text stays beside it."""

    id: str
    name: str
    choices: tuple[ListedChoice, ...]
    note: str = ""
    """What the list is and what it is not."""
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


@fact
class AssessFacts:
    """All that assessing knows."""

    factors: tuple[Factor, ...]
    """In order: first those of the source."""
    tests: dict[str, MovementTest]
    regions: tuple[Region, ...]
    tried: tuple[TriedOption, ...]
    lists: dict[str, ChoiceList]
    """By id: behaviour, weighs, comfort, patterns, channels, tongue_body, tongue_coat, pulses."""
    pictures: dict[str, Picture]
    stage: StageRule
    irritability: IrritabilityRule
    neuro: NeuroRule
    risk: RiskQuestions
    start_back: StartBackBands
