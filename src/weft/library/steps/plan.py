"""Where `knowledge/plan/` is read, and the exercises that plans name."""

from weft.core.plan.agreements import AgreementText
from weft.core.plan.facts import EvidenceFact, Exercise, Pathway, PhaseFact, PlanFacts
from weft.library.reading import BadFile
from weft.library.shelf import Shelf


def plan_facts(shelf: Shelf) -> PlanFacts:
    """`plan/pathways/` with each pathway's phases beside it, `plan/evidence/`,
    `plan/agreements/`, `treat/exercises/`."""
    pathways = shelf.folder(Pathway, "plan/pathways")
    return PlanFacts(
        pathways=pathways,
        phases={pathway.id: _phases(shelf, pathway) for pathway in pathways.values()},
        evidence=shelf.folder(EvidenceFact, "plan/evidence"),
        exercises=shelf.folder(Exercise, "treat/exercises"),
        agreements=shelf.folder(AgreementText, "plan/agreements"),
    )


def _phases(shelf: Shelf, pathway: Pathway) -> tuple[PhaseFact, ...]:
    folder = f"plan/pathways/{pathway.id}"
    if unlisted := sorted(set(shelf.names(folder)) - set(pathway.phases)):
        file = shelf.root / f"{folder}/{unlisted[0]}.toml"
        raise BadFile(file, "", f"the pathway does not list this phase; add it to phases in {pathway.id}.toml")
    return tuple(shelf.fact(PhaseFact, f"{folder}/{phase}.toml") for phase in pathway.phases)
