"""The handbook's pages: headings, tables and lists, readable on a phone, printable, light and dark."""

from html import escape

from weft.draw.handbook_data import Block, Book, Group, Items, Part, Sheet, Table

STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fffdf9; --faint: #6b6660; --line: #d9d3c8; --soft: #f4efe6 }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8e1; --paper: #191816; --faint: #a8a298; --line: #3c3933;
  --soft: #24221f } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance } h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--line) }
h3 { margin: 2.2rem 0 .4rem } h4, h5, h6 { margin: 1.2rem 0 .2rem; font-size: 1rem } a { color: inherit }
p { margin: .5rem 0 } .label { font-weight: 600 } .faint, footer { color: var(--faint); font-size: .875rem }
.vouched { border-left: 3px solid var(--line); padding-left: .75rem; margin-top: .75rem }
section section section section { border-left: 2px solid var(--line); padding-left: .75rem; margin: .75rem 0 }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; margin: .4rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line) }
caption { text-align: left; font-weight: 600; padding-top: .5rem }
nav ul { padding-left: 1.1rem } nav li { margin: .15rem 0 }
@media (max-width: 40rem) { table, tbody, tr, td, caption { display: block } thead { position: absolute; left: -999rem }
  tr { border-bottom: 2px solid var(--line); padding: .3rem 0 } td { border: 0; padding: .15rem 0 }
  td[data-head]:not([data-head=""])::before { content: attr(data-head) ": "; color: var(--faint) }
  td:empty { display: none } td[data-head=""] { font-weight: 600 } }
@media print { body { max-width: none; font-size: 10pt } nav { display: none } h2, h3, h4 { break-after: avoid }
  tr { break-inside: avoid } }
"""
WHAT_IT_IS = "Everything that Weft says or decides with, to be checked by clinicians. It is no medical advice."


def index_page(book: Book) -> str:
    """The parts with their chapters."""
    parts = "".join(
        f'<li><a href="{part.id}.html">{escape(part.title)}</a><ul>'
        + "".join(
            f'<li><a href="{part.id}.html#{_slug(chapter.title)}">{escape(chapter.title)}</a></li>'
            for chapter in part.chapters
        )
        + "</ul></li>"
        for part in book.parts
    )
    drafts = f"{book.drafts} files are drafts: no clinician has signed them yet." if book.drafts else "All is signed."
    body = f"<h1>Clinical handbook</h1><p>{WHAT_IT_IS}</p><p>{drafts}</p><nav><ul>{parts}</ul></nav>"
    return _page("Clinical handbook", body, book)


def part_page(part: Part, book: Book) -> str:
    """One step: contents, then every chapter."""
    contents = "".join(
        f'<li><a href="#{_slug(chapter.title)}">{escape(chapter.title)}</a><ul>'
        + "".join(f'<li><a href="#{sheet.id}">{escape(sheet.title)}</a></li>' for sheet in chapter.sheets)
        + "</ul></li>"
        for chapter in part.chapters
    )
    chapters = "".join(
        f'<section id="{_slug(chapter.title)}"><h2>{escape(chapter.title)}</h2>'
        + "".join(map(_sheet, chapter.sheets))
        + "</section>"
        for chapter in part.chapters
    )
    top = '<p><a href="index.html">Clinical handbook</a></p>'
    return _page(part.title, f"{top}<h1>{escape(part.title)}</h1><nav><ul>{contents}</ul></nav>{chapters}", book)


def _page(title: str, body: str, book: Book) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body><main>{body}</main>"
        f"<footer><p>Knowledge {escape(book.version)}. {WHAT_IT_IS}</p></footer></body></html>\n"
    )


def _sheet(sheet: Sheet) -> str:
    return (
        f'<section id="{sheet.id}"><h3>{escape(sheet.title)}</h3>'
        + "".join(_block(block, 4) for block in sheet.blocks)
        + _vouched(sheet)
        + "</section>"
    )


def _vouched(sheet: Sheet) -> str:
    """How it is known, who has to check it, its sources, and the name under which it is signed."""
    if not sheet.vouched and not sheet.sources:
        return ""
    sources = f"<p>Sources:</p><ul>{''.join(f'<li>{escape(one)}</li>' for one in sheet.sources)}</ul>"
    said = "".join(f"<p>{escape(one)}</p>" for one in sheet.vouched)
    kept = f"<p>Kept as {escape(sheet.file.removesuffix('.toml'))}.</p>"
    told = sources if sheet.sources else "<p>No source is named.</p>"
    return f'<div class="vouched faint">{said}{told}{kept}</div>'


def _block(block: Block, level: int) -> str:
    match block:
        case Group(title, blocks):
            head = f"<h{level}>{escape(title)}</h{level}>"
            return f"<section>{head}{''.join(_block(one, min(6, level + 1)) for one in blocks)}</section>"
        case Table():
            return _table(block)
        case Items(label, items):
            return f"{_label(label)}<ul>{''.join(f'<li>{escape(one)}</li>' for one in items)}</ul>"
        case _:
            label = f'<span class="label">{escape(block.label)}:</span> ' if block.label else ""
            return f"<p>{label}{escape(block.text)}</p>"


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.label)}</caption>" if table.label else ""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.head)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td data-head="{escape(name)}">{escape(text)}</td>' for name, text in zip(table.head, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return f'<div class="wide"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _label(label: str) -> str:
    return f'<p class="label">{escape(label)}</p>' if label else ""


def _slug(title: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in title.lower())
