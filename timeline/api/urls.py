"""URLs of the API, under /api/. Version 1 only ever grows: nothing in it is renamed or taken away."""

from django.urls import URLPattern, path

from timeline.api import networks
from timeline.api.counts import CountsView
from timeline.api.history import ChangesView, ReleasesView, ReleaseView
from timeline.api.resources import RESOURCES
from timeline.api.search import AutocompleteView, SearchView
from timeline.api.standings import StandingsView
from timeline.api.views import NOTHING, ItemView, ListView, RootView, SchemaView, nothing

app_name = "api"

# /api/v1/
urlpatterns: list[URLPattern] = [
    path("v1/", RootView.as_view(), name="root"),
    path("v1/schema.json", SchemaView.as_view(), name="schema"),
]
urlpatterns.append(path("v1/positions/counts/", CountsView.as_view(), name="position-counts"))  # no id is that
for resource in RESOURCES:
    urlpatterns += [
        path(f"v1/{resource.name}/", ListView.as_view(resource=resource), name=resource.name),
        path(f"v1/{resource.name}/<slug:{resource.identity}>/", ItemView.as_view(resource=resource), name=resource.one),
    ]
urlpatterns.append(path("v1/standings/", StandingsView.as_view(), name="standings"))
urlpatterns += [
    path("v1/search/", SearchView.as_view(), name="search"),
    path("v1/autocomplete/", AutocompleteView.as_view(), name="autocomplete"),
]
urlpatterns += [
    path("v1/releases/", ReleasesView.as_view(), name="releases"),
    path("v1/releases/<slug:name>/", ReleaseView.as_view(), name="release"),
    path("v1/changes/", ChangesView.as_view(), name="changes"),
]
urlpatterns += [
    path(f"v1/networks/{view.name}/", view.as_view(), name=f"network-{view.name}") for view in networks.VIEWS
]
urlpatterns += [path("", nothing), path("<path:rest>", nothing, name=NOTHING)]
