"""Addresses of Screen."""

from django.urls import path

from weft.web.screen import door, later, staff, views

app_name = "screen"
urlpatterns = [
    path("check", views.check, name="check"),
    path("check/answers", views.answers, name="answers"),
    path("check/stop", views.stop, name="stop"),
    path("check/stop/send", later.send_stop, name="send_stop"),
    path("check/later", later.later, name="later"),
    path("check/<slug:question_id>", views.question, name="question"),
    path("people/<uuid:person_id>/screening", staff.screening, name="person"),
    path("people/<uuid:person_id>/every-visit", door.every_visit, name="every_visit"),
    path("people/<uuid:person_id>/screening/<slug:modality_id>", staff.lift, name="lift"),
]
