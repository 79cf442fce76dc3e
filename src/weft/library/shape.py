"""The shape of all knowledge together."""

from dataclasses import dataclass

from weft.core.adjust.facts import AdjustFacts
from weft.core.assess.facts import AssessFacts
from weft.core.learn.facts import LearnFacts
from weft.core.measure.facts import MeasureFacts
from weft.core.plan.facts import PlanFacts
from weft.core.prevent.facts import PreventFacts
from weft.core.screen.facts import ScreenFacts
from weft.core.shared.discipline import Discipline
from weft.core.shared.fact import Source
from weft.core.shared.modality import Modality
from weft.core.shared.terms import Term, Unit
from weft.core.treat.facts import TreatFacts
from weft.library.shelf import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """One version of the knowledge. Dictionaries are by id."""

    version: str
    sources: dict[str, Source]
    units: dict[str, Unit]
    terms: dict[str, Term]
    disciplines: dict[str, Discipline]
    modalities: dict[str, Modality]
    screen: ScreenFacts
    assess: AssessFacts
    plan: PlanFacts
    treat: TreatFacts
    measure: MeasureFacts
    adjust: AdjustFacts
    prevent: PreventFacts
    learn: LearnFacts
    entries: tuple[Entry, ...]
    """Every fact with the file it came from, so that a fault can name its file."""
