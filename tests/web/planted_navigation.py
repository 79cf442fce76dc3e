"""An URLconf with two of the six staff pages, one of them for the owner."""

from django.urls import include, path
from tests.web.planted import for_owner, for_staff

desk = [path("planted/people", for_staff, name="people"), path("planted/setup", for_owner, name="setup")]

urlpatterns = [path("", include((desk, "desk")))]
