"""URLs of the preview pictures that social networks show with a shared link."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from timeline.pictures import web


class PictureForm(StringConverter):
    """The formats of a picture."""

    regex = "png|svg"


register_converter(PictureForm, "picture_form")

app_name = "pictures"
urlpatterns = [
    path("share/timeline.<picture_form:form>", web.view, name="timeline"),
    path("share/compare.<picture_form:form>", web.comparison, name="compare"),
    path("share/places.<picture_form:form>", web.places_map, name="places"),
    path("share/meetings/<slug:slug>.<picture_form:form>", web.meeting, name="meeting"),
    path("share/positions/<slug:slug>.<picture_form:form>", web.position, name="position"),
    path("share/issues/<slug:slug>.<picture_form:form>", web.issue, name="issue"),
    path("share/officials/<slug:slug>.<picture_form:form>", web.official, name="official"),
    path("share/stories/<slug:slug>.<picture_form:form>", web.story, name="story"),
]
