"""A history for the small data set of the tests: three releases with changed and withdrawn items."""

from typing import Any

from timeline.models import Change, NamedRelease

GAZETTE = "gazette-1987-12-09-pact-signed"
POSITION = f"{GAZETTE}-6c4424bf"
MEETING = "1987-12-08-washington-reagan-gorbachev"
DRAFT = "2026-01-02-draft-0a1b2c3d"


def made() -> None:
    """Create the first release, one that corrects a quotation, and a draft that corrects it again."""
    for ordinal, name in enumerate(("2026-01-01", "2026-01-02", DRAFT)):
        NamedRelease.objects.create(
            name=name, hash=f"{ordinal}" * 64, is_draft="draft" in name, digest="d", source=b"", ordinal=ordinal
        )
    change(0, 1, "positions", f"{GAZETTE}-00000001", "withdrawn", [], to=f"{GAZETTE}-00000002")
    change(1, 1, "positions", POSITION, "added", [])
    change(
        2,
        1,
        "meetings",
        MEETING,
        "changed",
        [["city", "Geneva", "Washington", "changed"]],
        reason="The source says so.",
    )
    change(3, 1, "officials", "ronald-reagan", "changed", [], is_own=False)
    change(4, 2, "positions", f"{GAZETTE}-00000002", "withdrawn", [["quote", "a", "b", "changed"]], to=POSITION)
    change(5, 2, "issues", "gone", "withdrawn", [])


def change(
    ordinal: int, release: int, noun: str, identity: str, kind: str, fields: list[Any], *, to: str = "", **more: Any
) -> None:
    """Create one change."""
    Change.objects.create(
        release=NamedRelease.objects.get(ordinal=release),
        noun=noun,
        identity=identity,
        change=kind,
        fields=fields,
        replaced_by=to,
        ordinal=ordinal,
        **{"is_own": True, **more},
    )
