"""How well the search engine answers the questions of questions.yaml: the share with an expected find among the first
three, and the mean reciprocal rank of the first expected one. `make search-quality` prints it for both databases; run
as a program, this prints the first finds of every question, of the database that is configured, as JSON."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

QUESTIONS = Path(__file__).with_name("questions.yaml")
LOOKED_AT = 10
"""Finds of a question that are looked at: one that stands behind them has the rank of none."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the finds any of which must stand first (`is_first`) or among the first three."""

    asked: str
    expected: tuple[str, ...]
    is_first: bool

    def rank(self, found: Sequence[str]) -> int:
        """The place of the first expected find, from 1; 0 for none. Of a statement the source is compared."""
        places = (n for n, one in enumerate(found, start=1) if any(self._is(one, name) for name in self.expected))
        return next(places, 0)

    @staticmethod
    def _is(one: str, name: str) -> bool:
        return one.startswith(name) if name.endswith("-") else one == name

    def is_answered(self, rank: int) -> bool:
        """Whether an expected find stands where it must."""
        return rank == 1 if self.is_first else 1 <= rank <= 3


@dataclass(frozen=True, slots=True)
class Quality:
    """Each question with the finds it gave and the rank of the first expected one."""

    answered: tuple[tuple[Question, tuple[str, ...], int], ...]

    @property
    def success(self) -> float:
        """The share of questions with an expected find where it must stand."""
        return sum(question.is_answered(rank) for question, _, rank in self.answered) / len(self.answered)

    @property
    def reciprocal(self) -> float:
        """The mean of one by the rank."""
        return sum(1 / rank for _, _, rank in self.answered if rank) / len(self.answered)

    def worst(self, most: int) -> list[tuple[Question, tuple[str, ...], int]]:
        """The questions answered worst."""
        return sorted(self.answered, key=lambda one: (one[0].is_answered(one[2]), -(one[2] or LOOKED_AT + 1)))[:most]


def questions() -> list[Question]:
    """All questions."""
    listed: list[dict[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return [Question(str(one["asked"]), tuple(one.get("first") or one["among"]), "first" in one) for one in listed]


def found(asked: str, release: Any) -> tuple[str, ...]:
    """The first finds of a question, as kind and slug."""
    from timeline.search import engine, ranking
    from timeline.search.ground import TABLES

    answer = engine.search(asked, release)
    merged = ranking.merged(answer.ranked, LOOKED_AT, near=bool(answer.let_go))
    identity = {kind: "public_id" if kind == "positions" else "slug" for kind in TABLES}
    names = {
        kind: dict(
            model._default_manager.filter(pk__in=[key for _, of, key in merged if of == kind]).values_list(
                "pk", identity[kind]
            )
        )
        for kind, model in TABLES.items()
    }
    return tuple(f"{kind}/{names[kind][key]}" for _, kind, key in merged)


def measured(release: Any) -> Quality:
    """The quality on the database that is configured."""
    answers = []
    for question in questions():
        finds = found(question.asked, release)
        answers.append((question, finds, question.rank(finds)))
    return Quality(tuple(answers))


def table(quality: Quality, *, database: str, worst: int = 10) -> str:
    """The result in words."""
    lines = [
        f"{database}: {len(quality.answered)} questions, success@3 {quality.success:.1%}, "
        f"mean reciprocal rank {quality.reciprocal:.3f}; the worst {worst}:"
    ]
    for question, finds, rank in quality.worst(worst):
        lines.append(f"  {rank or '-':>2}  {question.asked}  →  {', '.join(finds[:3]) or 'nothing'}")
    return "\n".join(lines)


def main() -> None:
    """Print the first finds of every question."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armscontrol.settings")
    django.setup()
    from timeline import releases

    release = releases.current()
    print(json.dumps({question.asked: found(question.asked, release) for question in questions()}))


if __name__ == "__main__":
    main()
