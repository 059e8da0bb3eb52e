"""What `opposed` or `agreed` means next to an issue: a stance is the answer to the issue's question, which often asks
whether something should be limited. Opposing missile defence means wanting it limited; opposing a test ban does not."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from timeline.domain.folding import fold
from timeline.domain.vocabulary import Stance
from timeline.models import Issue
from timeline.search.meaning import Meaning, QueryPart

ASKS_FOR_A_LIMIT = re.compile(r"\b(?:limited(?! only)|banned|barred|cut|capped|eliminated|curb)\b")
"""In an issue's question: its subject would be limited."""
LIMIT = re.compile(
    r"\b(?:limit\w*|ban|bans|banned|banning|bar|barred|barring|cut|cuts|cutting|cap|caps|ceiling\w*|eliminat\w*|curb\w*"
    r"|reduc\w*|freez\w*|moratori\w*|prohibit\w*|zero|withdraw\w*|dismantl\w*|abolish\w*|abolition|restrict\w*|count"
    r"|counting|constrain\w*|halt\w*|zapre\w*|ogranich\w*|sokrashch\w*|likvid\w*)\b"
)
"""In a folded query: it names the limit, and not only what would be limited."""
OTHER = {Stance.SUPPORTS.value: Stance.OPPOSES.value, Stance.OPPOSES.value: Stance.SUPPORTS.value}


@dataclass(frozen=True, slots=True)
class Stances:
    """Each issue's answers by stance, by slug; and the issues whose question asks whether something should be
    limited."""

    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    limited: frozenset[str] = frozenset()


def stances(issues: Iterable[Issue]) -> Stances:
    """The stances of all issues. No query of its own."""
    listed = list(issues)
    return Stances(
        {issue.slug: issue.answers for issue in listed},
        frozenset(issue.slug for issue in listed if ASKS_FOR_A_LIMIT.search(issue.question)),
    )


def settled(meaning: Meaning, known: Stances) -> Meaning:
    """The meaning, with its stances as answers to the question of the issue, if it names exactly one."""
    issues = dict.fromkeys(part.slugs("issues")[0] for part in meaning.parts if part.first == "issues")
    if len(issues) != 1:
        return meaning
    (issue,) = issues
    turned = issue in known.limited and not LIMIT.search(fold(meaning.typed))
    clauses = tuple(tuple(_settled(part, issue, known, turned=turned) for part in clause) for clause in meaning.clauses)
    return replace(meaning, clauses=clauses)


def _settled(part: QueryPart, issue: str, known: Stances, *, turned: bool) -> QueryPart:
    if part.first != "stances":
        return part
    slugs = [OTHER.get(slug, slug) if turned else slug for slug in part.slugs("stances")]
    words = " or ".join(f"“{known.answers.get(issue, {}).get(slug, slug)}”" for slug in slugs)
    return replace(part, label=words, leads=tuple(("stances", slug) for slug in slugs))
