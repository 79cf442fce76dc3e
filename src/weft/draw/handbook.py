"""The handbook as pages that work from a folder, and as a PDF with contents and page numbers."""

import json
import re
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any, Literal

import font_source_sans_pro
import typst

from weft.draw.handbook_data import Block, Book, Group, Items, Table
from weft.draw.handbook_html import index_page, part_page

_ONE_AT_A_TIME = Lock()
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
"""Letters that the fonts at hand may not have; each point is named in Latin letters too."""


def handbook_pages(book: Book) -> dict[str, str]:
    """One page a part, and `index.html`; file names to HTML. Nothing is fetched from anywhere."""
    pages = {f"{part.id}.html": part_page(part, book) for part in book.parts}
    return {"index.html": index_page(book), **pages}


def handbook_pdf(book: Book) -> bytes:
    """The whole book on A4, tagged (PDF/UA).

    Where no font here has Chinese characters they are left out: every point is named in Latin letters too. A text with
    another character that no font has is printed without the standard, with a box in its place; never an error.
    """
    told = json.dumps(_plain(book), ensure_ascii=False)
    with _ONE_AT_A_TIME:
        for text, standard in ((told, "ua-1"), (_HAN.sub("", told), "ua-1")):
            try:
                return _print(text, standard)
            except typst.TypstError:
                continue
        return _print(told, None)


def _print(told: str, standard: Any) -> bytes:
    chosen: Literal["ua-1"] | None = standard
    pages = _compiler().compile(format="pdf", sys_inputs={"book": told}, pdf_standards=chosen)
    return pages if isinstance(pages, bytes) else b"".join(pages or ())


@cache
def _compiler() -> typst.Compiler:
    template = files("weft.draw").joinpath("handbook.typ")
    return typst.Compiler(input=str(template), font_paths=[font_source_sans_pro.font_directory])


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
