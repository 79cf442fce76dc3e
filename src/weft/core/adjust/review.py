"""One look at an episode: every accepted rule is heard, and what contradicts something stronger falls away."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from weft.core.adjust import dose, happening, ladder, pairs, response, steps, watching
from weft.core.adjust import facts as f
from weft.core.adjust import watch_facts as w
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.adjust.seen import EpisodeSeen
from weft.core.measure.facts import Instrument

_Speak = Callable[..., Proposed | None]

ON_WHAT_HAPPENED: dict[type[f.Rule], _Speak] = {
    w.DangerRule: happening.danger,
    w.NeedlesOutRule: happening.needles_out,
    w.UnwantedRule: happening.unwanted,
    w.NoShowRule: happening.no_shows,
    w.BackAgainRule: happening.back_again,
    w.MoodRule: watching.mood,
    w.MeasureDueRule: watching.measure_due,
    f.PairShiftRule: pairs.unpair,
    f.DoseRule: dose.dose,
    f.EaseRule: steps.ease,
}
"""Rules that need the episode alone."""
ON_THE_CURVE: dict[type[f.Rule], _Speak] = {
    w.LegPainRule: watching.leg_pain,
    w.FlareUpRule: watching.flare_up,
    f.WorseRule: ladder.stop_when_worse,
    f.BlockEndRule: ladder.block_end,
    f.NoResponseRule: response.re_examine,
    f.TaperRule: response.taper,
    f.ProgressRule: steps.progress,
    f.HoldRule: steps.hold,
}
"""Rules that need the measures too."""
WITH_THE_BLOCK: dict[type[f.Rule], _Speak] = {f.ReferRule: ladder.refer, f.FinishRule: steps.finish}
"""Rules that ask, besides, whether the block of needle visits is over."""

NEEDLES, MOVEMENT, ONWARD, FURTHER, DOCTOR = "needles", "movement", "onward", "further", "doctor"
_ALL = frozenset({NEEDLES, MOVEMENT, ONWARD, FURTHER, DOCTOR})
_STEP_ON = frozenset({NEEDLES, MOVEMENT, ONWARD, FURTHER})
_GOAL = frozenset({NEEDLES, ONWARD, FURTHER, DOCTOR})  # a session that was too much is eased all the same

TOUCHES: dict[ProposalKind, frozenset[str]] = {
    ProposalKind.STOP_CARE: _ALL,
    ProposalKind.SAME_DAY: frozenset({ONWARD}),
    ProposalKind.FLARE_REVIEW: frozenset({ONWARD}),
    ProposalKind.TELL_LEAD: frozenset({FURTHER}),  # needles may stop beside it; none are added, no step is taken
    ProposalKind.STOP_NEEDLES: frozenset({NEEDLES}),
    ProposalKind.REFER: frozenset({DOCTOR}),
    ProposalKind.RE_EXAMINE: frozenset({ONWARD, DOCTOR}),
    ProposalKind.EASE: frozenset({MOVEMENT}),
    ProposalKind.UNPAIR: frozenset({NEEDLES}),
    ProposalKind.EXTEND: frozenset({NEEDLES, ONWARD, FURTHER}),
    ProposalKind.TAPER: _STEP_ON,  # needles less, movement more
    ProposalKind.PROGRESS: _STEP_ON,
    ProposalKind.FINISH: _STEP_ON,
    ProposalKind.HOLD: _ALL,
}
"""What each kind decides about: the needles lane, the movement lane, whether care goes on, whether it goes further, who
else looks.
Two that share something would contradict each other; the first in the order of `ProposalKind` stands. Kinds that are
not named here change nothing in the plan and contradict nothing."""


def look(
    seen: EpisodeSeen, adjust: f.AdjustFacts, instruments: Mapping[str, Instrument]
) -> tuple[Proposed, ...]:  # fmt: skip
    """Everything that the rules say about one episode now, strongest first.

    Gates and tasks are all kept. Of proposals that decide about the same thing one is kept, and none that
    contradicts a gate or a task. Nothing follows by itself.

    Args:
        seen: The episode; what is not known is None or absent.
        adjust: The rules that the clinic accepts.
        instruments: The measures that the clinic accepts, by id.

    Raises:
        ValueError: If a score lies outside its scale.
    """
    found = [one for rule in adjust.rules.values() if (one := _heard(rule, seen, adjust, instruments))]
    return tuple(_without_contradictions(sorted(found, key=_place)))


def touched_by(one: Proposed) -> frozenset[str]:
    """What one proposal, task or gate decides about."""
    return _GOAL if one.is_goal else TOUCHES.get(one.kind, frozenset[str]())


def yields_to(kind: ProposalKind, waiting: ProposalKind) -> bool:
    """Whether a proposal is held back while another that decides about the same thing waits for its answer."""
    order = tuple(ProposalKind)
    shared = TOUCHES.get(kind, frozenset[str]()) & TOUCHES.get(waiting, frozenset[str]())
    return bool(shared) and order.index(waiting) <= order.index(kind)


def _place(one: Proposed) -> tuple[int, str]:
    kind = ProposalKind.STOP_NEEDLES if one.is_goal else one.kind
    return tuple(ProposalKind).index(kind), "" if one.is_goal else one.rule


def _heard(
    rule: f.Rule, seen: EpisodeSeen, adjust: f.AdjustFacts, instruments: Mapping[str, Instrument]
) -> Proposed | None:
    if type(rule) in WITH_THE_BLOCK:
        block = next((one for one in adjust.rules.values() if isinstance(one, f.BlockEndRule)), None)
        return WITH_THE_BLOCK[type(rule)](rule, block, seen, instruments)
    if type(rule) in ON_WHAT_HAPPENED:
        return ON_WHAT_HAPPENED[type(rule)](rule, seen)
    return ON_THE_CURVE[type(rule)](rule, seen, instruments)


def _without_contradictions(found: Sequence[Proposed]) -> Iterator[Proposed]:
    taken: set[str] = set()
    is_quiet = all(one.strength is f.Strength.PROPOSAL for one in found)
    for one in found:
        touched = touched_by(one)
        if one.strength is f.Strength.PROPOSAL and touched & taken:
            continue
        if one.kind is ProposalKind.HOLD and not is_quiet:
            continue  # nobody is told that the plan can stand while somebody has to act
        taken |= touched
        yield one
