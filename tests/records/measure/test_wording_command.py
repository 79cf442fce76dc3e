"""What `weft measures wording` does once the database is up."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.care import drafted
from tests.people import ELSEWHERE, HERE, Cast

from weft.cli.measures import _take_in, one_of
from weft.cli.trouble import BadInput
from weft.core.measure.choices import Choice
from weft.library.knowledge import knowledge
from weft.library.scores import WordingFile
from weft.records.models import MeasureWording
from weft.records.reads.clinics import clinics_here

pytestmark = pytest.mark.django_db
FILE = Path("peg.toml")
PEG = {"instructions": "Read each.", "pain": "One", "enjoyment": "Two", "activity": "Three"}

ENDS = (Choice(value=Decimal(0), words="Nothing"), Choice(value=Decimal(10), words="Everything"))


def take_in(host: str) -> None:
    _take_in(knowledge().measure.instruments["peg"], WordingFile(stated="Article", items=PEG, choices=ENDS), host, FILE)


def test_the_clinic_is_found_by_its_host(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    drafted(cast)

    take_in(HERE)

    assert MeasureWording.objects.within(cast.clinic.id).get().texts == PEG
    assert capsys.readouterr().out == "Two Rivers has taken in the wording of PEG.\n"


def test_of_several_clinics_one_is_named(cast: Cast) -> None:
    with pytest.raises(BadInput, match="several clinics; name one with --clinic: "):
        take_in("")
    with pytest.raises(BadInput, match="no clinic is at 'nowhere'"):
        take_in("nowhere")
    assert one_of(clinics_here()[:1], "") == clinics_here()[0]


def test_a_clinic_that_refuses_drafts_is_told_the_way_out(cast: Cast) -> None:
    with pytest.raises(BadInput, match="accepts no PEG; let the clinic work with drafts first"):
        take_in(ELSEWHERE)
