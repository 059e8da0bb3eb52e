"""The output of a run: rows of a table, and the blocks of docs/performance.md that contain them."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HEAD = "| case | ours | against | its | ratio | goal | ratio to goal | |\n" + "| --- " * 8 + "|"
RATES = frozenset({"req/s", "MB/s", "files/s"})
"""Units where more is better."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: our figure and the peer's in the same unit, the goal for their ratio, and a note."""

    case: str
    ours: float
    peer: str
    theirs: float
    goal: float
    note: str = ""
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times better ours is: faster or smaller."""
        return self.ours / self.theirs if self.unit in RATES else self.theirs / self.ours

    @property
    def line(self) -> str:
        """The row in Markdown, with the ratio to the goal: over 1 if the goal is exceeded."""
        goal = f"≥ {self.goal:.3g}" if self.goal else "–"
        reached = f"{self.ratio / self.goal:.2f}" if self.goal else "–"
        ours, theirs = (f"{_figure(value)} {self.unit}" for value in (self.ours, self.theirs))
        return (
            f"| {self.case} | {ours} | {self.peer} | {theirs} | {self.ratio:.2f} | {goal} | {reached} | {self.note} |"
        )

    @property
    def document(self) -> dict[str, Any]:
        """The row for the JSON file."""
        return asdict(self) | {"ratio": self.ratio}


POSTGRESQL = "PostgreSQL: "
"""The prefix of cases measured on PostgreSQL; all others are on SQLite."""
SIZED = re.compile(r"(?P<stem>.+), (?P<size>[\d,]+)")


def table(title: str, rows: Iterable[Row]) -> list[str]:
    """The cases with a goal, in Markdown: one row for all sizes of a case on both databases."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row.goal:
            case = row.case.removeprefix(POSTGRESQL)
            stem = found["stem"] if (found := SIZED.fullmatch(case)) else case
            how = f" ({row.note})" if row.unit == "req/s" else ""
            groups.setdefault((stem + how, row.peer, row.unit), []).append(row)
    head = f"| {title} | SQLite | PostgreSQL | against | goal | reached, SQLite | PostgreSQL |"
    return [head, "| --- " * 7 + "|", *(_merged(stem, group) for (stem, _, _), group in groups.items())]


def _merged(stem: str, rows: list[Row]) -> str:
    """One row of the document's table."""
    on_postgresql = [row for row in rows if row.case.startswith(POSTGRESQL)]
    by_database = [row for row in rows if row not in on_postgresql], on_postgresql
    cases = [row.case.removeprefix(POSTGRESQL) for row in rows]
    sizes = _series(dict.fromkeys(found["size"] for case in cases if (found := SIZED.fullmatch(case))))
    unit, peer = rows[0].unit, rows[0].peer
    is_a_figure = peer.startswith("goal of") or peer[0].isdigit()
    its = "" if is_a_figure else f": {_series(dict.fromkeys(_figure(row.theirs) for row in rows))} {unit}"
    ours = [f"{_series(_figure(row.ours) for row in part)} {unit}" if part else "–" for part in by_database]
    reached = [_series(f"{row.ratio / row.goal:.2f}" for row in part) or "–" for part in by_database]
    goals = [f"{row.goal:.3g}" for row in by_database[0] or on_postgresql]
    goal = f"≥ {_series(goals if len(set(goals)) > 1 else goals[:1])}"
    return f"| {' | '.join([f'{stem}, {sizes}' if sizes else stem, *ours, peer + its, goal, *reached])} |"


def _series(texts: Iterable[str]) -> str:
    """Join values, in the order of the sizes."""
    return " · ".join(texts)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}" if value >= 100 else f"{value:.2f}"


def write_block(file: Path, name: str, lines: list[str]) -> None:
    """Write lines between the markers of a part's block in a Markdown file. Raises LookupError if it has none."""
    text = file.read_text(encoding="utf-8")
    block = re.compile(rf"(?s)(<!-- bench:{name} -->\n).*?(<!-- end -->)")
    if not block.search(text):
        raise LookupError(f"{file.name} has no block <!-- bench:{name} --> … <!-- end -->")
    body = "\n".join(lines)
    file.write_text(block.sub(lambda found: f"{found[1]}{body}\n{found[2]}", text), encoding="utf-8")


COLOURS = ("#1f4e79", "#a3271f", "#5b7f3a", "#8a5a9c", "#b0741a", "#3a8a8a", "#777777", "#444444", "#c06090")


def chart(series: dict[str, dict[str, float]], *, base: str) -> str:
    """Cost against size as SVG: one line per case, relative to the size `base`."""
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 420" font-family="sans-serif" font-size="12">',
        '<rect width="760" height="420" fill="white"/>',
        '<text x="60" y="24" font-size="15">Server time of a timeline answer, relative to the shipped record</text>',
    ]
    sizes = list(next(iter(series.values())))
    across = {size: 70 + n * 430 / max(len(sizes) - 1, 1) for n, size in enumerate(sizes)}
    for size, x in across.items():
        label = f"{int(size):,}" if size.isdigit() else size
        lines.append(f'<text x="{x:.0f}" y="395" text-anchor="middle">{label}</text>')
    for times in range(6):
        y = 370 - times * 64
        lines.append(f'<line x1="60" x2="510" y1="{y}" y2="{y}" stroke="#ddd"/><text x="50" y="{y + 4}" ')
        lines.append(f'text-anchor="end">{times}×</text>')
    for n, (name, found) in enumerate(series.items()):
        colour = COLOURS[n % len(COLOURS)]
        points = " ".join(f"{across[size]:.0f},{370 - min(found[size] / found[base], 5.4) * 64:.0f}" for size in sizes)
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="530" y="{70 + n * 20}" fill="{colour}">{name}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"
