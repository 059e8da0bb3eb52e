"""The REST API, version 1: presenters over the same filters and selectors as the pages."""
