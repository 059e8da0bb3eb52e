"""The addresses of the desk, below /desk/."""

from django.urls import path

from timeline.desk.views import agreement, claim, entries, meetings, read, save, start

urlpatterns = [
    path("", start.start, name="desk"),
    path("edit/", start.edit),
    path("show/", save.show),
    path("lists/", entries.lists),
    path("lists/<slug:name>/<slug:key>/", entries.entry),
    path("lists/<slug:name>/<slug:key>/delete/", entries.delete),
    path("item/<slug:noun>/<slug:slug>/", entries.item),
    path("<slug:key>/leave/", start.leave),
    path("<slug:key>/read/", read.read),
    path("<slug:key>/text/", read.give_text),
    path("<slug:key>/officials/", read.add_official),
    path("<slug:key>/officials/<slug:slug>/leave/", read.leave_official),
    path("<slug:key>/meetings/", meetings.meetings),
    path("<slug:key>/meetings/add/", meetings.add_meeting),
    path("<slug:key>/meetings/<int:number>/", meetings.meeting),
    path("<slug:key>/meetings/<int:number>/leave/", meetings.leave_meeting),
    path("<slug:key>/claim/", claim.claim),
    path("<slug:key>/claim/<int:number>/leave/", claim.leave_claim),
    path("<slug:key>/prove/", claim.prove),
    path("<slug:key>/agree/", agreement.agree),
    path("<slug:key>/check/", save.check),
    path("<slug:key>/see/", save.see),
    path("<slug:key>/save/", save.save),
]
