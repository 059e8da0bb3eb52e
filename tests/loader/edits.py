"""Edits as editors make them, at random: each changes the record in one way, or does not apply to it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from tests.loader.cast import Fixtures
from timeline.loader import canonical, schema
from timeline.loader.check import check
from timeline.loader.lists import Corpus

type Edit = Callable[[Corpus, Random], Corpus | None]


def _with(corpus: Corpus, name: str, of: Callable[[Any], Any], random: Random) -> Corpus | None:
    """One entry of a list or article changed."""
    entries = list(getattr(corpus, name))
    if not entries:
        return None
    at = random.randrange(len(entries))
    changed = of(entries[at])
    if changed is None:
        return None
    entries[at] = changed
    return replace(corpus, **{name: tuple(entries)})


def _word(random: Random) -> str:
    return "".join(random.choices("abcdefghij", k=6))


def _named(name: str, key: str) -> Edit:
    return lambda corpus, random: _with(
        corpus, name, lambda one: replace(one, **{key: f"{getattr(one, key)} {_word(random)}"}), random
    )


def _in_articles(key: str, of: Callable[[Any, Random], Any]) -> Edit:
    """A meeting or position of an article changed, taken out (None) or given twice in two forms (a tuple)."""

    def edit(corpus: Corpus, random: Random) -> Corpus | None:
        def changed(article: Any) -> Any:
            entries = list(getattr(article, key))
            if not entries:
                return None
            at = random.randrange(len(entries))
            made = of(entries[at], random)
            entries[at : at + 1] = made if isinstance(made, tuple) else [made] if made else []
            return replace(article, **{key: tuple(entries)})

        return _with(corpus, "articles", changed, random)

    return edit


def _remove_article(corpus: Corpus, random: Random) -> Corpus | None:
    articles = list(corpus.articles)
    del articles[random.randrange(len(articles))]
    return replace(corpus, articles=tuple(articles))


def _add_article(corpus: Corpus, random: Random) -> Corpus:
    """A source that reports a meeting which another one describes, and what was said there."""
    old = random.choice(list(corpus.articles))
    slug = f"copy-{_word(random)}"
    bare = tuple(schema.MeetingEntry(slug=one.slug, issues=("compliance",)) for one in old.meetings[:1])
    new = replace(old, slug=slug, title=f"Copy {slug}", url=f"https://copy.example/{slug}", seed=False, meetings=bare)
    return replace(corpus, articles=(*corpus.articles, new))


def _quoted(position: Any, random: Random) -> Any:
    return replace(position, quote=f"{position.quote} {_word(random)}", proof=None)


def _stanced(position: Any, random: Random) -> Any:
    return replace(position, stance=random.choice(("supports", "conditional", "opposes", "unclear")))


def _dated(position: Any, random: Random) -> Any:
    return replace(position, date=f"1969-11-{random.randrange(17, 30)}")


def _moved(meeting: Any, random: Random) -> Any:
    return replace(meeting, city=random.choice(("Helsinki", "Turku"))) if meeting.city else meeting


def _titled(meeting: Any, random: Random) -> Any:
    return replace(meeting, title=f"{meeting.title} {_word(random)}") if meeting.title else meeting


def _attended(meeting: Any, random: Random) -> Any:
    people = [schema.Participant(official=slug, side=side, role="head", post=_word(random)) for slug, side in PEOPLE]
    return replace(meeting, participants=tuple(random.sample(people, random.randrange(1, 4))))


PEOPLE = (("gerard-smith", "US"), ("richard-nixon", "US"), ("vladimir-semenov", "RU"))


def _answered(corpus: Corpus, random: Random) -> Corpus | None:
    return _with(
        corpus,
        "issues",
        lambda one: replace(one, answers=replace(one.answers, supports=_word(random))),
        random,
    )


def _doubled(position: Any, random: Random) -> Any:
    return position, _quoted(position, random)


EDITS: tuple[Edit, ...] = (
    _named("issues", "name"),
    _named("issues", "question"),
    _answered,
    _named("negotiations", "name"),
    _named("officials", "name"),
    lambda corpus, random: _with(
        corpus,
        "officials",
        lambda one: replace(one, aliases=(*one.aliases, _word(random))),
        random,
    ),
    _named("treaties", "name"),
    _named("treaties", "summary"),
    _named("articles", "title"),
    _named("articles", "summary"),
    _named("articles", "publisher"),
    _in_articles("positions", _quoted),
    _in_articles("positions", _stanced),
    _in_articles("positions", _dated),
    _in_articles("positions", _doubled),
    _in_articles("positions", lambda position, random: None),
    _in_articles("meetings", _moved),
    _in_articles("meetings", _titled),
    _in_articles("meetings", _attended),
    _remove_article,
    _add_article,
)


def seeded(seed: int) -> Random:
    """Chance that is the same in every run."""
    return Random(seed)  # noqa: S311


def edit(fixtures: Fixtures, random: Random) -> None:
    """Change the fixtures in one way that leaves them without a problem."""
    while True:
        changed = random.choice(EDITS)(fixtures.corpus(), random)
        if changed is None:
            continue
        files = dict(canonical.files(canonical.settled(changed)))
        kept = {name: (fixtures.root / name).read_bytes() for name in _names(fixtures)}
        _put(fixtures, {name: text.encode() for name, text in files.items()})
        if check(fixtures.root).corpus is not None and kept != {
            name: (fixtures.root / name).read_bytes() for name in _names(fixtures)
        }:
            return
        _put(fixtures, kept)


def _names(fixtures: Fixtures) -> Sequence[str]:
    return sorted(path.relative_to(fixtures.root).as_posix() for path in fixtures.root.rglob("*.yaml"))


def _put(fixtures: Fixtures, files: dict[str, bytes]) -> None:
    for name in _names(fixtures):
        if name not in files:
            fixtures.remove(name)
    for name, content in files.items():
        fixtures.write(name, content)
