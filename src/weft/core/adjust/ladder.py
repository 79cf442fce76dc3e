"""The end of a block of needle visits: stop, extend once, or taper; and when somebody else should look."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from weft.core.adjust.facts import BlockEndRule, ReferRule, Strength, WorseRule
from weft.core.adjust.judging import Curve, has_no_room, is_recent, moved, reached, really_worse, review_measure
from weft.core.adjust.proposal import ProposalKind, Proposed, say
from weft.core.adjust.room import room
from weft.core.adjust.seen import EpisodeSeen, Scored, is_new, since
from weft.core.measure.change import Direction
from weft.core.measure.facts import Instrument
from weft.core.shared.words import Words

_LIMITS = ("block_visits", "stop_below", "enough", "extend_by", "extend_most", "fresh_days")
_STOP = Words("Stop needles and go on moving.")
_TAPER = Words("That is enough to let needles become rarer and then end.")
_NO_MORE = Words("The block was extended before. Stop needles and go on moving.")
_NO_ROOM = Words("The plan allows no more needle visits. Stop needles and go on moving.")
_WHY_MORE = Words("How often it was extended before is not known. Why would more needles help?")
_LITTLE = Words("There was too little to improve for this number to tell. Why would more needles help?")
_WORSE = Words("But this is really worse: {measures}. Examine again before any more needles.")


def block_end(rule: BlockEndRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """What follows when the block's needle visits are given: by how much has changed; an old score is asked again."""
    found = review_measure(seen, instruments)
    if found is None or not has_block_ended(rule, seen) or not _is_new_visit(rule, seen):
        return None
    if not is_recent(seen, (found.baseline, *found.later)[-1], rule.fresh_days):
        return _asked_again(rule, seen, found)
    fresh = since(seen, rule.id, found.later)
    return _said(rule, seen, instruments, found, fresh[-1]) if fresh else None


def _said(
    rule: BlockEndRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument], found: Curve, latest: Scored
) -> Proposed:
    kind, then = _step(rule, seen, instruments, found, latest)
    given = len(seen.needled or ())
    values = {"short": Words(found.instrument.short), "baseline": found.baseline.value, "latest": latest.value}
    words = Words(
        "After {given} needle visits the block is over: {short} was {baseline} at the start, is {latest} now. {then}",
        given=given, then=then, **values,
    )  # fmt: skip
    inputs = {
        "baseline": found.baseline.value, "latest": latest.value, "on": latest.on, "needle_visits": given,
        "planned": seen.needles_planned, "extensions": seen.extensions,
    }  # fmt: skip
    limits = {name: getattr(rule, name) for name in _LIMITS}
    if kind is ProposalKind.EXTEND:
        own = room(rule, seen)
        limits |= {"extend_by": own.usual, "extend_most": own.most, "without_reason": own.free}
    return say(rule, kind, words, inputs=inputs, limits=limits)


def _asked_again(rule: BlockEndRule, seen: EpisodeSeen, found: Curve) -> Proposed:
    newest = (found.baseline, *found.later)[-1]
    words = Words(
        "The block of needle visits is over, and {short} was last asked on {day}. Ask it again before more is decided.",
        short=Words(found.instrument.short), day=newest.on,
    )  # fmt: skip
    inputs = {"newest": newest.on, "today": seen.today, "needle_visits": len(seen.needled or ())}
    said = say(rule, ProposalKind.ASK_MEASURE, words, inputs=inputs, limits={"fresh_days": rule.fresh_days})
    return replace(said, strength=Strength.TASK)


def has_block_ended(rule: BlockEndRule, seen: EpisodeSeen) -> bool:
    """Whether every needle visit of the block is given; a plan without needles has no block."""
    return block_ended_on(rule, seen) is not None


def block_ended_on(rule: BlockEndRule, seen: EpisodeSeen) -> date | None:
    """The day of the block's last needle visit; None while one is to come, or where there is no block."""
    block = rule.block_visits if seen.needles_planned is None else seen.needles_planned
    if seen.needled is None or not 0 < block <= len(seen.needled):
        return None
    return sorted(seen.needled)[block - 1]


def refer(
    rule: ReferRule, block: BlockEndRule | None, seen: EpisodeSeen, instruments: Mapping[str, Instrument]
) -> Proposed | None:
    """Propose a letter when little has changed by the rule's week of care, or at the end of a block.

    Before that week only a whole block says so, or pain that has lasted long: new pain is examined again here first.
    """
    found = review_measure(seen, instruments)
    fresh = since(seen, rule.id, found.later) if found else ()
    if found is None or not fresh or not is_recent(seen, fresh[-1], rule.fresh_days) or has_no_room(found):
        return None
    is_over = block is not None and has_block_ended(block, seen)
    is_whole = is_over and (bool(seen.is_long) or len(seen.needled or ()) >= rule.whole_block)
    if not is_whole and (seen.week is None or seen.week < rule.by_week):
        return None
    if reached(found.instrument, found.baseline, fresh[-1], rule.below_fraction):
        return None
    words = Words(
        "{short} was {baseline} at the start and is {latest} now. Somebody else should look: write to their doctor.",
        short=Words(found.instrument.short), baseline=found.baseline.value, latest=fresh[-1].value,
    )  # fmt: skip
    inputs = {"baseline": found.baseline.value, "latest": fresh[-1].value, "on": fresh[-1].on, "week": seen.week}
    limits = {"by_week": rule.by_week, "whole_block": rule.whole_block, "below_fraction": rule.below_fraction}
    return say(rule, ProposalKind.REFER, words, inputs=inputs | {"block_over": is_over}, limits=limits)


def stop_when_worse(rule: WorseRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """Propose to stop needles when the main measure is really worse than at the start, and needles were given."""
    found = review_measure(seen, instruments)
    fresh = since(seen, rule.id, found.later) if found else ()
    if found is None or not fresh or not seen.needled:
        return None
    if moved(found, found.baseline, fresh[-1]) is not Direction.WORSE:
        return None
    words = Words(
        "{short} is really worse than at the start: {baseline} then, {latest} now. Stop needles, ask the danger "
        "questions again, and examine.",
        short=Words(found.instrument.short), baseline=found.baseline.value, latest=fresh[-1].value,
    )  # fmt: skip
    inputs = {"baseline": found.baseline.value, "latest": fresh[-1].value, "on": fresh[-1].on}
    return say(rule, ProposalKind.STOP_NEEDLES, words, inputs=inputs | {"needle_visits": len(seen.needled)})


def _step(
    rule: BlockEndRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument], curve: Curve, latest: Scored
) -> tuple[ProposalKind, Words]:
    if not has_no_room(curve) and not reached(curve.instrument, curve.baseline, latest, rule.stop_below):
        return ProposalKind.STOP_NEEDLES, _STOP
    if worse := really_worse(seen, instruments):
        names = ", ".join(instruments[each].short for each in worse)
        return ProposalKind.RE_EXAMINE, Words(_WORSE.message, measures=names)
    if has_no_room(curve):
        return ProposalKind.GIVE_REASON, _LITTLE
    if reached(curve.instrument, curve.baseline, latest, rule.enough):
        return ProposalKind.TAPER, _TAPER
    return _more(rule, seen)


def _more(rule: BlockEndRule, seen: EpisodeSeen) -> tuple[ProposalKind, Words]:
    if seen.extensions is None:
        return ProposalKind.GIVE_REASON, _WHY_MORE
    if seen.extensions:
        return ProposalKind.STOP_NEEDLES, _NO_MORE
    own = room(rule, seen)
    return (ProposalKind.EXTEND, own.words) if own.most else (ProposalKind.STOP_NEEDLES, _NO_ROOM)


def _is_new_visit(rule: BlockEndRule, seen: EpisodeSeen) -> bool:
    """A block speaks once: an answer to it stands until another needle visit is given."""
    return any(is_new(seen, rule.id, day) for day in seen.needled or ())
