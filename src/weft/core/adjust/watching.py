"""Rules that watch the scores between reviews: a rise, pain that moves into the leg, mood, and what was not asked."""

from collections.abc import Mapping
from datetime import date, timedelta

from weft.core.adjust.proposal import ProposalKind, Proposed, say
from weft.core.adjust.seen import Due, EpisodeSeen, Scored, is_new, since
from weft.core.adjust.watch_facts import FlareUpRule, LegPainRule, Limit, MeasureDueRule, MoodRule
from weft.core.measure.change import gain
from weft.core.measure.facts import Instrument
from weft.core.shared.words import Words


def flare_up(rule: FlareUpRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """A flare review when a measure rose by its limit since the start or since the score before."""
    for limit in rule.rises:
        instrument = instruments.get(limit.measure)
        found = _rise(rule, limit, seen, instrument) if instrument else None
        if found and instrument:
            earlier, latest = found
            words = Words(
                "{short} rose from {earlier} to {latest}. Look at it within {hours} hours: what happened, and ask the "
                "danger questions again.",
                short=Words(instrument.short), earlier=earlier.value, latest=latest.value, hours=rule.within_hours,
            )  # fmt: skip
            inputs = {"instrument": instrument.id, str(earlier.on): earlier.value, str(latest.on): latest.value}
            limits = {"points": limit.points, "within_hours": rule.within_hours}
            return say(
                rule, ProposalKind.FLARE_REVIEW, words, inputs=inputs, limits=limits, within_hours=rule.within_hours
            )  # fmt: skip
    return None


def leg_pain(rule: LegPainRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """A clinician looks the same day: leg pain rises while back pain falls, or there is a new sign of a nerve."""
    told = [day for day in (*seen.nerve_signs, *_nerve_events(rule, seen)) if is_new(seen, rule.id, day)]
    if told:
        words = Words("New numbness or weakness was told. A clinician looks the same day: danger questions and nerves.")
        return say(rule, ProposalKind.SAME_DAY, words, inputs={"told_on": max(told)}, action=rule.action)
    back_measure = next((one for one in rule.back if _spans(rule, seen, one)), "")
    for leg, back in zip(_spans(rule, seen, rule.leg), _spans(rule, seen, back_measure), strict=False):
        if _rose(instruments, rule.leg, leg) and _rose(instruments, back_measure, (back[1], back[0])):
            words = Words(
                "Leg pain rose from {leg_then} to {leg_now} while back pain fell from {back_then} to {back_now}. A "
                "clinician looks the same day: danger questions and nerves.",
                leg_then=leg[0].value, leg_now=leg[1].value, back_then=back[0].value, back_now=back[1].value,
            )  # fmt: skip
            inputs = {"leg": f"{leg[0].value} to {leg[1].value}", "back": f"{back[0].value} to {back[1].value}"}
            inputs |= {"on": str(leg[1].on)}
            return say(rule, ProposalKind.SAME_DAY, words, inputs=inputs, action=rule.action)
    return None


def mood(rule: MoodRule, seen: EpisodeSeen) -> Proposed | None:
    """A clinician talks with the person when an answer about mood or worry reaches its limit."""
    for half in rule.halves:
        fresh = since(seen, rule.id, seen.scores.get(half.key, ()))
        if fresh and fresh[-1].value >= half.from_points:
            words = Words("The answers about mood or worry are high ({value}). Talk with the person about them.",
                          value=fresh[-1].value)  # fmt: skip
            inputs = {"measure": half.key, "value": fresh[-1].value, "on": fresh[-1].on}
            return say(rule, ProposalKind.CONTACT, words, inputs=inputs, limits={"from_points": half.from_points})
    return None


def measure_due(rule: MeasureDueRule, seen: EpisodeSeen) -> Proposed | None:
    """Ask once when a measure was due and not answered; ask at the visit when the person was asked already."""
    missed = [due for due in seen.due if _is_missing(rule, seen, due) and is_new(seen, rule.id, due.on)]
    if not missed:
        return None
    due = missed[-1]
    words = (
        Words("A measure was due and was asked for once. Ask it at the next visit.")
        if due.prompted
        else Words("A measure was due and is not answered. Ask for it once; then at the next visit.")
    )
    inputs = {"measure": due.measure, "due": due.on, "today": seen.today, "prompted": due.prompted}
    return say(rule, ProposalKind.ASK_MEASURE, words, inputs=inputs, limits={"days": rule.days})


def _is_missing(rule: MeasureDueRule, seen: EpisodeSeen, due: Due) -> bool:
    reach = timedelta(days=rule.days)
    if seen.today is None or seen.today <= due.on + reach:
        return False
    # An answer that came later still is an answer: nobody is asked for an old day.
    return not any(one.on >= due.on - reach for one in seen.scores.get(due.measure, ()))


def _rise(
    rule: FlareUpRule, limit: Limit, seen: EpisodeSeen, instrument: Instrument | None
) -> tuple[Scored, Scored] | None:
    spans = (*_spans(rule, seen, limit.measure), *_creep(rule, seen, limit.measure, instrument))
    for earlier, latest in spans:
        if instrument and gain(instrument, earlier.value, latest.value) <= -limit.points:
            return earlier, latest
    return None


def _spans(rule: FlareUpRule | LegPainRule, seen: EpisodeSeen, measure: str) -> tuple[tuple[Scored, Scored], ...]:
    """From the start to the newest score, and from the one before; none when nothing is new."""
    known = seen.scores.get(measure, ())
    if len(known) < 2 or not is_new(seen, rule.id, known[-1].on):
        return ()
    return (known[0], known[-1]), (known[-2], known[-1])


def _creep(
    rule: FlareUpRule, seen: EpisodeSeen, measure: str, instrument: Instrument | None
) -> tuple[tuple[Scored, Scored], ...]:
    """From the best score since the last answer to the newest: what rises a little each time rises too."""
    known = seen.scores.get(measure, ())
    heard = sum(1 for one in known if not is_new(seen, rule.id, one.on))
    before = known[max(heard - 1, 0) : -1]
    if instrument is None or not before or heard == len(known):
        return ()
    return ((max(before, key=lambda one: gain(instrument, known[0].value, one.value)), known[-1]),)


def _rose(instruments: Mapping[str, Instrument], measure: str, span: tuple[Scored, Scored]) -> bool:
    instrument = instruments.get(measure)
    return instrument is not None and gain(instrument, span[0].value, span[1].value) < 0


def _nerve_events(rule: LegPainRule, seen: EpisodeSeen) -> tuple[date, ...]:
    return tuple(event.on for event in seen.events if event.code in rule.nerve_codes)
