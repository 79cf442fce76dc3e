"""What the fields of worked cases are called."""

CASE_FIELDS = {
    "action": "who looks",
    "calm_pain": "pain when all is calm",
    "changed_words": "worth a note",
    "described_words": "only described",
    "usual_words": "as usual",
    "better_words": "better, from and to",
    "worse_words": "worse, from and to",
    "same_words": "no change, from and to",
    "gain_fraction": "better by, as a part of one",
    "is_first_pair": "first pair ever",
    "is_first_session": "first session",
    "is_flare": "called a flare",
    "is_long": "long-lasting pain",
    "keep": "things to keep up",
    "line_minutes": "minutes in the plan",
    "recurrent": "returning",
    "sided": "left and right",
    "to_come": "questions to come",
    "without": "the whole check without it",
    "after_needles": "after needles",
    "aggravated_by": "worse with",
    "ask": "a clinician asks first",
    "asked": "questions of",
    "asked_back": "asked after discharge",
    "audiences": "groups",
    "blocked": "held back",
    "blocked_points": "points held back",
    "caution": "take care",
    "criteria": "way out of the phase reached",
    "danger": "danger sign",
    "decided": "answered already",
    "doses": "doses by phase",
    "due": "was due",
    "episodes_before": "episodes before",
    "fitting": "sets that fit",
    "flags": "signs up",
    "goals": "goals",
    "leg_signs": "nerve signs in the leg",
    "main": "measure that decides",
    "missing": "left empty",
    "needled": "needle visits on",
    "no_shows": "missed without a word on",
    "others": "all other modalities",
    "outcome": "outcome",
    "pathways": "set chosen",
    "pathway": "set asked for",
    "recovered_weeks": "weeks since recovery",
    "red_flags": "signs up",
    "reported": "reported missing",
    "rule": "rule",
    "said": "said",
    "since_weeks": "weeks since it began",
    "radiates_to": "spreads to",
    "sign_off": "a clinician signs first",
    "site_rules": "not at the affected place",
    "today": "day of the look",
    "tried": "tried before",
    "unanswered": "still to be answered",
    "unsure": "not sure",
    "withheld": "lines left out",
    "yes": "yes to",
}
"""By the field's name; any other is called by its own."""

MEASURES = frozenset(
    {"instrument", "main", "measure", "ours", "free_wording", "licensed", "judged", "never_asked", "on_curve"}
    | {"paraphrases", "raises", "worded"}
)
"""Fields that name measures."""

QUESTIONS = frozenset({"yes", "unsure", "missing", "unanswered"})
"""Fields that name screening questions."""

PLAIN = frozenset({"aggravated_by", "reason", "positive", "parts", "open", "risk", "alone", "why"})
"""Fields of words that stand for themselves, also where something else has that id."""

NOTHING = {"spreads": "nowhere", "pathways": "no set"}
"""What an empty text in a list of these fields says."""
