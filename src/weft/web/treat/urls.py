"""Addresses of Treat."""

from django.urls import path

from weft.web.treat import bed, home_set, home_sheet, incidents, live, movement, needles

app_name = "treat"
urlpatterns = [
    path("beds", live.beds, name="beds"),
    path("incidents", incidents.incidents, name="incidents"),
    path("incidents/new", incidents.of_nobody, name="new_incident"),
    path("incidents/<uuid:incident_id>", incidents.incident, name="incident"),
    path("incidents/<uuid:incident_id>/look", incidents.look, name="look"),
    path("events/<uuid:adverse_event_id>/look", incidents.look_at_event, name="look_at_event"),
    path("missing/<uuid:missing_needle_report_id>/look", incidents.look_at_missing, name="look_at_missing"),
    path("people/<uuid:person_id>/incident", incidents.of_person, name="person_incident"),
    path("people/<uuid:person_id>/incidents", incidents.person_incidents, name="person_incidents"),
    path("people/<uuid:person_id>/home-exercises", home_set.show, name="home_set"),
    path("people/<uuid:person_id>/home-exercises/save", home_set.save, name="save_home"),
    path("people/<uuid:person_id>/home-exercises.pdf", home_sheet.sheet, name="home_sheet"),
    path("me/home-exercises.pdf", home_sheet.mine, name="my_home_sheet"),
    path("visits/<uuid:visit_id>/incident", incidents.of_visit, name="visit_incident"),
    path("visits/<uuid:visit_id>/arrive", live.arrive, name="arrive"),
    path("visits/<uuid:visit_id>/not-here", live.not_here, name="not_here"),
    path("visits/<uuid:visit_id>/faint", live.faint, name="faint"),
    path("visits/<uuid:visit_id>/steady", live.steady, name="steady"),
    path("visits/<uuid:visit_id>/amend", live.amend, name="amend"),
    path("visits/<uuid:visit_id>/needles", needles.show, name="needles"),
    path("visits/<uuid:visit_id>/needles/in", needles.put_in, name="needles_in"),
    path("visits/<uuid:visit_id>/needles/check", needles.check, name="check"),
    path("visits/<uuid:visit_id>/needles/out", needles.take_out, name="needles_out"),
    path("visits/<uuid:visit_id>/needles/correct", needles.correct, name="correct_count"),
    path("visits/<uuid:visit_id>/needles/recount", needles.recount, name="recount_out"),
    path("visits/<uuid:visit_id>/needles/missing", needles.missing, name="missing_needle"),
    path("visits/<uuid:visit_id>/needles/read", bed.read, name="read_heed"),
    path("visits/<uuid:visit_id>/needles/said", bed.said, name="said"),
    path("visits/<uuid:visit_id>/needles/bell", bed.bell, name="bell"),
    path("visits/<uuid:visit_id>/needles/longer", bed.longer, name="longer"),
    path("visits/<uuid:visit_id>/needles/current", bed.current, name="current"),
    path("visits/<uuid:visit_id>/needles/clear", bed.clear, name="clear_area"),
    path("visits/<uuid:visit_id>/needles/all", bed.that_was_all, name="that_was_all"),
    path("visits/<uuid:visit_id>/needles/draft", needles.draft, name="needles_draft"),
    path("visits/<uuid:visit_id>/needles/sign", needles.sign, name="sign_needles"),
    path("visits/<uuid:visit_id>/movement", movement.show, name="movement"),
    path("visits/<uuid:visit_id>/movement/start", movement.start, name="start_movement"),
    path("visits/<uuid:visit_id>/movement/draft", movement.draft, name="movement_draft"),
    path("visits/<uuid:visit_id>/movement/sign", movement.sign, name="sign_movement"),
]
