"""A file that is sent to us may be anything: it is refused before it costs time or memory."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.care import drafted
from tests.people import Cast
from tests.web.conftest import ClientOf


@pytest.mark.parametrize("text", [".".join("a" * 49_000) + " = 1", "a = " + "[" * 90_000, "a = " + "9" * 90_000])
def test_a_file_that_would_never_end_to_be_read_is_refused_at_once(cast: Cast, as_: ClientOf, text: str) -> None:
    drafted(cast)
    sent = SimpleUploadedFile("peg.toml", text.encode())

    page = as_("elena").post("/settings/measures/peg/wording", {"stated": "Article", "file": sent})

    assert page.status_code == 400
    assert "This is no TOML file." in page.text
