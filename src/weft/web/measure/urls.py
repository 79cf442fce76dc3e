"""Addresses of Measure."""

from django.urls import path

from weft.web.measure import kept, mine, settings, views

app_name = "measure"
urlpatterns = [
    path("people/<uuid:person_id>/scores", views.scores, name="scores"),
    path("people/<uuid:person_id>/scores/kept", kept.kept, name="kept"),
    path("scores/<uuid:score_id>/correct", kept.correct, name="correct"),
    path("me/activities", mine.my_activities, name="my_activities"),
    path("people/<uuid:person_id>/measured", views.what_was_measured, name="measured"),
    path("settings/measures", settings.measures, name="measures"),
    path("settings/measures/<slug:measure>", settings.measure, name="measure"),
    path("settings/measures/<slug:measure>/wording", settings.wording, name="wording"),
    path("settings/measures/<slug:measure>/permission", settings.permission, name="permission"),
    path("settings/measures/<slug:measure>/withdraw", settings.withdraw, name="withdraw"),
]
