"""Every model of the record as lists and pages to look at: search in either alphabet, filters, years, and a link to
the public page. Nothing can be added, changed or deleted, and there are no actions."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from timeline import models
from timeline.folding import fold


class OwnPasswordForm(AdminPasswordChangeForm):
    """Writes the password and nothing else of the user: the database lets the admin write no more (grant_admin)."""

    def save(self, commit: bool = True) -> Any:
        """The user with the new password, saved."""
        user = super().save(commit=False)
        user.save(update_fields=["password"])
        return user


class RecordSite(admin.AdminSite):
    """The admin at /admin/."""

    password_change_form = OwnPasswordForm
    site_title = index_title = "The record"
    site_header = "Across the Table: the record, to look at"


class _Looking:
    """Staff may view all of it; nobody may do anything else."""

    admin_site: admin.AdminSite

    def has_view_permission(self, request: HttpRequest, _row: Any = None) -> bool:
        """Whether the user is staff."""
        return self.admin_site.has_permission(request)

    has_module_permission = has_view_permission

    def has_add_permission(self, *_asked: Any) -> bool:
        """Never: the record is files."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


class RecordAdmin(_Looking, admin.ModelAdmin):  # type: ignore[type-arg]  # generic to the type checker alone
    """A model of the record. `page` names the public page, by the field that `page_by` names."""

    page, page_by = "", "slug"
    list_per_page = 50
    show_full_result_count = False

    def __init__(self, model: type[Model], site: admin.AdminSite) -> None:
        super().__init__(model, site)
        self.view_on_site = self._public_page if self.page else False

    def get_actions(self, request: HttpRequest, action_location: Any = None) -> dict[str, Any]:
        """None, on no page."""
        return {}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Model], search_term: str
    ) -> tuple[QuerySet[Model], bool]:
        """The rows whose folded text has every word."""
        return super().get_search_results(request, queryset, fold(search_term))

    def _public_page(self, row: Any) -> str:
        return reverse(f"timeline:{self.page}", args=[getattr(row, self.page_by)])


class Rows(_Looking, admin.TabularInline):  # type: ignore[type-arg]  # as above
    """The rows that belong to what is looked at."""

    extra = 0
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """The rows with what they name, in one query."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows


def _rows(of: type[Model], shown: tuple[str, ...], *related: str, fk_name: str | None = None) -> type[Rows]:
    """An inline of `of` with the fields `shown`, loading the relations `related`."""
    about = {"model": of, "fields": shown, "readonly_fields": shown, "related": related, "fk_name": fk_name}
    return type(f"{of.__name__}Rows", (Rows,), about)


site = RecordSite()


@admin.register(models.Release, site=site)
class ReleaseAdmin(RecordAdmin):
    """What was loaded, and when."""

    list_display = ("hash", "loaded_at", "source_digest")
    date_hierarchy = "loaded_at"
    ordering = ("-loaded_at",)


@admin.register(models.Meeting, site=site)
class MeetingAdmin(RecordAdmin):
    """Meetings, newest first."""

    page = "meeting"
    list_display = ("title", "start", "end", "kind", "status", "negotiation", "city", "country")
    list_filter = ("kind", "status", "negotiation", "issues", "country")
    list_select_related = ("negotiation",)
    search_fields = ("search_text",)
    date_hierarchy = "earliest"
    ordering = ("-earliest", "slug")
    inlines = (
        _rows(models.Participation, ("official", "side", "role", "post", "article"), "official", "article", "meeting"),
        _rows(models.MeetingIssue, ("issue", "article"), "issue", "article", "meeting"),
        _rows(models.Position, ("holder", "attributed_to", "issue", "stance", "quote"), "holder", "issue"),
        _rows(models.Report, ("article", "is_description"), "article", "meeting"),
    )


@admin.register(models.Position, site=site)
class PositionAdmin(RecordAdmin):
    """Positions, newest first."""

    page, page_by = "position", "public_id"
    list_display = ("public_id", "date", "side", "holder", "attributed_to", "issue", "stance", "speech", "article")
    list_filter = ("side", "stance", "speech", "issue")
    list_select_related = ("holder", "issue", "article")
    search_fields = ("search_text",)
    date_hierarchy = "earliest"
    ordering = ("-earliest", "public_id")


@admin.register(models.Article, site=site)
class ArticleAdmin(RecordAdmin):
    """Sources, newest first."""

    page = "article"
    list_display = ("title", "publisher", "published", "kind", "language", "is_seed")
    list_filter = ("kind", "language", "is_seed", "publisher")
    search_fields = ("search_text",)
    date_hierarchy = "earliest"
    ordering = ("-earliest", "slug")
    inlines = (
        _rows(models.Report, ("meeting", "is_description"), "meeting", "article"),
        _rows(models.Position, ("holder", "attributed_to", "issue", "stance", "quote"), "holder", "issue"),
    )


@admin.register(models.Official, site=site)
class OfficialAdmin(RecordAdmin):
    """Officials by family name."""

    page = "official"
    list_display = ("name", "native_name", "side", "slug")
    list_filter = ("side",)
    search_fields = ("search_text",)
    ordering = ("family_name", "slug")
    inlines = (
        _rows(models.Post, ("title", "start", "end")),
        _rows(models.Alias, ("name",)),
        _rows(models.Leader, ("side", "office", "start", "end")),
    )


@admin.register(models.Issue, site=site)
class IssueAdmin(RecordAdmin):
    """Issues in the record's order."""

    page = "issue"
    list_display = ("name", "question", "comparable", "slug")
    list_filter = ("comparable",)
    search_fields = ("search_text",)
    ordering = ("ordinal",)


@admin.register(models.Negotiation, site=site)
class NegotiationAdmin(RecordAdmin):
    """Negotiations in the record's order."""

    page = "negotiation"
    list_display = ("name", "start", "end", "slug")
    search_fields = ("search_text",)
    date_hierarchy = "earliest"
    ordering = ("ordinal",)


@admin.register(models.Treaty, site=site)
class TreatyAdmin(RecordAdmin):
    """Treaties, newest first."""

    page = "treaty"
    list_display = ("name", "signed", "in_force", "ended", "negotiation")
    list_filter = ("negotiation",)
    list_select_related = ("negotiation",)
    search_fields = ("search_text",)
    date_hierarchy = "earliest"
    ordering = ("-earliest", "slug")


@admin.register(models.Leader, site=site)
class LeaderAdmin(RecordAdmin):
    """Terms at the head of a side, newest first."""

    list_display = ("name", "side", "office", "start", "end", "official")
    list_filter = ("side",)
    list_select_related = ("official",)
    search_fields = ("official__search_text",)
    date_hierarchy = "earliest"
    ordering = ("-earliest", "side")


@admin.register(models.Post, site=site)
class PostAdmin(RecordAdmin):
    """Offices that officials held."""

    list_display = ("title", "official", "start", "end")
    list_filter = ("official__side",)
    list_select_related = ("official",)
    search_fields = ("official__search_text",)
    date_hierarchy = "earliest"
    ordering = ("official__family_name", "official__slug", "ordinal")


@admin.register(models.Alias, site=site)
class AliasAdmin(RecordAdmin):
    """Other spellings of officials' names."""

    list_display = ("name", "official")
    list_filter = ("official__side",)
    list_select_related = ("official",)
    search_fields = ("official__search_text",)
    ordering = ("official__family_name", "official__slug", "ordinal")


@admin.register(models.Participation, site=site)
class ParticipationAdmin(RecordAdmin):
    """Who was at which meeting, newest first."""

    list_display = ("official", "meeting", "side", "role", "post")
    list_filter = ("side", "role")
    list_select_related = ("official", "meeting")
    search_fields = ("official__search_text", "meeting__search_text")
    date_hierarchy = "meeting__earliest"
    ordering = ("-meeting__earliest", "meeting__slug", "ordinal")


@admin.register(models.MeetingIssue, site=site)
class MeetingIssueAdmin(RecordAdmin):
    """What was on the table at which meeting, newest first."""

    list_display = ("meeting", "issue", "article")
    list_filter = ("issue",)
    list_select_related = ("meeting", "issue", "article")
    search_fields = ("meeting__search_text", "issue__search_text")
    date_hierarchy = "meeting__earliest"
    ordering = ("-meeting__earliest", "meeting__slug", "ordinal")


@admin.register(models.Report, site=site)
class ReportAdmin(RecordAdmin):
    """Which source reports which meeting, newest first."""

    list_display = ("meeting", "article", "is_description")
    list_filter = ("is_description",)
    list_select_related = ("meeting", "article")
    search_fields = ("meeting__search_text", "article__search_text")
    date_hierarchy = "meeting__earliest"
    ordering = ("-meeting__earliest", "meeting__slug", "article__slug")
