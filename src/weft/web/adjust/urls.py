"""Addresses of Adjust."""

from django.urls import path

from weft.web.adjust import views

app_name = "adjust"
urlpatterns = [
    path("people/<uuid:person_id>/review", views.review, name="review"),
    path("people/<uuid:person_id>/review/done", views.looked, name="looked"),
    path("proposals/<uuid:proposal_id>/decide", views.decide, name="decide"),
    path("proposals/<uuid:proposal_id>/keep", views.keep, name="keep"),
]
