"""Addresses of Measure."""

from django.urls import path

from weft.web.measure import views

app_name = "measure"
urlpatterns = [
    path("people/<uuid:person_id>/scores", views.scores, name="scores"),
]
