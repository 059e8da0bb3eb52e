"""URLs for crawlers, programs and embedding sites."""

from django.urls import path

from timeline.discovery import api_catalog, embed, oembed, well_known

app_name = "discovery"
urlpatterns = [
    path("robots.txt", well_known.robots, name="robots"),
    path("sitemap.xml", well_known.sitemap, name="sitemap"),
    path("sitemaps/<slug:name>-<int:part>.xml", well_known.sitemap_part, name="sitemap-part"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path(".well-known/api-catalog", api_catalog.catalog, name="api-catalog"),
    path("llms.txt", well_known.llms, name="llms"),
    path("llms-guide/", well_known.guide, name="guide"),
    path("oembed/", oembed.oembed, name="oembed"),
    path("embed/", embed.timeline, name="embed-timeline"),
    path("embed/places/", embed.places, name="embed-places"),
    path("embed/compare/", embed.comparison, name="embed-compare"),
    path("embed/issues/<slug:slug>/", embed.issue, name="embed-issue"),
    path("embed/positions/<slug:public_id>/", embed.position, name="embed-position"),
    path("embed/meetings/<slug:slug>/", embed.meeting, name="embed-meeting"),
    path("embed/stories/<slug:slug>/", embed.story, name="embed-story"),
]
