"""A page as its words."""

from html.parser import HTMLParser


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of(content: bytes) -> str:
    """The texts of a page in reading order, with single spaces."""
    reader = _Words()
    reader.feed(content.decode())
    return " ".join(" ".join(reader.found).split())
