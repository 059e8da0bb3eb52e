"""The app that holds the whole record."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """Across the Table: the record, its pages, its API, its loader."""

    name = "timeline"
    verbose_name = "Across the Table"
