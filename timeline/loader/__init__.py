"""Loads article fixtures and dumps them: read ← check ← write. Only management and prover import this."""
