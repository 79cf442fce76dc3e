"""Addresses of Schedule."""

from django.urls import path

from weft.web.schedule import away, diary, late, offers, questions, rules, trips, views, waiting

app_name = "schedule"
urlpatterns = [
    path("plans/<uuid:plan_id>/book", views.course, name="course"),
    path("courses/<uuid:course_id>/choose", views.choose, name="choose"),
    path("courses/<uuid:course_id>/confirm", views.confirm, name="confirm"),
    path("courses/<uuid:course_id>/release", views.release, name="release"),
    path("diary/", diary.diary, name="diary"),
    path("diary/runs", diary.runs, name="runs"),
    path("diary/runs/lacks", diary.lacks, name="lacks"),
    path("diary/runs/<uuid:schedule_run_id>", diary.run, name="run"),
    path("diary/runs/<uuid:schedule_run_id>/cancel", diary.cancel, name="cancel_run"),
    path("diary/runs/<uuid:schedule_run_id>/book", diary.book, name="book_run"),
    path("diary/runs/<uuid:schedule_run_id>/elsewhere", diary.elsewhere, name="run_elsewhere"),
    path("diary/away", away.away, name="away"),
    path("diary/away/<uuid:closure_id>", away.away_one, name="away_one"),
    path("diary/away/<uuid:closure_id>/look", away.away_look, name="away_look"),
    path("diary/away/<uuid:closure_id>/agreed", away.away_agreed, name="away_agreed"),
    path("diary/away/<uuid:closure_id>/ask", away.away_ask, name="away_ask"),
    path("diary/away/<uuid:closure_id>/end", away.away_end, name="away_end"),
    path("setup/diary", rules.rules, name="rules"),
    path("diary/waitlist", waiting.waitlist, name="waitlist"),
    path("diary/waitlist/find", waiting.find, name="find_freed"),
    path("diary/waitlist/settings", waiting.settings, name="offering"),
    path("diary/waitlist/<uuid:freed_time_id>/offer", waiting.offer, name="offer_freed"),
    path("diary/waitlist/<uuid:freed_time_id>/said", waiting.said, name="said_freed"),
    path("diary/waitlist/<uuid:freed_time_id>/stop", waiting.stop, name="stop_freed"),
    path("people/<uuid:person_id>/earlier", waiting.earlier, name="earlier"),
    path("me/earlier", waiting.my_earlier, name="my_earlier"),
    path("o/<str:token>", offers.link, name="offer_link"),
    path("offer", offers.offer, name="offer"),
    path("n/<str:token>", questions.link, name="move_link"),
    path("new-time", questions.question, name="move_question"),
    path("visits/<uuid:visit_id>", trips.visit, name="visit"),
    path("visits/<uuid:visit_id>/late", late.late, name="late"),
    path("visits/<uuid:visit_id>/late/settle", late.settle, name="settle"),
    path("visits/<uuid:visit_id>/late/missed", late.missed, name="missed"),
    path("visits/<uuid:visit_id>/late/came", late.came, name="came"),
    path("visits/<uuid:visit_id>/move", trips.move, name="move"),
    path("visits/<uuid:visit_id>/split", trips.split, name="split"),
    path("visits/<uuid:visit_id>/rejoin", trips.rejoin, name="rejoin"),
    path("visits/<uuid:visit_id>/cancel", trips.cancel, name="cancel"),
]
