"""A client of Across the Table, the open record of the U.S.–Soviet and U.S.–Russian arms-control talks."""

from across_the_table.copies import RecordCopy
from across_the_table.errors import GoneError, NotFoundError, ProblemError, RecordChangedError, RecordError
from across_the_table.record import Items, Record, RecordNote, any_of

__all__ = [
    "GoneError",
    "Items",
    "NotFoundError",
    "ProblemError",
    "Record",
    "RecordChangedError",
    "RecordCopy",
    "RecordError",
    "RecordNote",
    "any_of",
]
