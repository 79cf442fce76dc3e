"""A name on the diary's pages is no word to translate: also in a sentence, and in what only a reader hears."""

import re
from pathlib import Path

import weft.web

TEMPLATES = Path(weft.web.__file__).parent / "templates" / "schedule"
MARKED = re.compile(r'<(\w+)[^<>]*translate="no"[^<>]*>(?:(?!<\1[ >]).)*?</\1>', re.DOTALL)
NAME = re.compile(r"\{\{\s*((?:\w+\.)*(?:name|who|place|person|practitioner|asked_by))\s*(?:\|join:\"[^\"]*\")?\s*\}\}")
TITLE = "clinic.name"
"""Stands in the title of the window, where no element can be."""
WORDS = {"schedule/run_people.html": "name"}
"""A discipline's, translated before it comes into the sentence."""


def test_every_name_is_marked() -> None:
    bare = [
        f"schedule/{path.name}: {name}"
        for path in sorted(TEMPLATES.glob("*.html"))
        for name in NAME.findall(MARKED.sub("", path.read_text()))
        if name != TITLE and WORDS.get(f"schedule/{path.name}") != name
    ]

    assert bare == []
