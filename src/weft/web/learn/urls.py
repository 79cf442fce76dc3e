"""Addresses of Learn, and of the clinic's own public pages."""

from django.urls import path

from weft.web.learn import about, clinic, views

app_name = "learn"
urlpatterns = [
    path("learn", views.pieces, name="pieces"),
    path("learn/<slug:article>", views.whole, name="article"),
    path("learn/<slug:article>/short", views.short, name="short"),
    path("why-both", views.why_both, name="why_both"),
    path("is-it-for-me", about.is_it_for_me, name="is_it_for_me"),
    path("people-and-prices", clinic.people, name="people"),
    path("logo", clinic.logo, name="logo"),
    path("brand.css", clinic.colour, name="colour"),
    path("setup/logo", clinic.set_logo, name="set_logo"),
    path("promises", about.promises, name="promises"),
    path("who-receives-your-data", about.receivers, name="receivers"),
]
