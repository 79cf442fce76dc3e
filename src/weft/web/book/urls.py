"""Addresses of Book."""

from django.urls import path

from weft.web.book import home, links, message_choices, phone_script, staff, talks, views

app_name = "book"
urlpatterns = [
    path("", home.home, name="home"),
    path("consult", talks.consult, name="consult"),
    path("consult/waiting", views.waiting, name="waiting"),
    path("booked", talks.booked, name="booked"),
    path("b/<str:token>", links.link, name="link"),
    path("booking/calendar", talks.calendar, name="calendar"),
    path("booking", links.booking, name="booking"),
    path("booking/move", links.move, name="move"),
    path("booking/cancel", links.cancel, name="cancel"),
    path("booking/cancelled", links.cancelled, name="cancelled"),
    path("booking/link", links.new_link, name="new_link"),
    path("call-me", views.call_back, name="call_back"),
    path("requested", views.requested, name="requested"),
    path("choices/<str:token>", message_choices.choices, name="choices"),
    path("enquiries", staff.enquiries, name="enquiries"),
    path("enquiries/call", phone_script.phone_script, name="phone_script"),
    path("enquiries/<uuid:enquiry_id>", staff.enquiry, name="enquiry"),
    path("enquiries/<uuid:enquiry_id>/outline", staff.send_outline, name="send_outline"),
    path("enquiries/<uuid:enquiry_id>/admit", staff.admit, name="admit"),
    path("people/new", staff.add_person, name="add_person"),
]
