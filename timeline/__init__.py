"""The record of the talks: models, selectors, pages, API and loader, layered by file name
(tests/test_layers.py holds the order)."""
