"""One episode in a file, for `weft review` and for the cases: what is known, by day; what is left out is not known."""

from pathlib import Path

from weft.core.adjust import seen as s
from weft.core.shared.words import Words
from weft.library.episode_faults import episode_faults
from weft.library.episode_given import Episode, Goal
from weft.library.reading import BadFile, read_as, read_toml
from weft.library.shape import Knowledge

__all__ = ["Episode", "episode_seen", "read_episode"]

_REACHED = {Goal.REACHED: True, Goal.NOT_REACHED: False, Goal.NOT_ASKED: None}


def read_episode(path: Path, knowledge: Knowledge) -> s.EpisodeSeen:
    """Read an episode file.

    Args:
        path: A file as in `docs/formats/review.md`.
        knowledge: Measures, rules, phases and unwanted events by id; a screen's half is written ``phq4.mood``.

    Raises:
        BadFile: If it is missing, is not TOML, or has an unknown key, name or value.
    """
    given = read_as(Episode, read_toml(path), path)
    for place, mend in episode_faults(given, knowledge):
        raise BadFile(path, place, mend)
    return episode_seen(given)


def episode_seen(given: Episode) -> s.EpisodeSeen:
    """The same episode as the rules see it."""
    return s.EpisodeSeen(
        today=given.today,
        week=given.week,
        began=given.began,
        is_long=given.is_long,
        phase=given.phase,
        main=given.main,
        scores={name: tuple(s.Scored(on, value) for on, value in rows) for name, rows in given.scores.items()},
        pairs=tuple(
            s.PairOn(one.on, s.PairFelt(one.before, one.after_needles, one.after_movement)) for one in given.pairs
        ),
        needled=given.needled,
        needles_planned=given.needles_planned,
        needles_most=given.needles_most,
        needles_with_reason=given.needles_with_reason,
        look_again_after=given.look_again_after,
        look_again_then=Words(given.look_again_then) if given.look_again_then else None,
        dose_answered=tuple(s.DoseAnswered(one.on, one.days, one.visits) for one in given.dose_answered),
        needles_booked=given.needles_booked,
        extensions=given.extensions,
        no_shows=given.no_shows,
        events=tuple(s.Happened(one.on, one.code, one.grade) for one in given.events),
        nerve_signs=given.nerve_signs,
        danger=s.Danger(given.danger.on, given.danger.action, given.danger.flags) if given.danger else None,
        criteria=given.criteria,
        goals=tuple(_REACHED[goal] for goal in given.goals),
        sessions=tuple(
            s.Moved(one.on, one.pain_before, one.pain_after, one.lasted_hours, one.too_much) for one in given.sessions
        ),
        home_share=given.home_share,
        due=tuple(s.Due(one.measure, one.on, one.prompted) for one in given.due),
        counts=tuple(s.Counted(one.on, one.needles_in, one.needles_out, one.reported) for one in given.counts),
        reviews=given.reviews,
        review_due=given.review_due,
        asked_back=tuple(s.AskedBack(one.on, one.had_pain) for one in given.asked_back),
        decided=given.decided,
    )
