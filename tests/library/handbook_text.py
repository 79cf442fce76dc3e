"""What the blocks of a handbook say, as one text."""

from weft.draw.handbook_data import Block, Group, Items, Table, Text


def texts(blocks: tuple[Block, ...]) -> str:
    """Everything that some blocks say."""
    return " | ".join(text for block in blocks for text in said(block))


def said(block: Block) -> list[str]:
    match block:
        case Group(title, blocks):
            return [title, texts(blocks)]
        case Table(label, head, rows):
            return [label, *head, *(text for row in rows for text in row)]
        case Items(label, items):
            return [label, *items]
        case Text(label, text):
            return [label, text]
