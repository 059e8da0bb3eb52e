"""Root URLs: the pages, and the API beside them."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("timeline.api.urls")),
    path("", include("timeline.pages.urls")),
]

handler404 = "timeline.pages.errors.not_found"
