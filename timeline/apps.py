"""The app that holds the whole record."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """Across the Table: the record, its pages, its API, its loader."""

    name = "timeline"
    verbose_name = "Across the Table"

    def ready(self) -> None:
        """Let the filters ask the search engine what the words of a list find."""
        from timeline.filters.kinds import Words
        from timeline.search import filtering

        Words.find = staticmethod(filtering.keys)
