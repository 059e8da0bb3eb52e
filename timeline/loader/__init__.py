"""Loads article fixtures and dumps them: read ← check ← write. Only the management commands import this."""
