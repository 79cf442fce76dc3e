"""Addresses of Schedule."""

from django.urls import path

from weft.web.schedule import trips, views

app_name = "schedule"
urlpatterns = [
    path("plans/<uuid:plan_id>/book", views.course, name="course"),
    path("courses/<uuid:course_id>/choose", views.choose, name="choose"),
    path("courses/<uuid:course_id>/confirm", views.confirm, name="confirm"),
    path("courses/<uuid:course_id>/release", views.release, name="release"),
    path("visits/<uuid:visit_id>", trips.visit, name="visit"),
    path("visits/<uuid:visit_id>/move", trips.move, name="move"),
    path("visits/<uuid:visit_id>/split", trips.split, name="split"),
    path("visits/<uuid:visit_id>/rejoin", trips.rejoin, name="rejoin"),
    path("visits/<uuid:visit_id>/cancel", trips.cancel, name="cancel"),
]
