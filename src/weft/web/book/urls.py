"""Addresses of Book."""

from django.urls import path

from weft.web.book import message_choices, staff, views

app_name = "book"
urlpatterns = [
    path("", views.home, name="home"),
    path("consult", views.consult, name="consult"),
    path("call-me", views.call_back, name="call_back"),
    path("requested", views.requested, name="requested"),
    path("choices/<str:token>", message_choices.choices, name="choices"),
    path("enquiries", staff.enquiries, name="enquiries"),
    path("enquiries/<uuid:enquiry_id>", staff.enquiry, name="enquiry"),
    path("enquiries/<uuid:enquiry_id>/admit", staff.admit, name="admit"),
    path("people/new", staff.add_person, name="add_person"),
]
