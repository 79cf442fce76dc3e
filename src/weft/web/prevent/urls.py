"""Addresses of Prevent."""

from django.urls import path

from weft.web.prevent import own, views

app_name = "prevent"
urlpatterns = [
    path("people/<uuid:person_id>/discharge", views.discharge, name="discharge"),
    path("people/<uuid:person_id>/come-back", views.come_back, name="come_back"),
    path("people/<uuid:person_id>/flare", views.flare, name="flare_for"),
    path("flares/<uuid:flare_id>/answer", views.answer_flare, name="answer_flare"),
    path("me/flare", own.flare, name="flare"),
    path("me/flare/stop", own.flare_stop, name="flare_stop"),
    path("me/watch/<uuid:watch_id>", own.watch, name="watch"),
]
