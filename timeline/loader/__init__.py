"""Article fixtures into the database and back: read ← check ← write. Only the management commands import this."""
