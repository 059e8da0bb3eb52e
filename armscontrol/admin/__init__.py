"""Django's admin, to look at the record with: off by default (ADMIN), view-only, at a path of its own.

The record is edited as files; here nothing of it can be added, changed or deleted. Users, sessions and what the
lock-out counts are the only rows that requests write, all on the primary.
"""
