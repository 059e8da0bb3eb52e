"""URLs of what others look for and embed."""

from django.urls import path

from timeline.discovery import embedding, finding

app_name = "discovery"
urlpatterns = [
    path("robots.txt", finding.robots, name="robots"),
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("sitemaps/<slug:name>-<int:part>.xml", finding.sitemap_part, name="sitemap-part"),
    path(".well-known/security.txt", finding.security, name="security"),
    path("llms.txt", finding.llms, name="llms"),
    path("llms-guide/", finding.guide, name="guide"),
    path("oembed/", embedding.oembed, name="oembed"),
    path("embed/", embedding.timeline, name="embed-timeline"),
    path("embed/positions/<slug:public_id>/", embedding.position, name="embed-position"),
    path("embed/meetings/<slug:slug>/", embedding.meeting, name="embed-meeting"),
]
