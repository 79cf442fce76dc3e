"""Rules that read what happened: danger signs, unwanted events, missed visits, needle counts, pain after discharge."""

from weft.core.adjust.proposal import ProposalKind, Proposed, say
from weft.core.adjust.seen import EpisodeSeen, Happened, is_new, since
from weft.core.adjust.watch_facts import BackAgainRule, DangerRule, NeedlesOutRule, NoShowRule, UnwantedRule
from weft.core.shared.words import Words, counted


def danger(rule: DangerRule, seen: EpisodeSeen) -> Proposed | None:
    """Care waits while the screening that stands calls for one of the rule's actions."""
    standing = seen.danger
    if standing is None or standing.action not in rule.actions:
        return None
    words = Words("A danger sign stands. Nothing goes on before a clinician has acted on it.")
    inputs = {"action": standing.action.value, "flags": ", ".join(standing.flags), "on": standing.on}
    return say(rule, ProposalKind.STOP_CARE, words, inputs=inputs, action=standing.action)


def unwanted(rule: UnwantedRule, seen: EpisodeSeen) -> Proposed | None:
    """The lead is told of an event from the rule's grade on, and of every grade in its groups."""
    told = [event for event in since(seen, rule.id, seen.events) if _is_told(rule, event)]
    if not told:
        return None
    words = Words("An unwanted event: tell the clinical lead.")
    inputs = {"code": told[-1].code, "grade": told[-1].grade, "on": told[-1].on}
    limits = {"from_grade": rule.from_grade, "any_grade_in": ", ".join(rule.any_grade_in)}
    return say(rule, ProposalKind.TELL_LEAD, words, inputs=inputs, limits=limits)


def no_shows(rule: NoShowRule, seen: EpisodeSeen) -> Proposed | None:
    """Ring when visits were missed without a word."""
    missed = [day for day in seen.no_shows or () if is_new(seen, rule.id, day)]
    if len(missed) < rule.times:
        return None
    words = Words("{times} visits were missed without a word. Ring, and ask what stands in the way.", times=len(missed))
    return say(
        rule, ProposalKind.RING, words, inputs={"missed": len(missed), "last": missed[-1]}, limits={"times": rule.times}
    )


def back_again(rule: BackAgainRule, seen: EpisodeSeen) -> Proposed | None:
    """Invite early who had pain again after discharge. An answer that was not given is no "no pain"."""
    told = [one for one in since(seen, rule.id, seen.asked_back) if one.had_pain]
    if not told:
        return None
    words = Words("Pain again after care ended. Offer a short way back now, before it grows.")
    return say(rule, ProposalKind.INVITE, words, inputs={"told_on": told[-1].on})


def needles_out(rule: NeedlesOutRule, seen: EpisodeSeen) -> Proposed | None:
    """A record waits while the count of its needles is open. The treatment itself refuses to sign it."""
    for count in seen.counts:
        if count.needles_in != count.needles_out and not count.reported:
            words = counted(
                count.needles_in,
                "{count} needle went in, {needles_out} came out. The record cannot be signed.",
                "{count} needles went in, {needles_out} came out. The record cannot be signed.",
                needles_out=count.needles_out,
            )
            inputs = {"needles_in": count.needles_in, "needles_out": count.needles_out, "on": count.on}
            return say(rule, ProposalKind.COUNT_NEEDLES, words, inputs=inputs)
    return None


def _is_told(rule: UnwantedRule, event: Happened) -> bool:
    group = event.code.partition(".")[0]
    return group in rule.any_grade_in or (event.grade is not None and event.grade >= rule.from_grade)
