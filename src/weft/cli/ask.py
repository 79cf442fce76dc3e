"""`weft ask WORDS`: find what there is to read, by plain words."""

from typing import Annotated

import typer

from weft.cli.page import Row, heading, labelled, paragraph, printed
from weft.cli.trouble import BadInput
from weft.core.learn.facts import LearnFacts
from weft.core.learn.finding import Found, find
from weft.core.shared.fact import Certainty
from weft.library.accepted import is_signed
from weft.library.knowledge import knowledge

_Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="What you want to know, in your own words.")]

SURE = {
    Certainty.HIGH: "high certainty",
    Certainty.MODERATE: "moderate certainty",
    Certainty.LOW: "low certainty",
    Certainty.VERY_LOW: "very low certainty",
    Certainty.NONE: "no evidence found",
}
SHOWN = 3
"""Answers that are printed whole; the others by name."""

commands = typer.Typer()


@commands.command()
def ask(words: _Words) -> None:
    """Find what there is to read: "cold shoulder", "slipped disc", "how many visits". No database."""
    asked, known = " ".join(words), knowledge()
    found = find(known.learn, asked)
    if not found:
        raise BadInput(
            f"{asked[:60]!r}: nothing to read speaks of this; try a plainer word, such as: knots, disc, sciatica"
        )
    printed(_text(found, known.learn))


def _text(found: tuple[Found, ...], facts: LearnFacts) -> list[Row]:
    rows: list[Row] = []
    for one in found[:SHOWN]:
        rows += _answer(one, facts)
    if also := [f"{one.section.name} ({one.article.name})" for one in found[SHOWN:]]:
        rows += heading("Also")
        rows += [row for name in also for row in paragraph(name)]
    claims = (facts.claims[name].review for one in found for name in one.claims or one.section.claims)
    if not all(map(is_signed, (*(one.article.review for one in found), *claims))):
        rows += [Row(""), *paragraph("Draft: no named clinician has checked these texts against their sources yet.")]
    return rows + paragraph("General information, not medical advice.")


def _answer(one: Found, facts: LearnFacts) -> list[Row]:
    rows = heading(one.section.name)
    rows += paragraph(f"From: {one.article.name}", style="dim")
    rows += [row for text in (one.section.short, *one.section.full) for row in paragraph(text)]
    rows += [row for point in one.section.points for row in paragraph(f"- {point}", indent=4)]
    for claim in (facts.claims[name] for name in one.claims or one.section.claims):
        rows += labelled("Said", claim.claim, indent=2, room=7)
        sources = ", ".join(claim.sources)
        rows += labelled("Known", f"{claim.known} ({SURE[claim.certainty]}; {sources})", indent=2, room=7)
    return rows
