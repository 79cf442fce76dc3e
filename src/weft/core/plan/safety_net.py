"""What a plan says about care that does not go as hoped, and what nobody knows yet."""

from collections.abc import Sequence

from weft.core.plan.facts import Pathway
from weft.core.plan.merging import without_repeats
from weft.core.plan.plan import PlannedEscalation, PlannedNonResponse
from weft.core.plan.suggest import Suggestion, place_of
from weft.core.shared.care import Action
from weft.core.shared.words import Words

_URGENCY = tuple(Action)


def escalations(chosen: Sequence[Pathway]) -> tuple[PlannedEscalation, ...]:
    """Who else looks, over all sets: the most urgent first, each once."""
    found = without_repeats(
        PlannedEscalation(each.id, Words(each.when), Words(each.to), each.soon)
        for pathway in chosen
        for each in pathway.escalation
    )
    return tuple(sorted(found, key=lambda each: _URGENCY.index(each.soon)))


def non_responses(chosen: Sequence[Pathway]) -> tuple[PlannedNonResponse, ...]:
    """When little change asks for a new look, for each set that says so itself."""
    return tuple(
        PlannedNonResponse(pathway.id, said.after_needle_visits, said.below_fraction, Words(said.then))
        for pathway in chosen
        if (said := pathway.non_response)
    )


def not_known(suggestions: Sequence[Suggestion]) -> tuple[Words, ...]:
    """Signs in the leg that nobody has looked at, where the set is for pain that spreads down a leg."""
    message = "{place}: whether numbness or weakness in the leg stays the same. It is examined before the first visit."
    return tuple(
        Words(message, place=place_of(each.problem))
        for each in suggestions
        if each.pathway and each.pathway.spreads_to and not each.problem.leg_signs
    )
