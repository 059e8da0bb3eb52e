"""Root URLs: the pages, the API, and the health checks."""

from django.urls import include, path

from armscontrol.monitoring import health
from timeline.pages import api_docs

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("api/docs/", api_docs.api, name="api-docs"),
    path("api/changelog/", api_docs.changelog, name="api-changelog"),
    path("api/", include("timeline.api.urls")),
    path("", include("timeline.discovery.urls")),
    path("", include("timeline.pictures.urls")),
    path("", include("timeline.pages.urls")),
]

handler404 = "timeline.pages.errors.not_found"
