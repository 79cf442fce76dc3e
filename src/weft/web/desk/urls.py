"""Addresses of the front door and of the desk."""

from django.urls import path

from weft.web.desk import inbox, me, messages, person, today, views

app_name = "desk"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("demo/as", views.look_around, name="look_around"),
    path("healthz", views.alive, name="alive"),
    path("today", today.today, name="today"),
    path("inbox", inbox.waiting, name="inbox"),
    path("inbox/<uuid:task_id>/take", inbox.take, name="take"),
    path("inbox/<uuid:task_id>/done", inbox.finish, name="finish"),
    path("messages", messages.sent, name="messages"),
    path("people", person.people, name="people"),
    path("people/<uuid:person_id>", person.person, name="person"),
    path("me", me.me, name="me"),
    path("me/check-in", me.check_in, name="check_in"),
]
