"""Addresses of Assess."""

from django.urls import path

from weft.web.assess import views

app_name = "assess"
urlpatterns = [
    path("people/<uuid:person_id>/assessment", views.assessment, name="assessment"),
    path("people/<uuid:person_id>/assessment/save", views.save, name="save"),
    path("people/<uuid:person_id>/assessment/problem", views.problem, name="problem"),
    path("people/<uuid:person_id>/assessment/story", views.story, name="story"),
    path("people/<uuid:person_id>/assessment/needles", views.needles, name="needles"),
    path("people/<uuid:person_id>/assessment/movement", views.movement, name="movement"),
    path("people/<uuid:person_id>/assessment/baseline", views.baseline, name="baseline"),
    path("people/<uuid:person_id>/assessment/to-plan", views.to_plan, name="to_plan"),
    path("people/<uuid:person_id>/assessment/draft", views.draft, name="draft"),
    path("people/<uuid:person_id>/assessment/forget", views.forget, name="forget"),
]
