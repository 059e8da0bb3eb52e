"""The desk: from a source's text to a checked, proven article file. Runs on the editor's machine only."""
