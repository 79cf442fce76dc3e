"""What makes room on the screen makes none on paper."""

from pathlib import Path

STATIC = Path(__file__).parents[2] / "src/weft/web/static/weft"


def test_the_room_for_what_stays_at_the_foot_of_the_screen_is_no_second_page() -> None:
    print_rules = (STATIC / "base.css").read_text().partition("@media print")[2]

    assert "padding-bottom: 5rem" in (STATIC / "treat.css").read_text()
    assert "body { min-height: 0; padding: 0 !important;" in print_rules
