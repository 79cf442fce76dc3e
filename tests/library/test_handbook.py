"""The handbook tells every fact, in words, with what vouches for it."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from tests.library.handbook_text import said, texts

from weft.core.screen.facts import RedFlag
from weft.core.shared.fact import Review, ReviewStatus, fact
from weft.core.treat.facts import PointSet
from weft.draw.handbook_data import Book, Sheet
from weft.library.handbook import handbook
from weft.library.handbook_names import Names
from weft.library.knowledge import knowledge
from weft.library.reading import knowledge_root
from weft.library.shelf import Entry

NAMES = Names(knowledge())


@fact
class Drum:
    """A shape of a step that the handbook has never seen."""

    id: str
    loud: bool = False


@pytest.fixture(scope="module")
def book() -> Book:
    return handbook(knowledge(), knowledge_root())


def sheets(book: Book) -> list[Sheet]:
    return [sheet for part in book.parts for chapter in part.chapters for sheet in chapter.sheets]


def test_every_file_is_told_once(book: Book) -> None:
    files = [sheet.file for sheet in sheets(book)]
    known = knowledge()
    phases = {f"plan/pathways/{set_}/{one.id}.toml" for set_, phases in known.plan.phases.items() for one in phases}

    assert {entry.file for entry in known.entries} - phases == {file for file in files if not file.startswith("cases/")}
    assert len(files) == len(set(files))
    assert len({sheet.id for sheet in sheets(book)}) == len(files)


def test_every_case_is_told(book: Book) -> None:
    root = knowledge_root()
    cases = {path.relative_to(root).as_posix() for path in (root / "cases").rglob("*.toml")}

    assert cases <= {sheet.file for sheet in sheets(book)}


def test_every_question_is_told_in_its_own_words(book: Book) -> None:
    everything = " ".join(texts(sheet.blocks) for sheet in sheets(book))

    assert [text for text in NAMES.questions.values() if text not in everything] == []


def test_every_value_says_how_it_is_known_and_who_has_to_check_it(book: Book) -> None:
    silent = {sheet.file for sheet in sheets(book) if not sheet.vouched and not sheet.file.startswith("cases/")}

    assert {file.split("/")[0] for file in silent} <= {"disciplines", "sources.toml", "units.toml", "terms.toml"} | {
        "assess"
    }
    assert "Draft: to be checked by physiotherapist" in " ".join(" ".join(one.vouched) for one in sheets(book))


def test_a_signed_fact_names_who_signed_it() -> None:
    review = Review(status=ReviewStatus.REVIEWED, by="Dana", registration="PT 1", on=date(2026, 11, 2), judged=True)
    entry = next(one for one in knowledge().entries if isinstance(one.fact, RedFlag))
    signed = replace(knowledge(), entries=(Entry(entry.file, replace(entry.fact, review=review)),))  # type: ignore[type-var]  # a fact

    (sheet,) = [one for one in sheets(handbook(signed, knowledge_root())) if one.file == entry.file]

    said_by = "Reviewed by Dana (PT 1) on 2 Nov 2026, by their own judgement where no source says it."
    assert said_by in sheet.vouched


def test_a_step_without_a_name_of_its_own_comes_last() -> None:
    extra = Entry("music/rules/drum.toml", Drum(id="drum", loud=True))
    book = handbook(replace(knowledge(), entries=(*knowledge().entries, extra)), knowledge_root())

    assert book.parts[-1].title == "Music"
    assert book.parts[-1].chapters[0].sheets[0].title == "Drum"


def test_every_sentence_of_every_fact_is_told(book: Book) -> None:
    everything = " ".join(f"{sheet.title} {texts(sheet.blocks)} {sheet.vouched}" for sheet in sheets(book)).lower()
    facts = [entry.fact for entry in knowledge().entries]

    assert [text for fact in facts for text in sentences(fact) if text.lower() not in everything] == []


def sentences(fact: object) -> list[str]:
    """Texts of a fact and of what it holds; one with a number to fill in is left out."""
    if isinstance(fact, tuple):
        return [text for each in fact for text in sentences(each)]
    if is_dataclass(fact):
        typed = "points" if isinstance(fact, PointSet) else ""  # told point by point, not as it is typed
        named = [field.name for field in fields(fact) if field.name != typed]
        return [text for name in named for text in sentences(getattr(fact, name))]
    return [fact] if isinstance(fact, str) and " " in fact and "{" not in fact else []


def test_no_name_of_ours_is_shown_to_a_reader(book: Book) -> None:
    shown = [(sheet.file, f"{sheet.title} {texts(sheet.blocks)}") for sheet in sheets(book)]
    ours = re.compile(r"\w_\w|\.toml\b|\bNone\b(?! of|:| on| )|\b[a-z]+/[a-z]+/")

    assert [(file, found[0]) for file, text in shown if (found := ours.search(text))] == []


def test_danger_comes_first_and_a_rule_says_what_follows(book: Book) -> None:
    chapters = {chapter.title: chapter for part in book.parts for chapter in part.chapters}

    flags = [texts(sheet.blocks) for sheet in chapters["Danger signs"].sheets]
    assert "emergency" in flags[0]
    assert "emergency" not in flags[-1]
    assert chapters["Questions that stand before others"].sheets[0].title == "Sudden illness"
    rules = chapters["Rules, most urgent first"].sheets
    assert rules[0].title == "A danger sign stands: care waits"
    assert all(said(sheet.blocks[0])[0] == "What follows" for sheet in rules)


def test_the_cases_of_the_leads_are_called_as_their_chapter(book: Book) -> None:
    assert [sheet.title for sheet in sheets(book) if sheet.file == "cases/screen/leads.toml"] == [
        "Questions that stand before others"
    ]
