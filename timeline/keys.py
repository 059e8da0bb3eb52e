"""Rows by their keys, however many: the lookup `pk__among=keys`. One parameter and one plan, where `pk__in` takes a
parameter a key, of which SQLite has 32,766 at most. Imports nothing of the program."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@models.BigAutoField.register_lookup
class Among(models.Lookup):
    """Rows with one of the keys: an array of numbers, or any other collection of them."""

    lookup_name = "among"
    prepare_rhs = False

    def _written(self) -> str:
        return ",".join(map(str, self.rhs.tolist() if hasattr(self.rhs, "tolist") else self.rhs))

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """By a list in JSON."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*values, f"[{self._written()}]"]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """By an array."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s::bigint[])", [*values, f"{{{self._written()}}}"]
