"""The handbook as pages that work from a folder, and as a PDF with contents and page numbers."""

import json
from dataclasses import asdict, replace
from typing import Any

from weft.draw.handbook_data import Block, Book, Group, Items, Table
from weft.draw.handbook_html import index_page, part_page
from weft.draw.printing import printed


def handbook_pages(book: Book) -> dict[str, str]:
    """One page a part, and `index.html`; file names to HTML. Nothing is fetched from anywhere."""
    pages = {f"{part.id}.html": part_page(part, book) for part in book.parts}
    return {"index.html": index_page(book), **pages}


def handbook_pdf(book: Book) -> bytes:
    """The whole book on A4, tagged (PDF/UA).

    A text with a character that no font has is printed without the standard, with a box in its place; never an error.
    """
    return printed("handbook.typ", {"book": json.dumps(_plain(book), ensure_ascii=False)})


def _plain(book: Book) -> dict[str, Any]:
    """As JSON for the template: every block says of what kind it is."""
    told = asdict(replace(book, parts=()))
    told["parts"] = [
        {"title": part.title, "chapters": [_chapter(chapter.title, chapter.sheets) for chapter in part.chapters]}
        for part in book.parts
    ]
    return told


def _chapter(title: str, sheets: Any) -> dict[str, Any]:
    return {
        "title": title,
        "sheets": [
            {"title": one.title, "name": one.file.removesuffix(".toml"), "sources": one.sources, "vouched": one.vouched}
            | {"blocks": [_block(block) for block in one.blocks]}
            for one in sheets
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Group(title, blocks):
            return {"kind": "group", "title": title, "blocks": [_block(inner) for inner in blocks]}
        case Table(label, head, rows):
            return {"kind": "table", "label": label, "head": head, "rows": rows}
        case Items(label, items):
            return {"kind": "items", "label": label, "items": items}
        case _:
            return {"kind": "text", "label": block.label, "text": block.text}
