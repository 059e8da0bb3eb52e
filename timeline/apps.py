"""The app that holds the whole record."""

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    import numpy as np
    from django.db import models
    from numpy.typing import NDArray


class TimelineConfig(AppConfig):
    """Across the Table: the record, its pages, its API, its loader."""

    name = "timeline"
    verbose_name = "Across the Table"

    @staticmethod
    def found(model: "type[models.Model]", query: str) -> "NDArray[np.int64]":
        """The keys of a model's rows that the search engine finds: for the filters, which are a layer below it.
        Imported only when asked: a command that asks nothing starts in half the time."""
        from timeline.search import filtering

        return filtering.keys(model, query)
