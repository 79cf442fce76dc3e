"""The 18 items of seed 002's worked case, each with words that every rendering of the plan must hold."""

ITEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("needles_twice_a_week_in_weeks_1_and_2", ("Needles 2 a week",)),
    ("calm_pain_and_nerve_irritation", ("calm pain and nerve irritation",)),
    ("relax_muscle", ("relax tight muscle",)),
    ("reduce_inflammation_is_the_sources_aim_and_unproven", ("reduce inflammation", "unproven")),
    ("gentle_movement", ("Gentle movement",)),
    ("posture_work", ("posture work",)),
    ("myofascial_release", ("Myofascial release",)),
    ("needles_weekly_in_weeks_3_to_5", ("Needles weekly, 1 a week",)),
    ("core_stabilisation", ("Core stabilisation",)),
    ("glute_activation", ("Glute activation",)),
    ("spinal_mobility", ("Spinal mobility",)),
    ("needles_as_needed_from_week_6", ("Needles as needed from week 6", "none booked ahead, up to 2", "a flare")),
    ("functional_strength", ("Functional strength",)),
    ("ergonomic_retraining_for_the_persons_own_day", ("Ergonomic retraining for your own day",)),
    ("goal_less_pain", ("Less pain",)),
    ("goal_more_flexibility", ("More flexibility",)),
    ("goal_tools_against_recurrence", ("Tools against recurrence",)),
    ("seven_needle_visits_in_a_range_of_7_to_15", ("7", "15")),
)


def missing(text: str) -> list[str]:
    """Items whose words are not all in ``text``; white space and letter case do not count."""
    flat = " ".join(text.split()).casefold()
    return [item for item, words in ITEMS if not all(" ".join(each.split()).casefold() in flat for each in words)]
