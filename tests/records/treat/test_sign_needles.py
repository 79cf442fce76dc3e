"""Signing the needle half."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.people import Cast
from tests.records.treat.treat_builders import agree, assert_done, at, needled, prepare, read_first, record, trip, visit

from weft.core.shared.care import Answer
from weft.core.treat.count import Count
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import screen, treat
from weft.records.actions.opening import open_record
from weft.records.actions.treat import Reacted, Signed
from weft.records.models import (
    AdverseEvent,
    Aftercare,
    AuditChange,
    Draft,
    HandOver,
    Membership,
    Score,
    SessionRecord,
    Task,
    VisitState,
    Wording,
)
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def test_signing_waits_until_as_many_are_out_as_went_in(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)

    too_early = treat.sign_needles(visit_id=pair.needles, by=cast.wei)
    treat.needles_out(visit_id=pair.needles, by=cast.wei, count=1)
    signed = treat.sign_needles(visit_id=pair.needles, by=cast.wei)

    assert refused(too_early).reason is Reason.NEEDLES_IN
    assert isinstance(signed, Signed)
    assert visit(pair.needles).state == VisitState.DONE


def test_a_missing_needle_report_lets_sign(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)
    treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="Searched.", second_by=cast.noor.user_id)

    assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei))

    assert (record(pair.needles).content["needles_in"], record(pair.needles).content["needles_out"]) == (6, 5)


def test_the_record_says_who_signed_what_was_done_and_how_long(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(2)):
        treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl23 b, bl25 b")
    with clock.at(at(4)):
        treat.check(visit_id=pair.needles, by=cast.wei)
    with clock.at(at(13)):
        treat.needles_out(visit_id=pair.needles, by=cast.wei, count=4)
    with clock.at(at(15)):
        treat.sign_needles(visit_id=pair.needles, by=cast.wei, content={"rationale": "calm the back"})

    row = record(pair.needles)
    assert (row.signed_by_id, row.signed_at, row.signed_as[:3]) == (cast.wei.user_id, at(15), "Wei")
    expected = {"rationale": "calm the back", "minutes": 11, "planned_minutes": 10, "checks": ["fine"]}
    assert expected.items() <= row.content.items()
    assert [point["code"] for point in row.content["points"]] == ["BL23", "BL25"]


def test_pain_is_kept_with_its_moment_in_the_same_breath(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    treat.sign_needles(visit_id=pair.needles, by=cast.wei, pain_before=6, pain_after=3)

    scores = (
        Score.objects.within(cast.clinic.id).filter(visit_id=pair.needles).values_list("moment", "value", "measure")
    )
    assert set(scores) == {("before_needles", Decimal(6), "nprs"), ("after_needles", Decimal(3), "nprs")}


@pytest.mark.parametrize(("pain", "saved"), [(0, 1), (10, 1), (11, 0), (-1, 0), (None, 0)])
def test_pain_is_a_number_of_the_scale_or_was_not_asked(cast: Cast, pain: int | None, saved: int) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    result = treat.sign_needles(visit_id=pair.needles, by=cast.wei, pain_after=pain)

    assert Score.objects.within(cast.clinic.id).count() == saved
    assert isinstance(result, Refused) is (pain in {11, -1})
    assert SessionRecord.objects.within(cast.clinic.id).exists() is not isinstance(result, Refused)


def test_without_an_agreement_nothing_is_signed(cast: Cast) -> None:
    prepare(cast, None, "dry_needling")
    pair = trip(cast)

    no = refused(treat.sign_needles(visit_id=pair.needles, by=cast.wei))

    assert no.reason is Reason.NOT_AGREED
    assert "Needling" in str(no.words)


def test_an_agreement_withdrawn_after_the_needles_does_not_hide_what_was_done(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    agree(cast, "needling", given=False, minutes=21)

    assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei))


def test_electro_named_at_signing_needs_its_own_agreement(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    without = treat.sign_needles(visit_id=pair.needles, by=cast.wei, modalities=("electro_acupuncture",))
    agree(cast, "electro_acupuncture")
    treat.sign_needles(visit_id=pair.needles, by=cast.wei, modalities=("electro_acupuncture",))

    assert refused(without).reason is Reason.NOT_AGREED
    assert record(pair.needles).content["modalities"] == ["needling", "electro_acupuncture"]


def test_needles_that_nobody_counted_in_cannot_be_signed_but_a_visit_without_needles_can(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    assert refused(treat.sign_needles(visit_id=pair.needles, by=cast.wei)).reason is Reason.MISSING
    assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei, modalities=()))


def test_blocked_points_are_refused_with_the_reason(cast: Cast) -> None:
    prepare(cast, pregnancy=Answer.YES)
    pair = trip(cast)
    unsigned = treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl23 b")
    with clock.at(at(-5)):
        assert_done(
            screen.sign_off(
                by=cast.wei, person_id=cast.marta_id, modality="needling", reason="trained for it",
                until=date(2027, 5, 1),
            )
        )  # fmt: skip

    with clock.at(at(0)):
        blocked = treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl23 b, sp6 b")
        read_first(pair.needles, cast.wei)
        free = treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl23 b")

    assert refused(unsigned).reason is Reason.BLOCKED
    assert refused(blocked).reason is Reason.BLOCKED
    assert "SP6" in str(refused(blocked).words)
    assert "pregnan" in str(refused(blocked).words).lower()
    assert free == Count(2, 0)


def test_ten_needles_are_counted_once(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=10)

    assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei))


def test_above_ten_needles_somebody_else_counts_too(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=11)

    alone = treat.sign_needles(visit_id=pair.needles, by=cast.wei, counted_again=11)
    oneself = treat.sign_needles(visit_id=pair.needles, by=cast.wei, counted_again=11, second_by=cast.wei.user_id)
    uncounted = treat.sign_needles(visit_id=pair.needles, by=cast.wei, second_by=cast.noor.user_id)
    other = treat.sign_needles(visit_id=pair.needles, by=cast.wei, second_by=cast.noor.user_id, counted_again=10)
    agreed = treat.sign_needles(visit_id=pair.needles, by=cast.wei, second_by=cast.noor.user_id, counted_again=11)

    assert [refused(each).reason for each in (alone, oneself, uncounted, other)] == [
        Reason.MISSING, Reason.NOT_POSSIBLE, Reason.MISSING, Reason.NEEDLES_IN,
    ]  # fmt: skip
    assert_done(agreed)
    counted = record(pair.needles).content["counted_again"]
    assert (counted["how"], counted["by"]) == ("second_person", "Noor")


def test_who_works_alone_counts_twice(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=11)

    once = treat.sign_needles(visit_id=pair.needles, by=cast.wei, working_alone=True)
    Membership.objects.within(cast.clinic.id).exclude(user__name="Wei").update(active=False)
    twice = treat.sign_needles(visit_id=pair.needles, by=cast.wei, counted_again=11)

    assert refused(once).reason is Reason.MISSING
    assert_done(twice)
    assert record(pair.needles).content["counted_again"] == {
        "how": "count_twice", "count": 11, "second_by": "", "by": "",
    }  # fmt: skip


def test_signed_is_frozen(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    treat.sign_needles(visit_id=pair.needles, by=cast.wei)
    assert_done(open_record(by=cast.ren, person_id=cast.marta_id, why="stands_in"))
    later = [
        treat.sign_needles(visit_id=pair.needles, by=cast.ren),
        treat.needles_in(visit_id=pair.needles, by=cast.wei, count=1),
        treat.needles_out(visit_id=pair.needles, by=cast.wei, count=1),
        treat.correct_count(visit_id=pair.needles, by=cast.wei, count=9, reason="?"),
        treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="?", working_alone=True),
        treat.save_draft(visit_id=pair.needles, by=cast.wei, form="needles", content={}),
        treat.check(visit_id=pair.needles, by=cast.wei),
    ]

    assert {refused(each).reason for each in later} == {Reason.SIGNED}
    row = record(pair.needles)
    row.content = {"needles_in": 0}
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    assert_done(treat.faint(visit_id=pair.needles, by=cast.wei))


def test_the_same_form_sent_twice_signs_once(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    first = treat.sign_needles(visit_id=pair.needles, by=cast.wei, pain_after=3, key="k1")
    again = treat.sign_needles(visit_id=pair.needles, by=cast.wei, pain_after=3, key="k1")

    assert first == again
    assert Score.objects.within(cast.clinic.id).count() == 1


def test_a_reaction_is_kept_and_told_by_its_weight(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    unknown = treat.sign_needles(visit_id=pair.needles, by=cast.wei, reaction=Reacted("general.levitation"))
    treat.sign_needles(visit_id=pair.needles, by=cast.wei, reaction=Reacted("needle_site.bruise", 1, "small"))

    assert refused(unknown).reason is Reason.NOT_POSSIBLE
    row = AdverseEvent.objects.within(cast.clinic.id).get()
    assert (row.kind, row.severity, row.story) == ("needle_site.bruise", "mild", "small")
    assert not Task.objects.within(cast.clinic.id).filter(kind__in=("tell_lead", "incident")).exists()


def test_a_serious_reaction_is_an_incident(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    treat.sign_needles(visit_id=pair.needles, by=cast.wei, reaction=Reacted("needle_site.broken"))

    assert Task.objects.within(cast.clinic.id).filter(kind="incident").exists()


def test_aftercare_knows_what_is_booked_today(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    signed = treat.sign_needles(visit_id=pair.needles, by=cast.wei, reaction=Reacted("needle_site.bruise"))

    assert isinstance(signed, Signed)
    content = Aftercare.objects.within(cast.clinic.id).get(id=signed.aftercare_id).content
    assert content["situations"] == ["bruise_or_bleed", "first_session", "movement_booked_today", "needles"]
    shown = Wording.objects.get(hash=content["wording"])
    assert "Your movement session today goes ahead" in shown.text
    assert content["lines"][0]["why"]["rule"].startswith("aftercare.")


def test_the_hand_over_is_written_with_the_signature_and_the_draft_goes(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.save_draft(visit_id=pair.needles, by=cast.wei, form="needles", content={"note": "half"})
    treat.save_draft(visit_id=pair.needles, by=cast.wei, form="needles", content={"note": "whole"})
    assert Draft.objects.within(cast.clinic.id).get().content == {"note": "whole"}
    needled(cast, pair.needles)

    treat.sign_needles(visit_id=pair.needles, by=cast.wei, hand_over="Right side looser.")

    assert HandOver.objects.within(cast.clinic.id).get().content["words"] == "Right side looser."
    assert not Draft.objects.within(cast.clinic.id).exists()


def test_handing_over_waits_for_the_needles(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)

    too_early = treat.hand_over(visit_id=pair.needles, by=cast.wei, words="Looser.")
    treat.needles_out(visit_id=pair.needles, by=cast.wei, count=1)
    empty = treat.hand_over(visit_id=pair.needles, by=cast.wei, words=" ")

    assert refused(too_early).reason is Reason.NEEDLES_IN
    assert refused(empty).reason is Reason.MISSING
    assert_done(treat.hand_over(visit_id=pair.needles, by=cast.wei, words="Looser.", avoid="bending"))


def test_only_the_needle_half_is_signed_as_needles_and_only_by_who_may(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    with pytest.raises(NotFound):
        treat.sign_needles(visit_id=pair.movement, by=cast.wei)
    with pytest.raises(NotAllowed):
        treat.sign_needles(visit_id=pair.needles, by=cast.dana)


def test_what_is_added_later_stands_beside_the_record(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    signed = treat.sign_needles(visit_id=pair.needles, by=cast.wei)
    assert isinstance(signed, Signed)
    assert_done(open_record(by=cast.ren, person_id=cast.marta_id, why="stands_in"))

    silent = treat.amend(record_id=signed.record_id, by=cast.ren, text="BL40 too.", reason="")
    treat.amend(record_id=signed.record_id, by=cast.ren, text="BL40 too.", reason="forgotten")

    assert refused(silent).reason is Reason.MISSING
    assert [(row.text, row.by_id) for row in record(pair.needles).amendments.all()] == [("BL40 too.", cast.ren.user_id)]
    with pytest.raises(NotAllowed):
        treat.amend(record_id=signed.record_id, by=cast.dana, text="x", reason="y")
    with pytest.raises(NotFound):
        treat.amend(record_id=signed.record_id, by=cast.otto, text="x", reason="y")


def test_an_unsigned_record_is_changed_and_not_amended(cast: Cast) -> None:
    pair = trip(cast)
    row = SessionRecord.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, visit_id=pair.needles, discipline="needles"
    )

    no = refused(treat.amend(record_id=row.id, by=cast.wei, text="x", reason="y"))

    assert no.reason is Reason.NOT_POSSIBLE


def test_the_signature_is_written_down(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    treat.sign_needles(visit_id=pair.needles, by=cast.wei, pain_after=2)

    rows = AuditChange.objects.filter(person=cast.marta_id.hex, actor=cast.wei.actor, operation="insert")
    tables = set(rows.values_list("table", flat=True))
    assert {"records_sessionrecord", "records_aftercare", "records_score", "records_event"} <= tables
