"""The address of a room for video talks: whole, sealed, nobody's name in it."""

import pytest

from weft.core.book.video import LONGEST_ROOM, NAMES_SOMEBODY, NO_ROOM, NOT_SEALED, ROOM_TOO_LONG, host_of, room_fault
from weft.core.shared.words import Words

LONG = "https://video.example/" + "a" * (LONGEST_ROOM - 22)


@pytest.mark.parametrize(
    "address",
    [
        "", "https://video.example/room", "https://meet.example.org:8443/two-rivers?pwd=x1#config.a=1", LONG,
        "HTTPS://video.example", "https://räume.example/ü",
    ],
)  # fmt: skip
def test_a_whole_sealed_address_is_right_and_none_is_no_fault(address: str) -> None:
    assert room_fault(address) is None


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://video.example/room", NOT_SEALED),
        ("HTTP://video.example/room", NOT_SEALED),
        (f"{LONG}a", ROOM_TOO_LONG),
        ("https://wei@video.example/room", NAMES_SOMEBODY),
        ("https://wei:x@video.example/room", NAMES_SOMEBODY),
        ("video.example/room", NO_ROOM),
        ("javascript:alert(1)", NO_ROOM),
        ("https://localhost/room", NO_ROOM),
        ("https:///room", NO_ROOM),
        ("https://video.example/a room", NO_ROOM),
        ('https://video.example/"room', NO_ROOM),
        ("https://video.example/\u202eroom", NO_ROOM),
        ("https://video.example\u200b/room", NO_ROOM),
        ("https://video.example/room\ufeff", NO_ROOM),
        ("https://[video.example/room", NO_ROOM),
        ("https://video.example:room/x", NO_ROOM),
        ("https://video.example:0/x", NO_ROOM),
    ],
)
def test_everything_else_is_refused_in_words(address: str, says: Words) -> None:
    assert room_fault(address) == says


def test_who_runs_the_room_is_its_host() -> None:
    assert host_of("https://Meet.Example.org:8443/x?y=1") == "meet.example.org"
    assert host_of("") == ""
