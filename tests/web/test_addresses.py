"""No address holds what somebody typed about a person: browsers, proxies and servers before ours write addresses down.

A new form that asks by GET, or a view that reads a new word of the address, fails here until somebody said what it is.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import weft.web

ROOT = Path(weft.web.__file__).parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"", re.DOTALL)
READ = re.compile(
    r"GET(?:\.get|\.getlist)?[(\[]\s*\"?(\w+)|(\w+) in request\.GET\b(?!\.)|GET\.(?!get|copy|urlencode)(\w+)"
)

FORMS_BY_GET = {("measure/scores.html", "measure"): "which measure of the knowledge is asked: a word of the list"}
"""Fields that may stand in an address, and why."""
WORDS = {
    "again": "the form is shown once more", "all": "everything instead of the first ones", "as": "in whose words",
    "asked": "it was asked for", "changes": "all changes", "day": "a day of the diary", "example": "a shipped case",
    "failed": "only messages that failed", "kind": "a kind of task", "line": "number of a plan's line",
    "measure": "a measure of the knowledge", "mine": "only one's own", "minutes": "how late, in minutes",
    "names": "short names in the strip", "next": "a page of ours to go on to", "nothing": "start with nothing chosen",
    "off": "entries that are hidden", "only": "only drafts", "order": "by time or by name", "page": "page of a list",
    "saved": "which part was saved", "sent": "it was sent",
    "sort": "how a list is sorted",
    "step": "a step of the care path", "version": "a version's number", "weeks": "how many weeks ahead",
    "whose": "a filter of the task list",
    "BOOKED": "how many trips were booked", "OFFER": "number of an offer", "PAGE": "page of a list",
    "SEARCH": "number of a search in this session",
}  # fmt: skip
"""Words of an address that views read: none says who somebody is, or how to reach them."""


def read(path: Path) -> str:
    """Its text."""
    return path.read_text(encoding="utf-8")


def by_get(text: str) -> Iterator[str]:
    """The fields of every form that is not sent by POST."""
    for form in FORM.findall(text):
        if 'method="post"' not in form[:600].partition("{% csrf_token %}")[0]:
            yield from [*FIELD.findall(form), *re.findall(r"field=form\.(\w+)", form)] or ["(fields of a part)"]


def test_no_form_puts_a_field_of_a_person_into_an_address() -> None:
    found = {(path.relative_to(ROOT / "templates").as_posix(), one) for path in TEMPLATES for one in by_get(read(path))}

    assert found == set(FORMS_BY_GET)


def test_a_form_that_asks_by_get_is_noticed() -> None:
    fields = '<input type="search" name="q">{% include "parts/field.html" with field=form.email %}'

    assert set(by_get(f'<form action="/people" role="search">{fields}</form>')) == {"q", "email"}
    assert set(by_get('<form method="get">{% include "parts/fields.html" %}</form>')) == {"(fields of a part)"}
    assert not set(by_get(f'<form action="/people" method="post">{{% csrf_token %}}{fields}</form>'))


def test_no_button_and_no_part_asks_with_what_was_typed() -> None:
    wrong = re.compile(r"formmethod|hx-include|<(?:input|select|textarea)[^>]*\bhx-get")

    assert [path.name for path in TEMPLATES if wrong.search(read(path))] == []


def test_every_word_of_an_address_that_a_page_reads_is_known() -> None:
    said = [READ.findall(read(path)) for path in (*ROOT.rglob("*.py"), *TEMPLATES)]
    words = {next(filter(None, each)) for found in said for each in found}

    assert words - set(WORDS) == set()
    assert {"SEARCH", "page", "PAGE", "BOOKED", "again"} <= words
