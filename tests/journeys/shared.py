"""What the journeys on SQLite and the journeys on PostgreSQL share between them; both runs take about the same time."""

import os

ONLY_ON = {
    "sqlite": ("test_demo_command.py", "test_papers.py"),
    "postgres": ("test_names.py", "test_picker.py", "test_typed_text.py", "test_words.py"),
}
"""What does not depend on the database runs on one of the two only, to save minutes: what a browser does by itself, how
paper looks, names and words of the templates. Every journey of a person on the care path runs on both."""


def elsewhere() -> list[str]:
    """Journeys that this run leaves to the other one."""
    here = os.environ.get("WEFT_TEST_DB", "sqlite")
    return [journey for database, journeys in ONLY_ON.items() if database != here for journey in journeys]
