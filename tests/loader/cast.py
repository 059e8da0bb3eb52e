"""A small sample record in canonical form, as files that the loader's tests read, modify and load."""

from dataclasses import dataclass
from pathlib import Path

from timeline.loader.check import check
from timeline.loader.lists import Corpus

ISSUES = """\
# What the talks are about: each issue asks one yes/no question, so that stances can be compared.
- slug: missile-defense
  name: Missile defence
  question: Should missile defences be limited?
  comparable: true
  answers:
    supports: limit them
    conditional: limit some
    opposes: leave them free
- slug: compliance
  name: Compliance
  question: Is the other side keeping its word?
  comparable: false
  answers:
    supports: says it is
    conditional: raises doubts
    opposes: says it is not
"""
NEGOTIATIONS = """\
# The tracks that meetings belong to; each is a lane of the timeline.
- {slug: salt-i, name: SALT I, start: "1969", end: "1972"}
- {slug: dialogue, name: Strategic dialogue, start: "2017~"}
"""
OFFICIALS = """\
# The people who spoke or negotiated for a side, in the order of their slugs.
- slug: gerard-smith
  name: Gerard Smith
  family_name: Smith
  aliases: [Gerard C. Smith, Gerry Smith]
  side: US
  posts:
  - {post: Director of ACDA, from: "1969", to: "1973"}
  - {post: Head of the SALT delegation}
- slug: richard-nixon
  name: Richard Nixon
  family_name: Nixon
  side: US
- slug: vladimir-semenov
  name: Vladimir Semenov
  family_name: Semenov
  native_name: Владимир Семёнов
  side: RU
"""
TREATIES = """\
# What was agreed, in the order of signature.
- slug: abm-treaty
  name: ABM Treaty
  full_name: Treaty on the Limitation of Anti-Ballistic Missile Systems
  signed: "1969-12-22"
  in_force: "1972-10-03"
  ended: "2002-06-13"
  signed_at: 1969-11-17-helsinki-smith-semenov
  negotiation: salt-i
  summary: Limits missile defences to two sites.
  limits: two sites of 100 interceptors
"""
LEADERS = """\
# Who was in office: the context bands of the timeline. Dates of taking and leaving office.
- {side: US, name: Nixon, official: richard-nixon, office: President, from: "1969-01-20", to: "1974-08-09"}
"""
NEWS = """\
slug: news-1969-11-18-talks-open
title: 'Talks open: a beginning'
publisher: The News
authors: ['Reporter, A.']
published: "1969-11-18"
url: https://news.example/1969/talks
kind: news
language: en
summary: The first day of SALT.
meetings:
- slug: 1969-11-17-helsinki-smith-semenov
  title: First round, Helsinki
  kind: negotiating-round
  negotiation: salt-i
  start: "1969-11-17"
  end: "1969-12-22"
  status: held
  city: Helsinki
  country: FI
  summary: The delegations met for the first time.
  outcome: They agreed to meet again.
  issues: [missile-defense]
  participants:
  - {official: gerard-smith, side: US, role: head, post: Director of ACDA}
- slug: 2017-09-12-call-smith-semenov
  title: A call
  kind: call
  negotiation: dialogue
  start: "2017-09~"
  status: planned
  summary: A call was planned.
positions:
- holder: vladimir-semenov
  side: RU
  issue: missile-defense
  stance: conditional
  date: "1969-11-17"
  meeting: 1969-11-17-helsinki-smith-semenov
  summary: Defences should be limited if offence is.
  quote: limits on both “offensive and defensive” arms
  speech: direct
- attributed_to: an American delegate
  side: US
  issue: compliance
  stance: unclear
  date: "1969-11"
  summary: No word on compliance.
  quote: it is too early to say
  speech: reported
"""
DIARY = """\
slug: diary-1969-12-22-helsinki
title: A diary
publisher: The Diary
published: "1969-12-22"
url: https://diary.example/1969
seed: true
kind: document
language: fi
summary: What a diarist saw.
meetings:
- slug: 1969-11-17-helsinki-smith-semenov
  issues: [compliance]
  participants:
  - {official: vladimir-semenov, side: RU, role: head}
positions: []
"""
PLACES = """\
# Where meetings took place. Coordinates and numbers: GeoNames (CC BY 4.0); without a number, from maps.
- {name: Geneva, country: CH, latitude: '46.20', longitude: '6.15'}
- name: Helsinki
  country: FI
  latitude: '60.17'
  longitude: '24.94'
  aliases: [Helsingfors, Хельсинки]
  geonames: '658225'
"""
GLOSSARY = """\
# Terms of the field: what readers call a thing, what it is, and what of the record it leads to.
- slug: abm
  term: ABM
  forms: [missile shield, BMD]
  russian: [ПРО]
  definition: A defence against missiles.
  leads_to: [issues/missile-defense, meetings/1969-11-17-helsinki-smith-semenov]
"""
STORIES = """\
# Guided readings: each step is bound to a meeting, a statement or a treaty, and claims no more than it.
- slug: two-sites
  title: Two sites
  lead: How a limit was found.
  steps:
  - at: meetings/1969-11-17-helsinki-smith-semenov
    heading: Helsinki
    text: They met.
  - at: meetings/1969-11-17-helsinki-smith-semenov
    heading: Both arms
    text: Moscow wanted both.
  - at: meetings/1969-11-17-helsinki-smith-semenov
    heading: Too early
    text: Washington kept silent.
  - at: treaties/abm-treaty
    heading: Signed
    text: It was signed.
  - at: meetings/2017-09-12-call-smith-semenov
    heading: A call
    text: A call was planned.
  - at: treaties/abm-treaty
    heading: Ended
    text: It ended.
"""
NEWS_FILE = "articles/news-1969-11-18-talks-open.yaml"
DIARY_FILE = "articles/diary-1969-12-22-helsinki.yaml"
FILES = {
    "issues.yaml": ISSUES,
    "negotiations.yaml": NEGOTIATIONS,
    "officials.yaml": OFFICIALS,
    "treaties.yaml": TREATIES,
    "leaders.yaml": LEADERS,
    "places.yaml": PLACES,
    "glossary.yaml": GLOSSARY,
    "stories.yaml": STORIES,
    NEWS_FILE: NEWS,
    DIARY_FILE: DIARY,
}


@dataclass(frozen=True)
class Fixtures:
    """A fixtures directory that a test may modify."""

    root: Path

    def write(self, name: str, content: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a passage that occurs exactly once in the file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        (self.root / name).unlink()

    def problems(self, only: str = "") -> list[str]:
        """Every problem, as the command prints it."""
        outcome = check(self.root, only=frozenset({only}) if only else None)
        return [str(problem) for problem in outcome.problems]

    def corpus(self) -> Corpus:
        """The record; asserts that there is no problem."""
        outcome = check(self.root)
        assert outcome.corpus is not None, outcome.problems
        return outcome.corpus


def written(root: Path) -> Fixtures:
    """Write the sample record's files under `root`."""
    fixtures = Fixtures(root)
    for name, text in FILES.items():
        fixtures.write(name, text)
    return fixtures
