"""The addresses of the desk, before those of the site, whose pages show a source as it will be."""

from django.urls import include, path

from armscontrol import urls

urlpatterns = [path("desk/", include("timeline.desk.urls")), *urls.urlpatterns]
handler404 = "timeline.desk.views.common.not_found"
