"""Agreements to a treatment: what a person is told before they say yes, from `knowledge/plan/agreements/`."""

from weft.core.shared.fact import Basis, Review, fact
from weft.core.shared.words import Words


@fact
class Risk:
    """One thing that can go wrong."""

    text: str
    rate: str
    """How often, in words for the person; says so when nobody knows."""


@fact
class AgreementText:
    """What, why, risks with rates, and what else could be done, for one modality."""

    id: str
    modality: str
    what: str
    why: str
    risks: tuple[Risk, ...]
    alternatives: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis
    review: Review


FREE_TO_SAY_NO = Words("You can say no, and you can take a yes back at any time. Your other care goes on.")


def agreement_words(text: AgreementText, name: str) -> tuple[Words, ...]:
    """Everything that is shown and kept, line by line.

    Args:
        text: From the knowledge.
        name: The modality's name.
    """
    return (
        Words("Agreement: {name}", name=Words(name)),
        Words(text.what),
        Words(text.why),
        *(Words("{risk}: {rate}", risk=Words(risk.text), rate=Words(risk.rate)) for risk in text.risks),
        *(Words("Instead: {way}", way=Words(way)) for way in text.alternatives),
        FREE_TO_SAY_NO,
    )
