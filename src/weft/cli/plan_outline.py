"""The outline of a consult as text: one page, no obligation."""

from collections.abc import Iterator, Sequence

from weft.cli.page import Row, heading, labelled, paragraph
from weft.core.plan.doses import in_weeks
from weft.core.plan.outline import Outline
from weft.core.shared.words import Words


def outline_text(outline: Outline) -> list[Row]:
    """All rows of the printed outline."""
    return [
        Row(str(outline.title), "bold"),
        *paragraph(str(outline.next), 0),
        *(row for words in outline.told for row in paragraph(str(words), 0)),
        *_listed("What we heard", outline.heard),
        *_listed("What may fit", outline.may_fit),
        *_phases(outline),
        *_listed("What to expect", outline.expectations),
        *_listed("What is not known yet", outline.not_known),
        *_listed("No obligation", outline.no_obligation),
        *_drafts(outline),
    ]


def _phases(outline: Outline) -> Iterator[Row]:
    if not outline.phases:
        return
    yield from heading("Likely phases and visits")
    for phase in outline.phases:
        weeks = str(in_weeks(phase.weeks))
        yield from labelled(str(phase.name), "; ".join([weeks, *map(str, phase.visits)]), 2, 12)
    for words in outline.visits:
        yield from paragraph(str(words))


def _drafts(outline: Outline) -> Iterator[Row]:
    if outline.drafts:
        yield Row("")
        text = f"Values that no clinician has reviewed yet: {len(outline.drafts)}."
        yield from paragraph(f"{text} Knowledge {outline.knowledge_version}.", 0, "dim")


def _listed(title: str, words: Sequence[Words]) -> Iterator[Row]:
    if words:
        yield from heading(title)
    for each in words:
        yield from labelled("-", str(each), 2, 2)
