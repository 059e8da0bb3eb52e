"""A synthetic record as files, deterministic for a number of articles, to measure the load of a large record.

Every other article describes a meeting in full; the next one adds an issue and a participant and repeats others, as
sources of the real record do. Three positions per article, with texts as long as the real ones.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.synthetic import COUNTRIES, FIRST, KINDS, LAST, SEED, WORDS
from timeline.domain.vocabulary import Stance

OFFICIALS, ISSUES, TALKS, CITIES = 1000, 60, 40, 300


def _words(random: Random, number: int) -> str:
    start = random.randrange(len(WORDS))
    return " ".join(WORDS[(start + n) % len(WORDS)] for n in range(number)).capitalize()


def _lists(root: Path) -> None:
    lists = {
        "issues": (
            f"- slug: issue-{n}\n  name: Issue {n}\n  question: Should issue {n} be limited?\n  comparable: true\n"
            "  answers: {supports: limit it, conditional: limit some, opposes: leave it free}"
            for n in range(ISSUES)
        ),
        "negotiations": (f'- {{slug: talks-{n}, name: Talks {n}, start: "1955"}}' for n in range(TALKS)),
        "officials": (
            f"- slug: official-{n}\n  name: Given Family{n}\n  family_name: Family{n}\n  side: {_side(n)}"
            for n in range(OFFICIALS)
        ),
        "places": (
            f"- name: City {n}\n  country: {COUNTRIES[n % len(COUNTRIES)]}\n"
            f"  latitude: '{n % 90:.2f}'\n  longitude: '{n % 180:.2f}'"
            for n in range(CITIES)
        ),
        "treaties": iter(()),
        "leaders": iter(()),
        "glossary": iter(()),
        "stories": iter(()),
    }
    for name, entries in lists.items():
        (root / f"{name}.yaml").write_text("\n".join(entries) or "[]", encoding="utf-8")


def _side(official: int) -> str:
    return ("US", "RU")[official % 2]


def _article(number: int, random: Random) -> Iterator[str]:
    """The lines of an article's file."""
    meeting, notes = divmod(number, 2)
    # What both articles on a meeting have in common depends only on the meeting's number.
    shared = Random(meeting)  # noqa: S311 (a made-up record, no secret)
    first = FIRST + timedelta(days=shared.randrange((LAST - FIRST).days - 40))
    people, issues = shared.sample(range(OFFICIALS), 4), shared.sample(range(ISSUES), 2)
    slug = f"{first}-talks-{meeting}"
    published = first + timedelta(days=notes + 2)
    yield f"slug: source-{number}\ntitle: Report {number} on the talks\npublisher: A publisher\nauthors:\n- Writer, A."
    yield f'published: "{published}"\nurl: https://example.org/{number}\nkind: news\nlanguage: en'
    yield f"summary: {_words(random, 18)}.\nmeetings:\n- slug: {slug}"
    if not notes:
        (kind,) = shared.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])
        city = shared.randrange(CITIES)
        talks = meeting % TALKS
        yield f"  title: Meeting {meeting} of talks {talks}\n  kind: {kind}\n  negotiation: talks-{talks}"
        yield f'  start: "{first}"\n  end: "{first + timedelta(days=1)}"\n  status: held\n  city: City {city}'
        yield f"  country: {COUNTRIES[city % len(COUNTRIES)]}\n  summary: {_words(shared, 28)}."
        yield f"  outcome: {_words(shared, 10)}."
    told = people[:3] if not notes else people[1:]
    agenda = "announced" if notes and meeting % 20 == 0 else "issues"
    yield f"  {agenda}: [issue-{issues[notes]}]\n  participants:"
    for k, who in enumerate(told, start=notes):
        role = "head" if k < 2 else "member"
        yield f"  - {{official: official-{who}, side: {_side(who)}, role: {role}, post: Ambassador}}"
    yield "positions:"
    for k in range(3):
        who = told[k]
        yield f"- holder: official-{who}\n  side: {_side(who)}\n  issue: issue-{issues[k % 2]}"
        yield f'  stance: {Stance.values[(number + k) % 4]}\n  date: "{first}"\n  meeting: {slug}'
        yield f"  summary: {_words(random, 16)}.\n  quote: {_words(random, 9 + k)} {number}\n  speech: direct"


def write(root: Path, articles: int) -> None:
    """Write a record with this number of articles into an empty directory, unless it is there already."""
    done = root / f"{articles}.done"
    if done.exists():
        return
    (root / "articles").mkdir(parents=True, exist_ok=True)
    random = Random(SEED)  # noqa: S311 (a made-up record, no secret)
    _lists(root)
    for number in range(articles):
        text = "\n".join(_article(number, random)) + "\n"
        (root / "articles" / f"source-{number}.yaml").write_text(text, encoding="utf-8")
    done.touch()
