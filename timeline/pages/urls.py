"""URLs of the pages."""

from django.urls import path

from timeline.pages import timeline

app_name = "timeline"
urlpatterns = [
    path("", timeline.index, name="index"),
]
