"""What people typed is never translated, and runs in its own direction: every template, without a request."""

import re
from collections.abc import Iterator
from pathlib import Path

import weft.web

TEMPLATES = Path(weft.web.__file__).parent / "templates"
TYPED = re.compile(
    r"(^|\.)(avoid|contact_notes|fault|finding|functional|getting_in|note|notes|override_reason|problem|rationale|reason|said|says"
    r"|signature|since_said|story|stated|summary|text|thermal_reason|times|told|traditional|typed|typed_why|why|wish|wishes|answer"
    r"|withdrawn_because|needle|permitted|look\.outcome|(goal|intent|told)\.words)$"
)
"""Last names of what a template shows that somebody typed."""
MARKED = re.compile(r'<(\w+)([^<>]*translate="no"[^<>]*)>((?:(?!<\1[ >]).)*?)</\1>', re.DOTALL)
SHOWN = re.compile(r"\{\{\s*([\w.]+)(\|linebreaksbr)?\s*\}\}")


def marked() -> Iterator[tuple[str, str, str]]:
    """Template, attributes and inside of every element that is not to be translated."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        for _, attributes, inside in MARKED.findall(path.read_text()):
            yield path.relative_to(TEMPLATES).as_posix(), attributes, inside


def test_typed_text_runs_in_its_own_direction() -> None:
    missing = [
        f"{template}: {name}"
        for template, attributes, inside in marked()
        for name, _ in SHOWN.findall(inside)
        if TYPED.search(name) and 'dir="auto"' not in attributes
    ]

    assert missing == []


def test_text_of_several_lines_is_somebodys_and_is_not_translated() -> None:
    bare = [
        f"{path.relative_to(TEMPLATES)}: {line.strip()}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for line in path.read_text().splitlines()
        if "|linebreaksbr" in line and 'translate="no"' not in line
    ]

    assert bare == []
