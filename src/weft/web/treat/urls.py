"""Addresses of Treat."""

from django.urls import path

from weft.web.treat import live, movement, needles

app_name = "treat"
urlpatterns = [
    path("beds", live.beds, name="beds"),
    path("visits/<uuid:visit_id>/arrive", live.arrive, name="arrive"),
    path("visits/<uuid:visit_id>/faint", live.faint, name="faint"),
    path("visits/<uuid:visit_id>/steady", live.steady, name="steady"),
    path("visits/<uuid:visit_id>/amend", live.amend, name="amend"),
    path("visits/<uuid:visit_id>/needles", needles.show, name="needles"),
    path("visits/<uuid:visit_id>/needles/in", needles.put_in, name="needles_in"),
    path("visits/<uuid:visit_id>/needles/check", needles.check, name="check"),
    path("visits/<uuid:visit_id>/needles/out", needles.take_out, name="needles_out"),
    path("visits/<uuid:visit_id>/needles/correct", needles.correct, name="correct_count"),
    path("visits/<uuid:visit_id>/needles/missing", needles.missing, name="missing_needle"),
    path("visits/<uuid:visit_id>/needles/draft", needles.draft, name="needles_draft"),
    path("visits/<uuid:visit_id>/needles/sign", needles.sign, name="sign_needles"),
    path("visits/<uuid:visit_id>/movement", movement.show, name="movement"),
    path("visits/<uuid:visit_id>/movement/start", movement.start, name="start_movement"),
    path("visits/<uuid:visit_id>/movement/draft", movement.draft, name="movement_draft"),
    path("visits/<uuid:visit_id>/movement/sign", movement.sign, name="sign_movement"),
]
