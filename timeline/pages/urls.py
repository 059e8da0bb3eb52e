"""URLs of the pages."""

from django.urls import path
from django.views.generic import RedirectView

from timeline.pages import (
    about,
    articles,
    changes,
    corrections,
    data,
    issues,
    meetings,
    negotiations,
    officials,
    places,
    positions,
    search,
    stories,
    treaties,
)
from timeline.pages.compare import views as compare
from timeline.pages.timeline import views as timeline

app_name = "timeline"
urlpatterns = [
    path("", timeline.index, name="index"),
    path("meetings/", RedirectView.as_view(pattern_name="timeline:index", query_string=True, permanent=True)),
    path("meetings/<slug:slug>/card/", timeline.card, name="card"),
    path("meetings/<slug:slug>/", meetings.meeting, name="meeting"),
    path("officials/", officials.index, name="officials"),
    path("officials/<slug:slug>/", officials.official, name="official"),
    path("issues/", issues.index, name="issues"),
    path("issues/<slug:slug>/", issues.issue, name="issue"),
    path("negotiations/", negotiations.index, name="negotiations"),
    path("negotiations/<slug:slug>/", negotiations.negotiation, name="negotiation"),
    path("treaties/", treaties.index, name="treaties"),
    path("treaties/<slug:slug>/", treaties.treaty, name="treaty"),
    path("stories/", stories.index, name="stories"),
    path("stories/<slug:slug>/", stories.story, name="story"),
    path("places/", places.index, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("articles/", articles.index, name="articles"),
    path("articles/<slug:slug>/", articles.article, name="article"),
    path("positions/<slug:public_id>/", positions.position, name="position"),
    path("positions/<slug:public_id>/card/", positions.card, name="position-card"),
    path("compare/", compare.index, name="compare"),
    path("search/", search.index, name="search"),
    path("data/", data.index, name="data"),
    path("data/codebook/", data.codebook, name="codebook"),
    path("data/latest/<str:name>", data.latest, name="latest"),
    path("data/releases.atom", changes.feed, name="releases-feed"),
    path("changes/", changes.index, name="changes"),
    path("corrections/", corrections.index, name="corrections"),
    path("data/files/<str:name>", data.file, name="data-file"),
    path("about/", about.about, name="about"),
]
