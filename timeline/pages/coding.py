"""The rules of coding: how statements are coded whose answer to a question is not plain, each with an example."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from timeline import selectors
from timeline.models import Issue, Position
from timeline.pages.html import escaped, safe

SLUG = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
"""How a rule names another issue; a word with a hyphen that is no issue's slug stays as it is."""


@dataclass(frozen=True, slots=True)
class CodingRule:
    """An issue's rule as markup, and the statement that shows how it is used; None where the issue names none."""

    issue: Issue
    text: SafeString
    example: Position | None


@dataclass(frozen=True, slots=True)
class AnswerExample:
    """An answer to an issue's question, in its words, and a statement that gives it."""

    stance: str
    answer: str
    position: Position


def answer_examples(issue: Issue) -> list[AnswerExample]:
    """A statement for each answer that the issue names one for. 1 query, none without examples."""
    found, named = selectors.positions.by_id(issue.examples.values()), issue.examples.items()
    return [AnswerExample(stance, issue.answer(stance), found[one]) for stance, one in named if one in found]


def _written(rule: str, names: Mapping[str, str]) -> SafeString:
    """The rule as markup, with the name of each issue that it refers to by its slug, linked."""
    written, end = "", 0
    for match in SLUG.finditer(rule):
        if name := names.get(match[0]):
            written += (
                escaped(rule[end : match.start()]) + f'<a href="/issues/{escaped(match[0])}/">{escaped(name)}</a>'
            )
            end = match.end()
    return safe(written + escaped(rule[end:]))


def coding_rules(issues: Iterable[Issue], names: Mapping[str, str]) -> list[CodingRule]:
    """The rules of those issues that have one, in their order; `names` are all issues' names by slug. 1 query, none
    without examples."""
    ruled = [issue for issue in issues if issue.rule]
    examples = selectors.positions.by_id(one.example for one in ruled if one.example)
    return [CodingRule(one, _written(one.rule, names), examples.get(one.example)) for one in ruled]
