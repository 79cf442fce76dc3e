"""What must come out of a case, as sentences: the outcome of a screening, and what a rule proposes."""

from collections.abc import Iterator, Mapping
from typing import Any

from weft.library.handbook_names import Names
from weft.library.handbook_told import fields_told, questions_told, told
from weft.library.handbook_words import spoken

KINDS = {
    "ask_measure": "ask for the measure",
    "contact": "talk with the person",
    "count_needles": "count the needles",
    "ease": "less load",
    "extend": "extend once",
    "finish": "end care",
    "flare_review": "look at what has risen",
    "give_reason": "give a reason",
    "hold": "change nothing",
    "invite": "invite to come back",
    "progress": "go on to the next phase",
    "re_examine": "examine again",
    "refer": "let somebody else look",
    "ring": "ring the person",
    "taper": "fewer needles",
    "unpair": "needles and movement on separate days",
}
"""What rules propose, where the name does not say it."""

TOLD_FIRST = frozenset({"outcome", "action", "flags", "unanswered", "unsure"})
"""Of a screening."""
MANY = 4
"""Questions from which "all that was left empty" is said instead of a second list."""


def proposed(one: Mapping[str, Any], names: Names) -> str:
    """What one rule proposes: "examine again, by \u201cLittle has changed in the first weeks\u201d"."""
    kind = str(one.get("kind", ""))
    rest = {name: value for name, value in one.items() if name not in {"kind", "rule"}}
    said = f"{KINDS.get(kind) or spoken(kind)}, by \u201c{names.titles.get(str(one.get('rule')), '')}\u201d"
    return f"{said} ({fields_told(rest, names)})" if rest else said


def screened(expect: Mapping[str, Any], given: Mapping[str, Any], names: Names) -> str:
    """The outcome first, then why, then what it means for the modalities."""
    return "; ".join(_screened(expect, given, names))


def _screened(expect: Mapping[str, Any], given: Mapping[str, Any], names: Names) -> Iterator[str]:
    yield _outcome(expect)
    if flags := expect.get("flags"):
        yield f"sign up: {told(flags, names)}"
    for field, words in (("unanswered", "still to be answered"), ("unsure", "not sure")):
        if open_ := expect.get(field):
            same = len(open_) >= MANY and set(open_) == set(given.get({"unanswered": "missing"}.get(field, field), ()))
            yield f"{words}: {'all that is left empty' if same else questions_told(open_, names)}"
    rest = {name: value for name, value in expect.items() if name not in TOLD_FIRST}
    if others := rest.pop("others", None):
        some = any(name in rest for name in ("ask", "blocked", "caution"))
        rest["all other modalities" if some else "all modalities"] = spoken(str(others))
    if rest:
        yield fields_told(rest, names)


def _outcome(expect: Mapping[str, Any]) -> str:
    outcome, action = spoken(str(expect.get("outcome", ""))), str(expect.get("action", ""))
    if action == "caution":
        return f"{outcome}, with care"
    return f"{outcome}: {spoken(action)}" if action else outcome
