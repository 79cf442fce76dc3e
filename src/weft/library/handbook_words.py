"""The words of the handbook: what a field, a choice and a folder are called for people who read no files."""

from collections.abc import Mapping

from weft.core.shared.care import Action
from weft.library.handbook_labels import FIELDS

STEPS = {
    "disciplines": "Disciplines: who treats",
    "screen": "Screen: is anything dangerous, and what suits",
    "assess": "Assess: the first examination",
    "plan": "Plan: phases, doses and what is known",
    "schedule": "Schedule: booking the course",
    "treat": "Treat: the session",
    "measure": "Measure: how it is going",
    "adjust": "Adjust: when the plan changes",
    "prevent": "Prevent: after discharge",
    "learn": "Learn: what people can read",
    "tables": "Words, units and sources",
}
"""Parts of the book in order, by the first folder of a file."""

FOLDERS = {
    "screen/red_flags": "Danger signs",
    "screen/leads": "Questions that stand before others",
    "screen/precautions": "Reasons for care",
    "assess/factors": "What may add to the pain",
    "assess/tests": "Movement tests",
    "plan/pathways": "Plan sets",
    "plan/evidence": "Evidence cards",
    "plan/agreements": "What a person agrees to",
    "plan/conditions": "Conditions",
    "treat/points": "Points",
    "treat/point_sets": "Sets of points",
    "treat/modalities": "What is done with a person",
    "treat/exercises": "Exercises",
    "treat/aftercare": "Advice after a session",
    "treat/events": "Unwanted events",
    "treat/techniques": "Ways of working",
    "measure/instruments": "Measures",
    "adjust/rules": "Rules, most urgent first",
    "assess": "Limits of the first examination",
    "assess/lists": "Lists to choose from",
    "assess/pictures": "Working pictures",
    "learn/articles": "Articles",
    "learn/claims": "What is often said, and what is known",
    "prevent": "Ending care, and after",
    "screen": "People whom combined care was described for",
    "treat": "Times and limits of a session",
}
"""Chapters by folder; any other is called after its folder."""

TITLES = {
    "assess/irritability.toml": "How easily it is stirred up",
    "assess/neuro.toml": "What the nerve tests ask for",
    "assess/regions.toml": "Places of the body",
    "assess/risk_questions.toml": "Will it stay? Questions of our own",
    "assess/stage.toml": "New, subacute, long-lasting or returning",
    "assess/tried.toml": "What people have tried before",
    "plan/agreements/thrust.toml": "Thrust manipulation",
    "prevent/ending.toml": "When care may end",
    "prevent/flare.toml": "When it seems to come back",
    "prevent/maintenance.toml": "Visits to keep well",
    "prevent/recurrence.toml": "What is asked after discharge",
    "prevent/stay_well.toml": "The stay-well plan",
    "screen/audiences.toml": "Who they are",
    "screen/leads.toml": "Questions that stand before others",
    "treat/guarded_points.toml": "Points kept back",
    "treat/home_dose.toml": "The dose of home exercises",
    "treat/needle_count.toml": "Counting the needles",
    "treat/personal_care.toml": "Points that are read first, for some people",
    "treat/retention.toml": "How long needles stay in",
    "treat/same_day.toml": "Needles and movement on one day",
    "treat/telling.toml": "Who is told of an unwanted event",
}
"""Facts without a name of their own, by their files; any other is called after its file."""

CHOICES = {
    "consult": "first contact",
    "full": "before the first treatment",
    "every_visit": "every visit",
    "examination": "found by a clinician",
    "go": "go on",
    "talk_first": "a clinician talks first",
    "same_day": "a doctor today",
    "within_24_hours": "a doctor within 24 hours",
    "within_2_weeks": "a doctor within two weeks",
    "gp": "the person's own doctor",
    "ask": "a clinician asks first",
    "stop_care": "stop care",
    "tell_lead": "tell the clinical lead",
    "both": "needles and movement",
    "caution": "take care",
    "sign_off": "a clinician signs first",
    "blocked": "held back",
    "gate": "stops what it guards",
    "task": "somebody has to act",
    "proposal": "a clinician decides",
    "measure_at_most": "at most",
    "below_knee": "below the knee",
    "above_knee": "above the knee",
    "abs": "do not",
    "rel": "a clinician signs first",
    "pre": "take care",
    "none_found": "none found",
    "none": "nothing",
    "cm": "centimetres",
    "mean_of_given": "mean of the answers given",
    "single": "one number",
    "needles_first": "needles first",
    "movement_first": "movement first",
    "other_day": "on another day",
}
"""Choices from a list whose own name does not say it."""

SOON: Mapping[object, str] = {
    Action.EMERGENCY: "at once",
    Action.SAME_DAY: "the same day",
    Action.WITHIN_24_HOURS: "within 24 hours",
    Action.WITHIN_2_WEEKS: "within two weeks",
    Action.CAUTION: "no time is named",
}
"""How soon somebody looks, where who that is stands beside it."""

BASES = {
    "sourced": "Sourced: known from the sources named.",
    "derived": "Derived: worked out from sources, or chosen by design.",
    "general_knowledge": "General knowledge: what was read does not confirm all of it.",
}
"""How a value is known, said to a clinician."""

HIDDEN = frozenset(
    {"id", "order", "rank", "row", "rows", "sources", "basis", "review", "name", "code", "poses", "props"}
)
"""Fields that are shown as the title, at the end of a sheet, or not at all."""


FROM_TO = frozenset(
    {"range", "usual", "items_usual", "weeks", "hands_on", "needles", "minutes", "hertz", "answers", "contacts"}
)
"""Pairs that are read as "from … to …"."""


PERCENT = frozenset(
    {"fraction", "below_fraction", "stop_below", "enough", "improvement", "least_improvement", "share_of_start"}
)
"""Parts of one that are read as percent."""
NO_IDS = frozenset({"part", "group", "kind", "aggravated_by", "name", "label", "low_end", "high_end"})
"""Fields whose texts are words of their own, even where something else has that id."""


def titled(name: str) -> str:
    """A file's name as a title."""
    plain = name.replace("_", " ").replace("-", " ")
    return plain[:1].upper() + plain[1:]


def spoken(name: str) -> str:
    """A name of ours as people read it: ``within_2_weeks`` is "within two weeks"."""
    return CHOICES.get(name) or name.replace("_", " ")


def label(field: str) -> str:
    """What a field is called."""
    plain = FIELDS.get(field) or field.replace("_", " ")
    return plain[:1].upper() + plain[1:]
