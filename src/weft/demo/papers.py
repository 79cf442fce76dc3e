"""Marta's papers, and what went wrong: a report that she brought, a letter to her doctor, a near miss, a bruise."""

from datetime import timedelta
from uuid import UUID

from weft.core.desk.letters import About, Section
from weft.core.treat.incidents import Kind, Reported
from weft.demo.care import done
from weft.demo.clinics import House
from weft.draw.printing import print_sheet
from weft.records import clock
from weft.records.actions.attach import attach
from weft.records.actions.incidents import IncidentTold, file_incident
from weft.records.actions.letters import LetterWritten, letter_sent, sign_letter
from weft.records.actions.opening import open_record
from weft.records.models import OpenedWhy, Person, SentHow

REPORT: dict[str, object] = {
    "clinic": "Lakeside Imaging",
    "contact": [],
    "to": ["Two Rivers Back Clinic"],
    "day": "",
    "title": "Low back, two views",
    "sections": [{"title": "Result", "text": "No fracture. Discs as usual for the age."}],
    "curve": "",
    "sentence": "",
    "knows": "",
    "signed": "",
    "confidential": "A made-up report of a made-up person.",
    "marked": "synthetic person",
}


def walk(house: House) -> None:
    """A few days ago, each in its turn."""
    marta = Person.objects.within(house.id).filter(name__startswith="Marta").values_list("id", flat=True).get()
    ren, wei, noor = house["ren"], house["wei"], house["noor"]
    dana = house["dana"]
    with clock.at(house.hour.on(-20, "11:00")):
        paper = print_sheet("letter.typ", "letter", REPORT, "en")
        says = "Report of the X-ray of the low back"
        dated = house.hour.today - timedelta(days=200)
        done(attach(by=dana, person_id=marta, name="report.pdf", content=paper, says=says, dated=dated))
    with clock.at(house.hour.on(-3, "15:40")):  # he does not treat her: he says why, and she can read it
        asked = "Wei and Dana asked me to write to her doctor."
        done(open_record(by=ren, person_id=marta, why=OpenedWhy.ASKED.value, words=asked))
    with clock.at(house.hour.on(-3, "16:00")):
        _letter(house, marta)
    with clock.at(house.hour.now):
        done(open_record(by=ren, person_id=marta, why=OpenedWhy.ASKED.value, words="Dana would like a second look."))
    with clock.at(house.hour.on(-2, "12:00")):
        wet = IncidentTold(
            reported=Reported(Kind.FALL, is_near_miss=True), story="Wet floor in the hall after the rain.",
            done_about_it="Dried; a mat was put down.",
        )  # fmt: skip
        done(file_incident(by=noor, told=wet))
    with clock.at(house.hour.on(-1, "15:00")):
        bruise = IncidentTold(
            reported=Reported(Kind.BLEEDING, grade=2), story="A bruise as large as a palm beside the low back.",
            done_about_it="Looked at, pressed, told what to watch for.", relation="certain",
        )  # fmt: skip
        done(file_incident(by=wei, told=bruise, person_id=marta))


def _letter(house: House, marta: UUID) -> None:
    sections = {
        Section.CAME: "Low back pain since spring, now and then into the hip; worst after long sitting.",
        Section.FOUND: "Strength, feeling and reflexes as usual. Bending forward stops early.",
        Section.DONE: "Needles and movement, both once or twice a week.",
        Section.STANDS: "Pain has fallen by half. Sitting through a working day is still hard.",
        Section.ASK: "Nothing is asked of you now. Please tell us what you know that matters for this care.",
    }
    written = LetterWritten(
        about=About.REPORT, to_name="Dr Ada Brown", to_address="Mill Lane Family Practice\n1 Mill Lane",
        sections=sections, person_knows=True,
    )  # fmt: skip
    number = done(sign_letter(by=house["ren"], person_id=marta, letter=written))
    done(letter_sent(by=house["ren"], letter_id=number, how=SentHow.HANDED))
