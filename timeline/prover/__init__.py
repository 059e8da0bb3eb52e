"""Proves quotations: fetches the page of each source, reads its text, compares, and watches the link. For editors;
the public site never imports this, nor what it needs (pyproject.toml, the dependency group `desk`)."""
