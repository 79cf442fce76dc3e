"""Every address of Weft. One line a step; the words of the addresses are those of the navigation."""

from django.urls import include, path

urlpatterns = [
    path("", include("weft.web.book.urls")),
    path("", include("weft.web.screen.urls")),
    path("", include("weft.web.schedule.urls")),
    path("", include("weft.web.assess.urls")),
    path("", include("weft.web.plan.urls")),
    path("", include("weft.web.treat.urls")),
    path("", include("weft.web.measure.urls")),
    path("", include("weft.web.adjust.urls")),
    path("", include("weft.web.prevent.urls")),
    path("", include("weft.web.learn.urls")),
    path("", include("weft.web.desk.urls")),
]

handler400 = "weft.web.errors.bad_request"
handler403 = "weft.web.errors.no_right"
handler404 = "weft.web.errors.not_found"
handler500 = "weft.web.errors.server_error"
